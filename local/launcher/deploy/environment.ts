import { cacheFolder, pathWithNode } from '../paths.ts';

/** The account number that every emulator uses; no real account has it. */
export const LOCAL_ACCOUNT = '000000000000';

/** Region of a local province. Any region would do; this is the one nearest to Viet Nam. */
export const LOCAL_REGION = 'ap-southeast-1';

/**
 * Pure: the environment in which `cdk` and the AWS clients of a local province run. All AWS settings of the user
 * (profile, session token, role, configuration files) are removed, so that no call can reach a real account.
 */
export function deployEnvironment(host: NodeJS.ProcessEnv, endpoint: string, cdkHome: string): NodeJS.ProcessEnv {
  const kept = Object.entries(host).filter(([name]) => !/^(AWS_|CDK_)/i.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: pathWithNode(host.PATH),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_HOME: cdkHome,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    // The CLI is 29 MB of JavaScript and starts three times: its compile cache is kept between starts.
    NODE_COMPILE_CACHE: `${cdkHome}/compiled`,
    // npm on the host may run another Node; its settings must not apply to ours.
    NODE_OPTIONS: '',
  };
}

/** The same for the processes of this run. */
export function environmentFor(endpoint: string): NodeJS.ProcessEnv {
  return deployEnvironment(process.env, endpoint, cacheFolder('cdk-home'));
}

import { pathWithNode } from '../../paths.ts';
import { installTools } from '../../python/install.ts';
import type { Emulator, StartOptions } from '../emulator.ts';
import { launch } from '../launch.ts';
import { MINISTACK_TOOLS, MINISTACK_VERSION } from './install.ts';

export const MINISTACK_HEALTH = '/_ministack/health';
const START_TIMEOUT_MS = 60_000;

/** The only variables passed on. Workers of functions inherit the emulator's environment, and AWS has none of ours. */
const KEPT = /^(HOME|LANG|LC_.*|TZ)$/;

/** Pure: the environment of the emulator, and so of its Lambda workers. */
export function ministackEnvironment(
  host: NodeJS.ProcessEnv,
  port: number,
  region: string,
  temporary: string,
): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(host).filter(([name]) => KEPT.test(name))),
    PATH: pathWithNode(host.PATH),
    // By default it binds every interface.
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    MINISTACK_REGION: region,
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    LAMBDA_EXECUTOR: 'local',
    // Every call in flight is a Node process of 55 to 100 MB, and idle ones stay: both bounded for the 3 GiB we promise.
    LAMBDA_ACCOUNT_CONCURRENCY: '24',
    LAMBDA_WARM_TTL_SECONDS: '60',
    PYTHONUNBUFFERED: '1',
    TMPDIR: temporary,
    LOG_LEVEL: 'INFO',
  };
}

/**
 * Installs (when needed) and starts MiniStack on loopback.
 * @throws PythonMissing, PythonTooOld, PipMissing, InstallFailed, EmulatorFailed
 */
export async function startMinistack(options: StartOptions): Promise<Emulator> {
  const { port, region, detail } = options;
  const python = await installTools(MINISTACK_TOOLS, { detail });
  return launch(
    {
      title: `MiniStack ${MINISTACK_VERSION}`,
      command: python,
      args: ['-m', 'ministack'],
      env: (temporary) => ministackEnvironment(process.env, port, region, temporary),
      health: MINISTACK_HEALTH,
      timeoutMs: START_TIMEOUT_MS,
    },
    options,
  );
}

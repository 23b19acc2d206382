import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DockerMissing, EmulatorFailed } from '../errors.ts';
import { start } from '../processes/managed.ts';
import { until } from '../wait.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { Emulator } from './emulator.ts';
import { whoAnswers } from './endpoint.ts';

/** The last image that needs no account. With LOCALSTACK_AUTH_TOKEN set, the current one is used. */
const FREE_IMAGE = 'localstack/localstack:4.14.0';
const CURRENT_IMAGE = 'localstack/localstack:latest';
/** The image has a gigabyte to fetch the first time. */
const START_TIMEOUT_MS = 600_000;

/** Pure: the image the environment gives right to, and the arguments of `docker run`. */
export function dockerArguments(env: NodeJS.ProcessEnv, port: number, name: string): readonly string[] {
  const token = env.LOCALSTACK_AUTH_TOKEN;
  return [
    'run',
    '--rm',
    '--name',
    name,
    '--publish',
    `127.0.0.1:${port}:4566`,
    // Its Lambda functions are containers beside it.
    '--volume',
    '/var/run/docker.sock:/var/run/docker.sock',
    // The simulators listen on the host's loopback only.
    '--env',
    'LAMBDA_DOCKER_NETWORK=host',
    // The name only: docker takes the value from our environment, so the token is in no process list.
    ...(token ? ['--env', 'LOCALSTACK_AUTH_TOKEN'] : []),
    token ? CURRENT_IMAGE : FREE_IMAGE,
  ];
}

/**
 * Starts LocalStack in Docker. @throws DockerMissing, EmulatorFailed
 * Not yet run by us on a machine with Docker: see docs/local-cloud.md.
 */
export async function startLocalstack(port: number, logFile: string): Promise<Emulator> {
  const docker = promisify(execFile);
  await docker('docker', ['info'], { timeout: 20_000 }).catch(() => {
    throw new DockerMissing();
  });
  const name = `motcua-localstack-${port}`;
  const container = start({
    command: 'docker',
    args: dockerArguments(process.env, port, name),
    env: process.env,
    logFile,
  });
  const stop = async (): Promise<void> => {
    await docker('docker', ['rm', '--force', name]).catch(() => undefined);
    await container.stop();
  };
  const endpoint = `http://127.0.0.1:${port}`;
  const healthy = await until(async () => (await whoAnswers(endpoint)) !== undefined, {
    timeoutMs: START_TIMEOUT_MS,
    everyMs: 500,
    signal: container.gone,
  });
  const title = process.env.LOCALSTACK_AUTH_TOKEN ? 'LocalStack' : 'LocalStack 4.14.0';
  if (!healthy) {
    const why = container.gone.aborted ? 'its container ended' : `${START_TIMEOUT_MS / 1000} s`;
    await stop();
    throw new EmulatorFailed(title, why, logFile);
  }
  return { kind: 'localstack', title, endpoint, capabilities: capabilitiesOf('localstack'), stop };
}

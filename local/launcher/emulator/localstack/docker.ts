import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DockerMissing } from '../../errors.ts';
import { NODE } from '../../paths.ts';
import { start } from '../../processes/managed.ts';
import type { Emulator, StartOptions } from '../emulator.ts';
import { untilHealthy } from '../health.ts';
import { PACKAGE } from './install.ts';
import { packageSettings } from './settings.ts';

/** The last image that needs no account. With LOCALSTACK_AUTH_TOKEN set, the current one is used. */
const FREE_IMAGE = 'localstack/localstack:4.14.0';
const CURRENT_IMAGE = 'localstack/localstack:latest';
/** The image is about a gigabyte to fetch the first time. */
const START_TIMEOUT_MS = 600_000;

/** Mount points inside the image. */
const MOUNTED = { folder: '/opt/motcua/python', node: '/opt/motcua/node' } as const;

/**
 * Pure: the image that the environment is entitled to, and the arguments of `docker run`. On the host's network, because
 * functions call simulators that listen on loopback; no Docker socket, because functions are processes in the same container.
 * @param node Path of the Node 24 that runs the functions: a program of this machine's system, so Linux only.
 */
export function dockerArguments(env: NodeJS.ProcessEnv, port: number, name: string, node: string): readonly string[] {
  const token = env.LOCALSTACK_AUTH_TOKEN;
  const settings = packageSettings(port, MOUNTED.node, MOUNTED.folder);
  return [
    'run',
    '--rm',
    '--name',
    name,
    '--network',
    'host',
    '--volume',
    `${PACKAGE}:${MOUNTED.folder}:ro`,
    '--volume',
    `${node}:${MOUNTED.node}:ro`,
    ...Object.entries(settings).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
    // The name only: docker takes the value from our environment, so the token is in no process list.
    ...(token ? ['--env', 'LOCALSTACK_AUTH_TOKEN'] : []),
    token ? CURRENT_IMAGE : FREE_IMAGE,
  ];
}

const docker = (...args: readonly string[]) => promisify(execFile)('docker', args, { timeout: 20_000 });

/** Whether a Docker engine runs. */
export const dockerAnswers = (): Promise<boolean> =>
  docker('info').then(
    () => true,
    () => false,
  );

/**
 * Starts LocalStack in Docker. @throws DockerMissing, EmulatorFailed
 * Not yet run by us on a machine with Docker: see docs/local-cloud.md.
 */
export async function startInDocker({ port, logFile, detail }: StartOptions): Promise<Emulator> {
  if (!(await dockerAnswers())) throw new DockerMissing();
  const { stdout: node } = await promisify(execFile)(NODE, ['-p', 'process.execPath']);
  const name = `motcua-localstack-${port}`;
  detail('fetching its image, the first time');
  const container = start({
    command: 'docker',
    args: dockerArguments(process.env, port, name, node.trim()),
    env: process.env,
    logFile,
  });
  const stop = async (): Promise<void> => {
    await docker('rm', '--force', name).catch(() => undefined);
    await container.stop();
  };
  const title = process.env.LOCALSTACK_AUTH_TOKEN ? 'LocalStack in Docker' : 'LocalStack 4.14.0 in Docker';
  const endpoint = `http://127.0.0.1:${port}`;
  const health = '/_localstack/health';
  await untilHealthy({ title, endpoint, health, process: container, timeoutMs: START_TIMEOUT_MS, logFile, stop });
  return { title, endpoint, stop };
}

import { join } from 'node:path';
import { PythonMissing, PythonTooOld } from '../../errors.ts';
import { NODE } from '../../paths.ts';
import { installTools } from '../../python/install.ts';
import type { Emulator, StartOptions } from '../emulator.ts';
import { launch } from '../launch.ts';
import { dockerAnswers, startInDocker } from './docker.ts';
import { LOCALSTACK_TOOLS, LOCALSTACK_VERSION, PACKAGE } from './install.ts';
import { packageSettings } from './settings.ts';

export const LOCALSTACK_HEALTH = '/_localstack/health';

/** The program of the Python installation. */
export const CORE = ['-m', 'localstack.runtime.main'] as const;

/** The first start compiles a thousand modules. */
const START_TIMEOUT_MS = 120_000;

/** Pure: the environment of the emulator. Nothing of the host's but a path: functions get one of their own. */
export function localstackEnvironment(port: number, temporary: string, python: string): NodeJS.ProcessEnv {
  return {
    ...packageSettings(port, NODE, PACKAGE),
    HOME: temporary,
    TMPDIR: temporary,
    FILESYSTEM_ROOT: join(temporary, 'root'),
    PATH: `${join(python, '..')}:/usr/bin:/bin`,
    LANG: 'C.UTF-8',
    PYTHONUNBUFFERED: '1',
  };
}

/**
 * Starts LocalStack on loopback: its open core in Python, without Docker; in Docker where there is an account's token, or a
 * Docker engine and no Python that is new enough.
 * @throws PythonMissing, PythonTooOld, PipMissing, InstallFailed, DockerMissing, EmulatorFailed
 */
export async function startLocalstack(options: StartOptions): Promise<Emulator> {
  if (process.env.LOCALSTACK_AUTH_TOKEN) return startInDocker(options);
  let python: string;
  try {
    python = await installTools(LOCALSTACK_TOOLS, { detail: options.detail });
  } catch (error) {
    const noPython = error instanceof PythonMissing || error instanceof PythonTooOld;
    if (noPython && (await dockerAnswers())) return startInDocker(options);
    throw error;
  }
  return launch(
    {
      title: `LocalStack ${LOCALSTACK_VERSION} (open core, no Docker)`,
      command: python,
      args: CORE,
      env: (temporary) => localstackEnvironment(options.port, temporary, python),
      health: LOCALSTACK_HEALTH,
      timeoutMs: START_TIMEOUT_MS,
    },
    options,
  );
}

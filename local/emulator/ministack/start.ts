import { rmSync } from 'node:fs';
import { pathWithNode } from '../../paths.ts';
import { start } from '../../processes/managed.ts';
import { installTools } from '../../python/install.ts';
import type { Emulator, StartOptions } from '../emulator.ts';
import { untilHealthy } from '../health.ts';
import { temporaryFolder } from '../temporary.ts';
import { MINISTACK_TOOLS, MINISTACK_VERSION } from './install.ts';

export const MINISTACK_HEALTH = '/_ministack/health';
const START_TIMEOUT_MS = 60_000;

/** All that is passed on. The workers of functions inherit the emulator's environment, and AWS has nothing of ours. */
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
    // It binds every interface otherwise.
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
export async function startMinistack({ port, region, logFile, detail }: StartOptions): Promise<Emulator> {
  const title = `MiniStack ${MINISTACK_VERSION}`;
  const python = await installTools(MINISTACK_TOOLS, { detail });
  const temporary = temporaryFolder();
  const emulator = start({
    command: python,
    args: ['-m', 'ministack'],
    env: ministackEnvironment(process.env, port, region, temporary),
    logFile,
  });
  const stop = async (): Promise<void> => {
    await emulator.stop(5000);
    rmSync(temporary, { recursive: true, force: true });
  };
  const endpoint = `http://127.0.0.1:${port}`;
  const timeoutMs = START_TIMEOUT_MS;
  await untilHealthy({ title, endpoint, health: MINISTACK_HEALTH, process: emulator, timeoutMs, logFile, stop });
  return { title, endpoint, stop };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilHealthy } from '../../local/launcher/emulator/health.ts';
import { PACKAGE } from '../../local/launcher/emulator/localstack/install.ts';
import { CORE, LOCALSTACK_HEALTH, localstackEnvironment } from '../../local/launcher/emulator/localstack/start.ts';
import { reservePorts } from '../../local/launcher/ports.ts';
import { start } from '../../local/launcher/processes/managed.ts';

export type Core = {
  readonly endpoint: string;
  /** File with every address the interpreter bound, connected to or looked up. */
  readonly trace: string;
  /** Leader of the group of all its processes. */
  readonly pid: number;
};

/** Starts the core with its sockets traced, and stops it after the work in any case. */
export async function withCore<T>(python: string, work: (core: Core) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-trace-'));
  const { ports, release } = await reservePorts('free');
  const [trace, logFile] = [join(folder, 'trace'), join(folder, 'log')];
  const PYTHONPATH = `${join(import.meta.dirname, 'trace')}:${PACKAGE}`;
  const env = { ...localstackEnvironment(ports.emulator, folder, python), PYTHONPATH, MOTCUA_TRACE: trace };
  const core = start({ command: python, args: CORE, env, cwd: folder, logFile });
  const stop = () => core.stop(5000);
  const endpoint = `http://127.0.0.1:${ports.emulator}`;
  const [title, health, timeoutMs] = ['LocalStack', LOCALSTACK_HEALTH, 120_000];
  try {
    await untilHealthy({ title, endpoint, health, process: core, timeoutMs, logFile, stop });
    return await work({ endpoint, trace, pid: core.pid ?? 0 });
  } finally {
    await stop();
    await release();
    rmSync(folder, { recursive: true, force: true });
  }
}

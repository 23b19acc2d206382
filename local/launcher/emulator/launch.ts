import { rmSync } from 'node:fs';
import { start } from '../processes/managed.ts';
import type { Emulator, StartOptions } from './emulator.ts';
import { untilHealthy } from './health.ts';
import { temporaryFolder } from './temporary.ts';

export interface Program {
  /** Display name. */
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Its whole environment. `temporary`: its own folder, deleted when it is stopped. */
  readonly env: (temporary: string) => NodeJS.ProcessEnv;
  readonly health: `/${string}`;
  /** Start time-out. Milliseconds. */
  readonly timeoutMs: number;
}

/** Runs an emulator that is a program of this machine. @throws EmulatorFailed, and then nothing is left running */
export async function launch(program: Program, { port, logFile, detail }: StartOptions): Promise<Emulator> {
  const { title, command, args, health, timeoutMs } = program;
  const temporary = temporaryFolder();
  detail('waiting for its health');
  const process = start({ command, args, env: program.env(temporary), cwd: temporary, logFile });
  const stop = async (): Promise<void> => {
    await process.stop(5000);
    rmSync(temporary, { recursive: true, force: true });
  };
  const endpoint = `http://127.0.0.1:${port}`;
  await untilHealthy({ title, endpoint, health, process, timeoutMs, logFile, stop });
  return { title, endpoint, stop };
}

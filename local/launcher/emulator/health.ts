import { readFile } from 'node:fs/promises';
import { EmulatorFailed } from '../errors.ts';
import type { Managed } from '../processes/managed.ts';
import { until } from '../wait.ts';

/** Whether a health address answers 200. */
export async function answers(endpoint: string, path: string): Promise<boolean> {
  const answer = await fetch(new URL(path, endpoint), { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok ?? false;
}

export interface Awaited {
  readonly title: string;
  readonly endpoint: string;
  readonly health: string;
  readonly process: Managed;
  readonly timeoutMs: number;
  readonly logFile: string;
  stop(): Promise<void>;
}

/** Waits until a started emulator is healthy; after the time-out it is stopped. @throws EmulatorFailed */
export async function untilHealthy({ title, endpoint, health, process, timeoutMs, logFile, stop }: Awaited) {
  const healthy = await until(() => answers(endpoint, health), { timeoutMs, signal: process.gone });
  if (healthy && !process.gone.aborted) return;
  const ended = process.gone.aborted;
  await stop();
  const lines = (await readFile(logFile, 'utf8')).trim().split('\n');
  throw new EmulatorFailed(title, ended ? `it ended: ${lines.at(-1) ?? ''}` : `${timeoutMs / 1000} s`, logFile);
}

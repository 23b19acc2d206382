import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SIMULATORS, type SimulatorName } from '../simulators/launch.ts';
import type { Context } from './context.ts';
import { SimulatorFailed } from './errors.ts';
import { NODE, pathWithNode } from './paths.ts';
import { type Managed, start } from './processes/managed.ts';
import { within } from './wait.ts';

const START_TIMEOUT_MS = 30_000;

/** Pure: the line with which a simulator reports that it listens. */
export function isReady(line: string): boolean {
  return line.startsWith('{"ready":true');
}

export interface SimulatorOptions {
  readonly name: SimulatorName;
  readonly port: number;
  readonly logs: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Its program; only tests use another. */
  readonly main?: string;
  readonly timeoutMs?: number;
}

/** Starts one simulator and waits until it listens. @throws SimulatorFailed, and then nothing of it is left */
export async function startSimulator(options: SimulatorOptions): Promise<Managed> {
  const { name, port, timeoutMs = START_TIMEOUT_MS } = options;
  const main = options.main ?? fileURLToPath(new URL(`../simulators/${name}/main.ts`, import.meta.url));
  const logFile = join(options.logs, `simulator-${name}.log`);
  const ready = Promise.withResolvers<'ready'>();
  const simulator = start({
    command: NODE,
    args: [main],
    env: { PATH: pathWithNode(), HOME: process.env.HOME ?? '', PORT: String(port), ...options.env },
    logFile,
    onLine: (line) => {
      if (isReady(line)) ready.resolve('ready');
    },
  });
  const first = await within(Promise.race([ready.promise, simulator.exited]), timeoutMs);
  if (first === 'ready') return simulator;
  await simulator.stop();
  const said = (await readFile(logFile, 'utf8')).split('\n').find((line) => /error/i.test(line));
  throw new SimulatorFailed(
    name,
    first ? (said?.trim() ?? `it ended with ${first.code}`) : `${timeoutMs / 1000} s`,
    logFile,
  );
}

/** Starts all simulators in parallel. @throws SimulatorFailed */
export async function startSimulators({ ports, logs, progress, cleanup, signal }: Context): Promise<void> {
  await progress.phase('Simulators of the partners', async () => {
    const starts = SIMULATORS.map(async (name) => {
      const simulator = await startSimulator({ name, port: ports[name], logs });
      cleanup.add(() => simulator.stop());
    });
    await Promise.allSettled(starts);
    signal.throwIfAborted();
    await Promise.all(starts);
  });
}

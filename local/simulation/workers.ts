import { Worker } from 'node:worker_threads';
import { BrokenRule } from './fault.ts';
import { DONE, type Report, type Shared } from './protocol.ts';
import { emptyTally, merge, type Tally } from './tally.ts';
import type { WorldOptions } from './world.ts';

/** No dossier is kept in memory, so a worker needs little; more young space means fewer collections. */
const LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 };
const LOOK_MS = 200;

/**
 * Simulates the whole period on this many threads. The assignment of dossiers to threads is random; the sums do not
 * depend on it.
 * @throws {BrokenRule} as soon as one dossier breaks a rule; the other threads are stopped.
 */
export async function simulateAll(
  options: WorldOptions,
  threads: number,
  onDone: (dossiers: number) => void,
  script = new URL('./worker.ts', import.meta.url),
): Promise<Tally> {
  const shared: Shared = { options, counters: new SharedArrayBuffer(8) };
  const counters = new Int32Array(shared.counters);
  const workers = Array.from({ length: threads }, () => {
    return new Worker(script, { workerData: shared, resourceLimits: LIMITS });
  });
  const look = setInterval(() => onDone(Atomics.load(counters, DONE)), LOOK_MS);
  try {
    const tallies = await Promise.all(workers.map(tallyOf));
    onDone(Atomics.load(counters, DONE));
    const all = emptyTally();
    for (const tally of tallies) merge(all, tally);
    return all;
  } finally {
    clearInterval(look);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function tallyOf(worker: Worker): Promise<Tally> {
  return new Promise((resolve, reject) => {
    worker.once('message', (report: Report) => {
      if (report.kind === 'done') resolve(report.tally);
      else reject(new BrokenRule(report.rule, report.what));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a worker ended with ${code} before it was done`)));
  });
}

import { parentPort, workerData } from 'node:worker_threads';
import { batchOf } from './batch.ts';
import { BrokenRule } from './fault.ts';
import { DONE, NEXT, type Report, type Shared } from './protocol.ts';
import { emptyTally, type Tally } from './tally.ts';
import { buildWorld, type WorldOptions } from './world.ts';

/** Small enough that the workers finish together, large enough that fetching work costs nothing. */
const CHUNK = 500;

if (parentPort !== null) {
  const { options, counters } = workerData as Shared;
  const report = (sent: Report) => parentPort?.postMessage(sent);
  try {
    report({ kind: 'done', tally: work(options, new Int32Array(counters)) });
  } catch (cause) {
    if (!(cause instanceof BrokenRule)) throw cause;
    report({ kind: 'broken', rule: cause.rule, what: cause.what });
  }
}

function work(options: WorldOptions, counters: Int32Array): Tally {
  const world = buildWorld(options);
  const tally = emptyTally();
  const batch = batchOf(world, tally);
  for (;;) {
    const from = Atomics.add(counters, NEXT, CHUNK);
    if (from >= world.dossiers) return tally;
    const to = Math.min(from + CHUNK, world.dossiers);
    batch(from, to);
    Atomics.add(counters, DONE, to - from);
  }
}

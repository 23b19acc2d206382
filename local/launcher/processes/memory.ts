import { readFileSync } from 'node:fs';
import { type ProcessRow, readProcessTable, rootOf, treeOf } from './table.ts';

export interface Peak {
  readonly bytes: number;
  readonly processes: number;
}

/** Pure: proportional memory in bytes from `/proc/<pid>/smaps_rollup`; undefined when it is not there. */
export function parseProportional(rollup: string): number | undefined {
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/**
 * Memory a process adds to the machine. Dozens of Node processes share the pages of one program: the resident sizes
 * would count them once for each, the proportional size counts them once for all.
 */
function bytesOf({ pid, residentBytes }: ProcessRow): number {
  try {
    return parseProportional(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? residentBytes;
  } catch {
    // The process has ended meanwhile, or belongs to another user.
    return residentBytes;
  }
}

/** Growth of the resident sizes above which the proportional sizes are read. */
const WORTH_A_LOOK = 1.03;

/**
 * Samples the memory of everything below this process until stopped. No peak where the system has no `/proc`. Reading
 * proportional sizes takes the kernel milliseconds per process, so they are read only when the resident sizes, which
 * are cheap, show that there may be a new peak.
 */
export function watchMemory(everyMs = 4000): { peak(): Peak | undefined; stop(): void } {
  const first = readProcessTable();
  const root = rootOf(process.pid, first);
  let peak: Peak | undefined;
  let looked = 0;
  const sample = (table = readProcessTable()) => {
    const tree = treeOf(root, table);
    const resident = tree.reduce((sum, row) => sum + row.residentBytes, 0);
    if (resident < looked * WORTH_A_LOOK) return;
    looked = resident;
    const bytes = tree.reduce((sum, row) => sum + bytesOf(row), 0);
    if (bytes > (peak?.bytes ?? 0)) peak = { bytes, processes: tree.length };
  };
  sample(first);
  const timer = setInterval(() => sample(), everyMs);
  timer.unref();
  return {
    peak() {
      sample();
      return peak;
    },
    stop: () => clearInterval(timer),
  };
}

import { readProcessTable, rootOf, treeOf } from './table.ts';

export interface Peak {
  readonly bytes: number;
  readonly processes: number;
}

/** Samples the memory of everything below this process until stopped. No peak where the system has no `/proc`. */
export function watchMemory(everyMs = 500): { peak(): Peak | undefined; stop(): void } {
  const first = readProcessTable();
  const root = rootOf(process.pid, first);
  let peak: Peak | undefined;
  const sample = (table = readProcessTable()) => {
    const tree = treeOf(root, table);
    const bytes = tree.reduce((sum, row) => sum + row.residentBytes, 0);
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

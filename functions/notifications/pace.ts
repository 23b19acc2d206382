import { sleep } from '../../shared/platform/back-off.ts';

/** Rate limit of one sandbox. */
export type Pace = {
  /** Called at the start of each batch: another sandbox may have been sending until just before. */
  onBatchStart(): void;
  /** Resolves when the next item may be sent. */
  next(): Promise<void>;
};

/**
 * Sends one item per interval, with a wait before the first one too. Since each sandbox waits from the start of its batch, the
 * total rate never exceeds the number of sandboxes divided by the interval, even when batches move between sandboxes.
 */
export function paced(everyMs: number): Pace {
  let free = 0;
  return {
    onBatchStart() {
      free = Math.max(free, performance.now() + everyMs);
    },
    async next() {
      const now = performance.now();
      const at = Math.max(free, now);
      free = at + everyMs;
      if (at > now) await sleep(at - now);
    },
  };
}

import { sleep } from '../../shared/platform/back-off.ts';

/** Spaces what one sandbox sends. */
export type Pace = {
  /** Called at the start of each batch: another sandbox may have been sending in this one's place a moment ago. */
  onBatchStart(): void;
  /** Ends when the next thing may be sent. */
  next(): Promise<void>;
};

/**
 * Lets one thing go every so many milliseconds, the first one after that time too. As each sandbox that runs keeps to
 * this from the beginning of its batch, all together never send faster than their number by the interval, however
 * batches change from one sandbox to another.
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

import { setTimeout as pause } from 'node:timers/promises';

export interface Waiting {
  readonly timeoutMs: number;
  /** Polling interval; default 50 ms. */
  readonly everyMs?: number;
  /** Ends the wait early, for example because the process waited for has exited. */
  readonly signal?: AbortSignal;
}

/** Polls until the condition holds. False after the time-out or the signal; a check that throws counts as no. */
export async function until(condition: () => Promise<boolean> | boolean, waiting: Waiting): Promise<boolean> {
  const end = performance.now() + waiting.timeoutMs;
  for (;;) {
    if (
      await Promise.resolve()
        .then(condition)
        .catch(() => false)
    )
      return true;
    if (waiting.signal?.aborted || performance.now() >= end) return false;
    await pause(waiting.everyMs ?? 50);
  }
}

/** Resolves with the promise's value, or with `undefined` after the given milliseconds. Leaves no timer behind. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const stopped = new AbortController();
  const late = pause(ms, undefined, { signal: stopped.signal }).catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    stopped.abort();
  }
}

/**
 * Both results. When one fails, the other is aborted through the controller and awaited, so that nothing keeps running
 * behind the error; the first error is the one that is thrown.
 */
export async function bothOrFirstError<A, B>(a: Promise<A>, b: Promise<B>, failed: AbortController): Promise<[A, B]> {
  try {
    return await Promise.all([a, b]);
  } catch (error) {
    failed.abort(error);
    await Promise.allSettled([a, b]);
    throw error;
  }
}

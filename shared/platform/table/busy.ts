import { type BackOff, doubling, sleep, waitBefore } from '../back-off.ts';

/**
 * Others write the same rows at this moment, or the table takes no more, and went on doing so for as long as was waited.
 * Nothing was written. It is no fault of whoever asked: the same request may simply come again.
 */
export class StoreBusyError extends Error {
  override readonly name = 'StoreBusyError';
  /** The store's own code, such as `TransactionConflict`. */
  readonly causeCode: string;
  /** Whether somebody has tried again already, so that nobody who calls it does so once more. */
  readonly waited: boolean;

  constructor(causeCode: string, waited = false) {
    super(`the table is busy: ${causeCode}`);
    this.causeCode = causeCode;
    this.waited = waited;
  }
}

/** What the SDK says after it has waited and asked again by itself: to go on at once would only make it worse. */
const THROTTLED = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionInProgressException',
]);

/** Whether a request for rows, reads included, failed only because of what others do at this moment. */
export function isBusy(error: unknown): boolean {
  return error instanceof StoreBusyError || (error instanceof Error && THROTTLED.has(error.name));
}

/** Tries, and milliseconds between them: one second and a half together, which is there in every function's time. */
const TRIES = 8;
const PAUSES: BackOff = { ceilings: doubling(25, 400), certain: 0 };
/** Where the requests themselves are slow, no try begins after this. Milliseconds. */
const PATIENCE_MS = 4_000;

/**
 * Tries again while `attempt` throws {@link StoreBusyError}, each time a little later and never all at once: whoever
 * met somebody meets nobody the next time. An attempt that decides by what it has read reads it again.
 * @throws StoreBusyError after the last try
 */
export async function patiently<T>(attempt: () => Promise<T>, tries = TRIES, pause = sleep): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StoreBusyError) || error.waited) throw error;
      if (tried >= tries || Date.now() > until) throw new StoreBusyError(error.causeCode, true);
      await pause(waitBefore(tried - 1, PAUSES));
    }
  }
}

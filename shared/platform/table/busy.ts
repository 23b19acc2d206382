import { type BackOff, doubling, sleep, waitBefore } from '../back-off.ts';

/**
 * Concurrent writes of the same rows, or throttling, persisted through all retries. Nothing was written. It is not the
 * caller's fault: the same request may be repeated.
 */
export class StoreBusyError extends Error {
  override readonly name = 'StoreBusyError';
  /** DynamoDB's own code, such as `TransactionConflict`. */
  readonly causeCode: string;
  /** Whether retries were already made, so that callers do not retry again. */
  readonly waited: boolean;

  constructor(causeCode: string, waited = false) {
    super(`the table is busy: ${causeCode}`);
    this.causeCode = causeCode;
    this.waited = waited;
  }
}

/** Errors after the SDK's own retries with back-off: an immediate retry would add load. */
const THROTTLED = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionInProgressException',
]);

/** Whether a request for rows, reads included, failed only because of concurrent load. */
export function isBusy(error: unknown): boolean {
  return error instanceof StoreBusyError || (error instanceof Error && THROTTLED.has(error.name));
}

/** Attempts, and milliseconds between them: at most 1.5 s together, which fits every function's timeout. */
const TRIES = 8;
const PAUSES: BackOff = { ceilings: doubling(25, 400), certain: 0 };
/** If the requests themselves are slow, no attempt starts after this. Milliseconds. */
const PATIENCE_MS = 4_000;

/**
 * Retries `attempt` while it throws {@link StoreBusyError}, with increasing delays and jitter, so that conflicting writers
 * spread out. An attempt that decides by what it reads must read again.
 * @throws StoreBusyError after the last attempt
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

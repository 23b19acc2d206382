/** The destination is down or busy, and certainly did not accept the request. Retried with back-off, without limit. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
  /** Stable code, never input text. */
  readonly causeCode: string;
  /** The destination's `Retry-After`. Seconds. */
  readonly retryAfter: number | undefined;

  constructor(causeCode: string, retryAfter?: number) {
    super(causeCode);
    this.causeCode = causeCode;
    this.retryAfter = retryAfter;
  }
}

/** No response: the request may have been accepted or not. The next attempt must ask before resending. */
export class UnknownOutcomeError extends Error {
  override readonly name = 'UnknownOutcomeError';
  readonly causeCode: string;

  constructor(causeCode: string) {
    super(causeCode);
    this.causeCode = causeCode;
  }
}

/** The destination is disabled deliberately (a disabled endpoint): keep the cursor, send nothing, park nothing. */
export class HaltedError extends Error {
  override readonly name = 'HaltedError';
}

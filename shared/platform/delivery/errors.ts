/** The destination is down or busy, and surely did not take what was sent. Tried again after a while, for ever. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
  /** Stable code, never input text. */
  readonly causeCode: string;
  /** The destination's own wish for when to come back. Seconds. */
  readonly retryAfter: number | undefined;

  constructor(causeCode: string, retryAfter?: number) {
    super(causeCode);
    this.causeCode = causeCode;
    this.retryAfter = retryAfter;
  }
}

/** The answer never came: it may have been taken or not. The next attempt must ask before it repeats. */
export class UnknownOutcomeError extends Error {
  override readonly name = 'UnknownOutcomeError';
  readonly causeCode: string;

  constructor(causeCode: string) {
    super(causeCode);
    this.causeCode = causeCode;
  }
}

/** The destination is gone for now by decision (a disabled endpoint): keep the cursor, send nothing, park nothing. */
export class HaltedError extends Error {
  override readonly name = 'HaltedError';
}

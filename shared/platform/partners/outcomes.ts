// The outcomes of a call to another system beside success. Every adapter of a partner throws these, and any other error is a
// defect; retries are decided by these alone. Causes are stable codes for logs, cursors and dead letters: no address, no
// content.

/** The partner understood and said no: the same again will be refused again. */
export class PartnerRefusedError extends Error {
  override readonly name = 'PartnerRefusedError';
  readonly partner: string;
  readonly causeCode: string;

  constructor(partner: string, causeCode: string) {
    super(`${partner} refused: ${causeCode}`);
    this.partner = partner;
    this.causeCode = causeCode;
  }
}

/** The partner is down or busy, and surely did not do what was asked: to be asked again after a while. */
export class PartnerUnavailableError extends Error {
  override readonly name = 'PartnerUnavailableError';
  readonly partner: string;
  readonly causeCode: string;
  /** The partner's own wish for when to come back. Seconds. */
  readonly retryAfter: number | undefined;

  constructor(partner: string, causeCode: string, retryAfter?: number) {
    super(`${partner} is unavailable: ${causeCode}`);
    this.partner = partner;
    this.causeCode = causeCode;
    this.retryAfter = retryAfter;
  }
}

/** No usable answer came: it may have been done or not. A retry asks the partner first, or is known to be harmless. */
export class UnknownOutcomeError extends Error {
  override readonly name = 'UnknownOutcomeError';
  readonly partner: string;
  readonly causeCode: string;

  constructor(partner: string, causeCode: string) {
    super(`${partner}: outcome unknown: ${causeCode}`);
    this.partner = partner;
    this.causeCode = causeCode;
  }
}

/** Whether it may be tried again: unavailable, or of unknown outcome. */
export const isRepeatable = (error: unknown): error is PartnerUnavailableError | UnknownOutcomeError =>
  error instanceof PartnerUnavailableError || error instanceof UnknownOutcomeError;

/**
 * A message that will never succeed however often it is tried: malformed, refused by the rules, or pointing at
 * nothing. It is parked at once with its cause instead of being retried. `cause` is a stable code, never input text.
 */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly causeCode: string;

  constructor(causeCode: string) {
    super(causeCode);
    this.causeCode = causeCode;
  }
}

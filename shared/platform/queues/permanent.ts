import { WriteRefusedError } from '../table/write-refused.ts';

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

/** What the table and the queues say about content that they will not take at any other time either. */
const CONTENT_REFUSED = new Set([
  'InvalidMessageContents',
  'ItemCollectionSizeLimitExceeded',
  'ItemCollectionSizeLimitExceededException',
  'SerializationException',
  'ValidationError',
  'ValidationException',
]);

/**
 * The cause of an error that every repetition would end in, whoever threw it; undefined for what may pass. A stable
 * code: that of a {@link PermanentError}, or `refused-<code>` with what a service of AWS said about the content.
 */
export function permanentCause(error: unknown): string | undefined {
  if (error instanceof PermanentError) return error.causeCode;
  const said = error instanceof WriteRefusedError ? error.reasons : error instanceof Error ? [error.name] : [];
  const code = said.find((one) => CONTENT_REFUSED.has(one));
  return code === undefined ? undefined : `refused-${code}`;
}

/** Errors that programs make by themselves; whoever reports on the world around gives it a name of its own. */
const OWN = new Set(['Error', 'TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'URIError', '$ZodError']);
/** What the runtime and the SDK leave on an error that came from outside: a failed connection, an unreadable answer. */
const FROM_OUTSIDE = ['code', 'cause', '$metadata', '$response', '$responseBodyText'];

/** Whether an error is a defect of ours rather than trouble of the moment: the same input ends in it again. */
export function isDefect(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  return OWN.has(error.name) && !FROM_OUTSIDE.some((mark) => Reflect.get(error, mark) !== undefined);
}

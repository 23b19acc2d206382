import { WriteRefusedError } from '../table/write-refused.ts';

/**
 * A message that never succeeds, regardless of retries: malformed, rejected by the rules, or with a dangling reference. It is
 * parked immediately with its cause instead of being retried. `cause` is a stable code, never input text.
 */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly causeCode: string;

  constructor(causeCode: string) {
    super(causeCode);
    this.causeCode = causeCode;
  }
}

/** AWS error names for content that DynamoDB and SQS will always reject. */
const CONTENT_REFUSED = new Set([
  'InvalidMessageContents',
  'ItemCollectionSizeLimitExceeded',
  'ItemCollectionSizeLimitExceededException',
  'SerializationException',
  'ValidationError',
  'ValidationException',
]);

/**
 * The cause of an error that every retry would repeat; undefined for transient errors. A stable code: that of a {@link
 * PermanentError}, or `refused-<code>` with the AWS error name.
 */
export function permanentCause(error: unknown): string | undefined {
  if (error instanceof PermanentError) return error.causeCode;
  const said = error instanceof WriteRefusedError ? error.reasons : error instanceof Error ? [error.name] : [];
  const code = said.find((one) => CONTENT_REFUSED.has(one));
  return code === undefined ? undefined : `refused-${code}`;
}

/** Built-in error classes, thrown by defects; errors about external systems have their own names. */
const OWN = new Set(['Error', 'TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'URIError', '$ZodError']);
/** Properties set by the runtime and the SDK on external errors: a failed connection, an unreadable response. */
const FROM_OUTSIDE = ['code', 'cause', '$metadata', '$response', '$responseBodyText'];

/** Whether an error is a defect of ours rather than a transient failure: the same input repeats it. */
export function isDefect(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  return OWN.has(error.name) && !FROM_OUTSIDE.some((mark) => Reflect.get(error, mark) !== undefined);
}

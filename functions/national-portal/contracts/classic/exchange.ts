import { TransientError, UnknownOutcomeError } from '../../../../shared/platform/delivery/errors.ts';
import { type Exchange, OutboundError } from '../../../../shared/platform/partners/exchange.ts';
import { askJson } from '../../../../shared/platform/partners/json.ts';
import { PermanentError } from '../../../../shared/platform/queues/permanent.ts';

/** The adapter, or a gateway before it, answered that the caller is not signed in. */
export class NotSignedInError extends Error {
  override readonly name = 'NotSignedInError';
}

/**
 * Posts JSON and returns a JSON object.
 * @param timeoutMs milliseconds
 * @throws TransientError, UnknownOutcomeError, NotSignedInError (401, 403), PermanentError (400, 413, 422)
 */
export async function exchange(
  send: Exchange | undefined,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<Record<string, unknown>> {
  if (timeoutMs <= 0) throw new TransientError('out-of-time');
  const answer = await askJson(url, { body, headers, timeoutMs }, send).catch((error: unknown) => {
    if (!(error instanceof OutboundError)) throw error;
    if (error.failure === 'never-sent') throw new TransientError('portal-unreachable');
    throw new UnknownOutcomeError('portal-no-answer');
  });
  const { status, json, retryAfter } = answer;
  if (status === 401 || status === 403) throw new NotSignedInError();
  if ([400, 413, 422].includes(status)) throw new PermanentError(`portal-http-${status}`);
  // After a 5xx the request may have been processed, and a gateway cannot know; only 503 means "not processed".
  if (status >= 500 && status !== 503) throw new UnknownOutcomeError(`portal-http-${status}`);
  if (status !== 200) throw new TransientError(`portal-http-${status}`, retryAfter);
  if (!isObject(json)) throw new UnknownOutcomeError('portal-answer-unreadable');
  return json;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

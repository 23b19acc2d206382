import { TransientError, UnknownOutcomeError } from '../delivery/errors.ts';
import { PermanentError } from '../messaging/permanent.ts';

/** Failures of a connection that never came to be: the request was surely not read. Codes of Node's net and undici. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/** The adapter itself, or a gateway before it, says that the caller is not signed in. */
export class NotSignedInError extends Error {
  override readonly name = 'NotSignedInError';
}

/**
 * Posts JSON and reads a JSON object back.
 * @param timeoutMs longest wait, milliseconds.
 * @throws TransientError, UnknownOutcomeError, NotSignedInError (401, 403), PermanentError (400, 413, 422).
 */
export async function exchange(
  send: typeof fetch,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<Record<string, unknown>> {
  if (timeoutMs <= 0) throw new TransientError('out-of-time');
  let response: Response;
  let text: string;
  try {
    response = await send(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await response.text();
  } catch (error) {
    if (NEVER_SENT.includes(codeOf(error))) throw new TransientError('portal-unreachable');
    throw new UnknownOutcomeError('portal-no-answer');
  }
  const { status } = response;
  if (status === 401 || status === 403) throw new NotSignedInError();
  if ([400, 413, 422].includes(status)) throw new PermanentError(`portal-http-${status}`);
  // A gateway that timed out waiting for the portal does not know either.
  if (status === 504) throw new UnknownOutcomeError('portal-http-504');
  if (status !== 200) throw new TransientError(`portal-http-${status}`, secondsOf(response.headers.get('retry-after')));
  const answer = parsed(text);
  if (answer === undefined) throw new UnknownOutcomeError('portal-answer-unreadable');
  return answer;
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}

function secondsOf(retryAfter: string | null): number | undefined {
  return retryAfter !== null && /^\d{1,5}$/.test(retryAfter) ? Number(retryAfter) : undefined;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

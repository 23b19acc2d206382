import { boundedFetch, type Fetch } from './bounded-fetch.ts';
import { retryAfterOf } from './retry-after.ts';

export type JsonRequest = {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as it is. */
  readonly body?: unknown;
  /** Milliseconds for the whole exchange, body included. */
  readonly timeoutMs: number;
};

export type JsonAnswer = {
  readonly status: number;
  /** Undefined when the answer is not JSON. */
  readonly json: unknown;
  /** Seconds after which the server wishes to be asked again (429, 503). */
  readonly retryAfter: number | undefined;
};

/** An answer longer than this is no answer of theirs. Bytes. */
const LONGEST_ANSWER = 4_000_000;

const jsonType = { 'Content-Type': 'application/json; charset=utf-8' };

/** Asks a service that speaks JSON. What a status means is the caller's to say. @throws OutboundError */
export async function askJson(
  url: string,
  { method = 'POST', headers, body, timeoutMs }: JsonRequest,
  send: Fetch = boundedFetch,
): Promise<JsonAnswer> {
  const answer = await send(url, {
    method,
    headers: { Accept: 'application/json', ...(typeof body === 'object' && jsonType), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    timeoutMs,
    maxBytes: LONGEST_ANSWER,
  });
  const { status } = answer;
  return {
    status,
    json: parse(await answer.text()),
    retryAfter: retryAfterOf(status, answer.headers.get('retry-after'), new Date()),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

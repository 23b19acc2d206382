import { parseJsonOrNothing } from '../../text/json.ts';
import { correlationHeader } from '../observability/correlation.ts';
import { type Exchange, exchange, readAll } from './exchange.ts';
import { retryAfterOf } from './retry-after.ts';

export type JsonRequest = {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as it is. */
  readonly body?: unknown;
  /** Milliseconds for the whole exchange, body included. */
  readonly timeoutMs: number;
  /** Most bytes of the answer; four million unless told. */
  readonly maxBytes?: number;
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
  { method = 'POST', headers, body, timeoutMs, maxBytes = LONGEST_ANSWER }: JsonRequest,
  send: Exchange = exchange,
): Promise<JsonAnswer> {
  const answer = await send(new URL(url), {
    method,
    headers: {
      Accept: 'application/json',
      ...correlationHeader(),
      ...(typeof body === 'object' && jsonType),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    timeoutMs,
    maxBytes,
  });
  const { status } = answer;
  return {
    status,
    json: parseJsonOrNothing(textOf(await readAll(answer.body))),
    retryAfter: retryAfterOf(status, answer.headers['retry-after'], new Date()),
  };
}

/** UTF-8, without the mark that some put before it. */
const textOf = (bytes: Buffer): string => new TextDecoder().decode(bytes);

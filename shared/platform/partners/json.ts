import { parseJsonOrNothing } from '../../text/json.ts';
import { correlationHeader } from '../observability/correlation.ts';
import { type Exchange, exchange, readAll } from './exchange.ts';
import { retryAfterOf } from './retry-after.ts';

export type JsonRequest = {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects are sent as JSON, strings unchanged. */
  readonly body?: unknown;
  /** Time limit of the whole exchange, body included. Milliseconds. */
  readonly timeoutMs: number;
  /** Maximum response size; default four million bytes. */
  readonly maxBytes?: number;
};

export type JsonAnswer = {
  readonly status: number;
  /** Undefined when the response is not JSON. */
  readonly json: unknown;
  /** `Retry-After` of the server (429, 503). Seconds. */
  readonly retryAfter: number | undefined;
};

/** Default maximum response size. Bytes. */
const LONGEST_ANSWER = 4_000_000;

const jsonType = { 'Content-Type': 'application/json; charset=utf-8' };

/** Calls a JSON service. The caller interprets the status. @throws OutboundError */
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

/** UTF-8, without a byte order mark. */
const textOf = (bytes: Buffer): string => new TextDecoder().decode(bytes);

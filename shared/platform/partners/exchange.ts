import { Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as SecureAgent } from 'node:https';
import type { LookupFunction } from 'node:net';

export type Address = { readonly address: string; readonly family: number };

/** Idle connections kept for reuse, per scheme. */
export type Agents = { readonly http: Agent; readonly https: SecureAgent };

export type OutboundRequest = {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Time limit of the whole exchange, from the DNS look-up to the last byte of the response. Milliseconds. */
  readonly timeoutMs: number;
  /** Time limit for connecting: DNS look-up, TCP, TLS. Default five seconds. Milliseconds. */
  readonly connectMs?: number;
  /** Maximum bytes read of the response body, as transmitted: it is never decompressed. */
  readonly maxBytes: number;
  /** The only IP addresses to connect to, regardless of later DNS results. */
  readonly addresses?: readonly Address[];
  readonly agents?: Agents;
};

/**
 * `never-sent`: no connection was established, so the request was certainly not read. `no-answer`: it may have been read.
 * `bad-answer`: a response began and cannot be used.
 */
export type OutboundFailure = 'never-sent' | 'no-answer' | 'bad-answer';

/** A server gave no usable response within the limits. Contains no address and no content. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly failure: OutboundFailure;
  /** `timeout`, `too-large`, `upgrade`, `too-many-hints`, or the system's code (`ECONNREFUSED`, `CERT_HAS_EXPIRED` …). */
  readonly causeCode: string;

  constructor(failure: OutboundFailure, causeCode: string, cause?: unknown) {
    super(`${failure}: ${causeCode}`, { cause });
    this.failure = failure;
    this.causeCode = causeCode;
  }
}

export type Answer = {
  readonly status: number;
  /** A 2xx status. */
  readonly ok: boolean;
  /** By lower-case name; repeated headers are joined. */
  readonly headers: Readonly<Record<string, string>>;
  /** Can be read once. @throws OutboundError while reading, when a limit is exceeded or the connection breaks */
  readonly body: AsyncGenerator<Buffer>;
  /** Aborts the transfer without reading the rest. */
  readonly discard: () => void;
};

/** Function that sends a request: {@link exchange}, or a test double. @throws OutboundError */
export type Exchange = (url: URL, request: OutboundRequest) => Promise<Answer>;

/** Longer than any healthy intercontinental connection takes. */
const CONNECT_MS = 5_000;
/** Maximum informational responses (100, 102, 103) before the final one; more are an attempt to stall us. */
const MAX_HINTS = 20;
/** Limit of status line and headers, and of chunk extensions and trailers. Bytes. Node's default, made explicit. */
const MAX_HEADER_BYTES = 16_384;
/** Servers close idle connections after 5 s or later; one about to be closed must not be reused. */
const IDLE_MS = 4_000;

const kept = { keepAlive: true, maxSockets: 50, timeout: IDLE_MS };
const KEPT: Agents = { http: new Agent(kept), https: new SecureAgent(kept) };

const plain = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/**
 * One HTTP request and its response, limited regardless of the server's behaviour: every outbound call uses this. It follows
 * no redirects, does not decompress and does not retry. The response is not a web `Response`: the first use of one makes Node
 * load undici, which takes longer than all of a function's own modules.
 * @throws OutboundError
 */
export const exchange: Exchange = (url, request) => {
  const { method, headers, body, timeoutMs, maxBytes, addresses, agents = KEPT, connectMs = CONNECT_MS } = request;
  const secure = url.protocol === 'https:';
  if (!secure && url.protocol !== 'http:') return Promise.reject(new OutboundError('never-sent', 'not-http'));
  if (timeoutMs <= 0) return Promise.reject(new OutboundError('never-sent', 'timeout'));
  return new Promise((resolve, reject) => {
    let stage: OutboundFailure = 'never-sent';
    let answer: IncomingMessage | undefined;
    let hints = 0;
    const call = (secure ? requestHttps : requestHttp)(url, {
      method,
      headers: {
        ...headers,
        'accept-encoding': 'identity',
        ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
      },
      maxHeaderSize: MAX_HEADER_BYTES,
      // A pooled connection would skip the address check of the next request.
      ...(addresses === undefined
        ? { agent: secure ? agents.https : agents.http }
        : { agent: false, lookup: only(addresses) }),
    });

    const deadline = setTimeout(() => fail('timeout'), timeoutMs);
    const connecting = setTimeout(() => fail('timeout'), connectMs);
    function over(): void {
      clearTimeout(deadline);
      clearTimeout(connecting);
    }
    function fail(causeCode: string, cause?: unknown): void {
      over();
      const error = new OutboundError(stage, causeCode, cause);
      reject(error);
      answer?.destroy(error);
      call.destroy();
    }

    call.on('socket', (socket) => {
      const connected = () => {
        stage = 'no-answer';
        clearTimeout(connecting);
      };
      if (call.reusedSocket) connected();
      else socket.once(secure ? 'secureConnect' : 'connect', connected);
    });
    call.on('information', () => {
      hints += 1;
      if (hints > MAX_HINTS) fail('too-many-hints');
    });
    // Without a listener Node closes the connection without an error.
    call.on('upgrade', (_, socket) => {
      stage = 'bad-answer';
      socket.destroy();
      fail('upgrade');
    });
    call.on('response', (message) => {
      stage = 'bad-answer';
      answer = message;
      message.on('error', () => {});
      const status = message.statusCode ?? 0;
      resolve({
        status,
        ok: status >= 200 && status < 300,
        headers: plain(message.headers),
        body: bounded(message, maxBytes, over),
        discard: () => {
          over();
          message.destroy();
        },
      });
    });
    call.on('error', (error) => fail(codeOf(error), error));
    call.on('close', () => {
      if (answer === undefined) fail('closed');
    });
    call.end(body);
  });
};

/** The body as a stream; throws when it is truncated or exceeds the limit. */
async function* bounded(message: IncomingMessage, maxBytes: number, over: () => void): AsyncGenerator<Buffer> {
  let length = 0;
  try {
    if (Number(message.headers['content-length'] ?? 0) > maxBytes) throw new OutboundError('bad-answer', 'too-large');
    for await (const chunk of message as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBytes) throw new OutboundError('bad-answer', 'too-large');
      yield chunk;
    }
    if (!message.complete) throw new OutboundError('bad-answer', 'cut');
  } catch (error) {
    throw error instanceof OutboundError ? error : new OutboundError('bad-answer', codeOf(error), error);
  } finally {
    over();
    message.destroy();
  }
}

/** The whole body. @throws OutboundError */
export async function readAll(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function only(addresses: readonly Address[]): LookupFunction {
  return (_, options, found) => {
    const first = addresses[0];
    if (options.all) found(null, [...addresses]);
    else found(null, first?.address ?? '', first?.family);
  };
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z0-9_]{1,50}$/.test(code) ? code : 'network';
}

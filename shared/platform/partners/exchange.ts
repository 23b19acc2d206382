import { Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as SecureAgent } from 'node:https';
import type { LookupFunction } from 'node:net';

export type Address = { readonly address: string; readonly family: number };

/** Connections that are kept for the next request, per scheme. */
export type Agents = { readonly http: Agent; readonly https: SecureAgent };

export type OutboundRequest = {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Milliseconds for the whole exchange, from the look-up of the name to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Milliseconds to a connection: look-up, TCP, TLS. Five seconds unless told. */
  readonly connectMs?: number;
  /** Most bytes of an answer's body that are read, as they come: nothing is ever unpacked. */
  readonly maxBytes: number;
  /** The only addresses a connection may go to, whatever the name resolves to by then. */
  readonly addresses?: readonly Address[];
  readonly agents?: Agents;
};

/**
 * `never-sent`: no connection came to be, so the request was surely not read. `no-answer`: it may have been read.
 * `bad-answer`: an answer began, and cannot be used.
 */
export type OutboundFailure = 'never-sent' | 'no-answer' | 'bad-answer';

/** A server did not give a usable answer within the bounds. Holds no address and nothing of the content. */
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
  /** A status of success, 200 to 299. */
  readonly ok: boolean;
  /** By their names in lower case; of a name that came several times, all of it. */
  readonly headers: Readonly<Record<string, string>>;
  /** May be read once. @throws OutboundError in the middle, when a bound is reached or the connection breaks */
  readonly body: AsyncGenerator<Buffer>;
  /** Ends the transfer without reading the rest. */
  readonly discard: () => void;
};

/** How a request is made: {@link exchange}, or what a test has in its place. @throws OutboundError */
export type Exchange = (url: URL, request: OutboundRequest) => Promise<Answer>;

/** Longer than any healthy connection takes to come to be, from one continent to another. */
const CONNECT_MS = 5_000;
/** Informational answers (100, 102, 103) before the real one; more are an attempt to keep us. */
const MAX_HINTS = 20;
/** Bytes of status line and headers, and of a chunk's extensions and trailers. Node's own default, written down. */
const MAX_HEADER_BYTES = 16_384;
/** Servers close a connection nobody uses after 5 s or later; it must not be taken for the next request just then. */
const IDLE_MS = 4_000;

const kept = { keepAlive: true, maxSockets: 50, timeout: IDLE_MS };
const KEPT: Agents = { http: new Agent(kept), https: new SecureAgent(kept) };

const plain = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/**
 * One HTTP request and its answer, bounded whatever the other side does: every call that leaves the system goes through
 * here. No redirect is followed, nothing is unpacked, nothing is tried twice. Its answer is no web `Response`: the first
 * use of one makes Node load undici, which takes longer than all of a function's own modules.
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
      // A connection kept for later would skip the check of the next request's addresses.
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
    // Without a listener Node closes the connection and tells nobody.
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

/** The body as it comes, and an error where it ends otherwise than it should. */
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

/** All of a body. @throws OutboundError */
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

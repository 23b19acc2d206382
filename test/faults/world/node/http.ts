import { EventEmitter } from 'node:events';
import * as hostHttp from 'node:http';
import * as hostHttps from 'node:https';
import { Readable, Writable } from 'node:stream';
import { ConnectionError, type HttpRequest, type HttpResponse, type Network } from '../network.ts';
import type { Alive } from './timers.ts';

type Options = {
  readonly protocol?: string | null;
  readonly hostname?: string | null;
  readonly host?: string | null;
  readonly port?: string | number | null;
  readonly path?: string | null;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly signal?: AbortSignal;
};

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** Where a request goes: without the port that its protocol has anyway. */
export function addressOf(protocol: string, hostname: string, port: string): string {
  return port === '' || port === DEFAULT_PORTS[protocol] ? hostname : `${hostname}:${port}`;
}

class FakeSocket extends EventEmitter {
  connecting = false;
  remoteAddress = '203.0.113.1';
  destroyed = false;
  readonly #onDestroy: () => void;
  constructor(onDestroy: () => void) {
    super();
    this.#onDestroy = onDestroy;
  }
  setTimeout = () => this;
  setKeepAlive = () => this;
  setNoDelay = () => this;
  ref = () => this;
  unref = () => this;
  destroy(): this {
    if (!this.destroyed) {
      this.destroyed = true;
      this.#onDestroy();
    }
    return this;
  }
}

function incoming(body: Buffer, more: object): Readable {
  const stream = Readable.from(body.length === 0 ? [] : [body], { objectMode: false });
  return Object.assign(stream, more);
}

const DRIP = Buffer.alloc(16_384, ' ');
const DRIP_EVERY_MS = 200;

/** A body after which more comes for as long as anybody reads. */
function endless(body: Buffer, network: Network, alive: Alive, more: object): Readable {
  const drip = async () => {
    await network.sleep(DRIP_EVERY_MS);
    if (alive() && !stream.destroyed) stream.push(DRIP);
  };
  const stream = new Readable({ read: () => void drip() });
  stream.push(body);
  return Object.assign(stream, more);
}

/** An answer with a whole body: what is read of Node's own, and no more. */
class FakeAnswer extends EventEmitter {
  readonly #body: Buffer;
  constructor(body: Buffer, more: object) {
    super();
    this.#body = body;
    Object.assign(this, more);
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    if (this.#body.length > 0) yield this.#body;
  }
  destroy = () => this;
}

/** A request under way, as Node's own looks to its caller. */
class FakeClientRequest extends EventEmitter {
  readonly socket: FakeSocket;
  readonly path: string;
  readonly method: string;
  reusedSocket = false;
  destroyed = false;
  readonly #chunks: Buffer[] = [];
  readonly #headers: Record<string, string>;
  readonly #send: (request: HttpRequest, onConnect: () => void) => Promise<HttpResponse>;
  readonly #alive: Alive;
  readonly #network: Network;

  constructor(
    options: Options,
    send: (request: HttpRequest, onConnect: () => void) => Promise<HttpResponse>,
    network: Network,
    alive: Alive,
  ) {
    super();
    this.path = options.path ?? '/';
    this.method = options.method ?? 'GET';
    this.#headers = Object.fromEntries(
      Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    );
    this.#send = send;
    this.#alive = alive;
    this.#network = network;
    this.socket = new FakeSocket(() => this.destroy());
    process.nextTick(() => this.emit('socket', this.socket));
    const { signal } = options;
    const abort = () =>
      this.destroy(signal?.reason instanceof Error ? signal.reason : new ConnectionError('ABORT_ERR'));
    if (signal?.aborted) process.nextTick(abort);
    else signal?.addEventListener('abort', abort, { once: true });
  }

  setHeader(name: string, value: unknown): void {
    this.#headers[name.toLowerCase()] = String(value);
  }
  getHeader(name: string): string | undefined {
    return this.#headers[name.toLowerCase()];
  }
  removeHeader(name: string): void {
    delete this.#headers[name.toLowerCase()];
  }
  setTimeout = () => this;
  setNoDelay = () => this;
  setSocketKeepAlive = () => this;
  flushHeaders = () => {};
  abort(): void {
    this.destroy();
  }

  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    process.nextTick(() => {
      if (error !== undefined) this.emit('error', error);
      this.emit('close');
    });
    return this;
  }

  write(chunk: Buffer | string): boolean {
    this.#chunks.push(Buffer.from(chunk as Buffer));
    return true;
  }

  end(chunk?: Buffer | string): this {
    if (chunk !== undefined) this.write(chunk);
    process.nextTick(() => this.#go());
    return this;
  }

  #go(): void {
    const body = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    const request = { method: this.method, path: this.path, headers: this.#headers, body };
    const onConnect = () => {
      if (!this.#alive()) return;
      this.socket.emit('connect');
      this.socket.emit('secureConnect');
    };
    this.#send(request, onConnect).then(
      ({ status, headers, body: answered, endless: goesOn }) => {
        if (this.destroyed || !this.#alive()) return;
        const more = { statusCode: status, headers, httpVersion: '1.1', socket: this.socket, complete: !goesOn };
        const answer = goesOn ? endless(answered, this.#network, this.#alive, more) : new FakeAnswer(answered, more);
        this.emit('response', answer);
      },
      (error: Error) => {
        if (this.#alive()) this.destroy(error);
      },
    );
  }
}

type Listener = (request: unknown, response: unknown) => void;

/** What a listener answers with; whoever destroys its socket cuts the connection. */
class FakeServerResponse extends Writable {
  statusCode = 200;
  headersSent = false;
  readonly socket: FakeSocket;
  readonly #headers: Record<string, string> = {};
  readonly #chunks: Buffer[] = [];
  readonly #settle: (answer: HttpResponse | undefined) => void;

  constructor(settle: (answer: HttpResponse | undefined) => void) {
    super();
    this.#settle = settle;
    this.socket = new FakeSocket(() => {
      settle(undefined);
      this.destroy();
    });
  }
  setHeader(name: string, value: unknown): this {
    this.#headers[name.toLowerCase()] = String(value);
    return this;
  }
  getHeader(name: string): string | undefined {
    return this.#headers[name.toLowerCase()];
  }
  writeHead(status: number, headers: Readonly<Record<string, unknown>> = {}): this {
    this.statusCode = status;
    for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
    this.headersSent = true;
    return this;
  }
  override _write(chunk: Buffer | string, _: BufferEncoding, done: () => void): void {
    this.#chunks.push(Buffer.from(chunk as Buffer));
    done();
  }
  override _final(done: () => void): void {
    done();
    this.#settle({ status: this.statusCode, headers: this.#headers, body: Buffer.concat(this.#chunks) });
  }
}

class FakeServer extends EventEmitter {
  readonly #network: Network;
  #port = 0;
  constructor(network: Network, listener?: Listener) {
    super();
    this.#network = network;
    if (listener !== undefined) this.on('request', listener);
  }
  listen(port: number, ...rest: unknown[]): this {
    this.#port = port || this.#network.freePort();
    this.#network.listen(`127.0.0.1:${this.#port}`, (request) => this.#answer(request));
    const ready = rest.find((one) => typeof one === 'function') as (() => void) | undefined;
    process.nextTick(() => {
      this.emit('listening');
      ready?.();
    });
    return this;
  }
  address() {
    return { port: this.#port, address: '127.0.0.1', family: 'IPv4' };
  }
  close(done?: () => void): this {
    this.#network.close(`127.0.0.1:${this.#port}`);
    done?.();
    return this;
  }
  closeAllConnections = () => {};
  unref = () => this;
  #answer(request: HttpRequest): Promise<HttpResponse | undefined> {
    return new Promise((resolve) => {
      const response = new FakeServerResponse(resolve);
      const { method, path, headers, body } = request;
      const socket = response.socket;
      this.emit('request', incoming(body, { method, url: path, headers, socket, httpVersion: '1.1' }), response);
    });
  }
}

/** `node:http` and `node:https` of one program: the same names, over the world's network. */
export function httpOf(network: Network, from: () => string, alive: Alive) {
  const moduleFor = (protocol: 'http:' | 'https:', host: object) => {
    const request = (first: string | URL | Options, ...rest: unknown[]) => {
      const given = rest.find((one): one is Options => typeof one === 'object' && one !== null) ?? {};
      const options: Options =
        typeof first === 'string' || first instanceof URL ? { ...fromUrl(new URL(first)), ...given } : first;
      const hostname = options.hostname ?? (options.host ?? 'localhost').replace(/:\d+$/, '');
      const address = addressOf(options.protocol ?? protocol, hostname, String(options.port ?? ''));
      const call = new FakeClientRequest(
        options,
        (sent, onConnect) => network.exchange(from(), address, sent, onConnect),
        network,
        alive,
      );
      const onAnswer = rest.find((one) => typeof one === 'function') as ((answer: unknown) => void) | undefined;
      if (onAnswer !== undefined) call.once('response', onAnswer);
      return call;
    };
    const get = (...args: Parameters<typeof request>) => request(...args).end();
    const createServer = (...args: unknown[]) =>
      new FakeServer(network, args.find((one) => typeof one === 'function') as Listener | undefined);
    return { ...host, request, get, createServer };
  };
  return { http: moduleFor('http:', hostHttp), https: moduleFor('https:', hostHttps) };
}

const fromUrl = (url: URL): Options => ({
  protocol: url.protocol,
  hostname: url.hostname,
  port: url.port,
  path: url.pathname + url.search,
});

/** `fetch` of one program. Redirects are never followed: nothing in the world needs it. */
export function fetchOf(network: Network, from: () => string, alive: Alive): typeof fetch {
  return (async (input: string | URL | Request, init: RequestInit = {}) => {
    const request = new Request(input, { ...init, signal: null });
    const url = new URL(request.url);
    const { signal } = init;
    signal?.throwIfAborted();
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => alive() && reject(signal.reason), { once: true });
    });
    const sent = {
      method: request.method,
      path: url.pathname + url.search,
      headers: Object.fromEntries(request.headers),
      body: await bytesOf(init.body),
    };
    const address = addressOf(url.protocol, url.hostname, url.port);
    const answer = await Promise.race([network.exchange(from(), address, sent).catch(asFetchFails), aborted]);
    // A program that was killed hears nothing any more.
    if (!alive()) return new Promise<never>(() => {});
    const empty = [101, 204, 205, 304].includes(answer.status) || request.method === 'HEAD';
    return new Response(empty ? null : new Uint8Array(answer.body), {
      status: answer.status,
      headers: { ...answer.headers },
    });
  }) as typeof fetch;
}

const asFetchFails = (error: Error): never => {
  throw new TypeError('fetch failed', { cause: error });
};

async function bytesOf(body: RequestInit['body']): Promise<Buffer> {
  return body === undefined || body === null ? Buffer.alloc(0) : Buffer.from(await new Response(body).arrayBuffer());
}

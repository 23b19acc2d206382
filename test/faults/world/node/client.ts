import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import type { LookUp } from '../names.ts';
import { ConnectionError, type HttpRequest, type HttpResponse, type Network } from '../network.ts';
import { FakeSocket } from './socket.ts';
import type { Alive } from './timers.ts';

/** Of a request's options those that matter here. */
export type Options = {
  readonly protocol?: string | null;
  readonly hostname?: string | null;
  readonly host?: string | null;
  readonly port?: string | number | null;
  readonly path?: string | null;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly signal?: AbortSignal;
  readonly lookup?: LookUp;
};

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
export class FakeClientRequest extends EventEmitter {
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

import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import type { HttpRequest, HttpResponse, Network } from '../network.ts';
import { FakeSocket } from './socket.ts';

function incoming(body: Buffer, more: object): Readable {
  const stream = Readable.from(body.length === 0 ? [] : [body], { objectMode: false });
  return Object.assign(stream, more);
}

export type Listener = (request: unknown, response: unknown) => void;

/** What a listener answers with; destroying its socket cuts the connection. */
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

export class FakeServer extends EventEmitter {
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

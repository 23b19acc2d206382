import type { Scheduler } from './scheduler.ts';

export type HttpRequest = {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** What the body would say in JSON, where it was not written out (`app/aws/direct.ts`). */
  readonly input?: unknown;
};

/** What a request in JSON says. */
export const inputOf = ({ input, body }: HttpRequest): unknown => input ?? JSON.parse(body.toString() || '{}');

export type HttpResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** What the body would say in JSON, to a request that was not written out either. */
  readonly output?: unknown;
  /** After its body it goes on and on. */
  readonly endless?: true;
};

/** Who answers at an address. `undefined`: the connection is cut without an answer. */
export type Host = (request: HttpRequest, from: string) => Promise<HttpResponse | undefined>;

/** What becomes of one exchange. */
export type Fate = {
  /** Milliseconds on the way there and on the way back. */
  readonly there: number;
  readonly back: number;
  /**
   * `refused`: never arrives. `lost`: the work is done and the answer is cut off. `silent`: nothing ever comes. `slow`: the
   * answer comes after the caller's time-out. `nonsense`: the work is done, and a proxy answers with a page.
   * `conflict`: a concurrent write to the same rows. `endless`: the answer never ends. `redirect`: the other side sends the caller to an address that only we can reach.
   */
  readonly trouble?: Trouble;
  /** The caller's end, before the request leaves or after the work was done. */
  readonly dies?: { readonly when: 'before' | 'after'; readonly die: () => void };
};

export type Trouble =
  | 'refused'
  | 'lost'
  | 'silent'
  | 'slow'
  | 'nonsense'
  | 'endless'
  | 'redirect'
  | 'error'
  | 'throttled'
  | 'conflict';

/** Longer than any call outwards may take. Milliseconds. */
const SLOW_MS = 12_000;

/** A failure of a connection, with the code that Node gives it. */
export class ConnectionError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code === 'ECONNREFUSED' ? 'connect ECONNREFUSED' : 'socket hang up');
    this.code = code;
  }
}

/** All addresses of the world. An address without a listener cannot be reached. */
export class Network {
  readonly #hosts = new Map<string, Host>();
  readonly #scheduler: Scheduler;
  /** Decides about each exchange; set by the faults. */
  fate: (from: string, to: string, request: HttpRequest) => Fate = () => ({ there: 1, back: 1 });
  /** Called addresses without any listener. */
  readonly strangers = new Set<string>();
  #port = 20_000;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** @param address `host` or `host:port` */
  listen(address: string, host: Host): void {
    this.#hosts.set(address, host);
  }

  close(address: string): void {
    this.#hosts.delete(address);
  }

  sleep(ms: number): Promise<void> {
    return this.#scheduler.sleep(ms);
  }

  freePort(): number {
    return this.#port++;
  }

  /** Hosts by whole name first, then by what follows its first label, as buckets have it. */
  #find(address: string): Host | undefined {
    return this.#hosts.get(address) ?? this.#hosts.get(`*.${address.split('.').slice(1).join('.')}`);
  }

  /** What somebody answers, without a way there. */
  ask(address: string, request: HttpRequest, from: string): Promise<HttpResponse | undefined> {
    return this.#find(address)?.(request, from) ?? Promise.resolve(undefined);
  }

  /** @throws ConnectionError; never settles when the other side stays silent. */
  async exchange(from: string, address: string, request: HttpRequest, onConnect?: () => void): Promise<HttpResponse> {
    const host = this.#find(address);
    const fate = this.fate(from, address, request);
    if (fate.dies?.when === 'before') return ended(fate.dies.die);
    await this.#scheduler.sleep(fate.there);
    if (host === undefined) this.strangers.add(`${from} went to ${address}`);
    if (host === undefined || fate.trouble === 'refused') throw new ConnectionError('ECONNREFUSED');
    onConnect?.();
    if (fate.trouble === 'error') return plain(500, 'Internal Server Error');
    if (fate.trouble === 'throttled') return throttled(address);
    if (fate.trouble === 'conflict') return conflict(request);
    const answer = await host(request, from);
    if (fate.dies?.when === 'after') return ended(fate.dies.die);
    await this.#scheduler.sleep(fate.back);
    if (fate.trouble === 'silent') return new Promise(() => {});
    if (fate.trouble === 'slow') await this.#scheduler.sleep(SLOW_MS);
    if (fate.trouble === 'nonsense') return page();
    if (fate.trouble === 'endless') return { ...page(), endless: true };
    if (fate.trouble === 'redirect') return REDIRECT;
    if (fate.trouble === 'lost' || answer === undefined) throw new ConnectionError('ECONNRESET');
    return answer;
  }
}

/** The caller is gone: the answer is dropped. */
function ended(die: () => void): Promise<never> {
  die();
  return new Promise(() => {});
}

/** As AWS says it to its SDKs (S3 in words of its own), and as others do. */
function throttled(address: string): HttpResponse {
  if (!address.endsWith('.amazonaws.com')) return plain(503, 'Service Unavailable');
  if (address.includes('.s3.')) return plain(503, '<?xml version="1.0"?><Error><Code>SlowDown</Code></Error>');
  return jsonAnswer(400, { __type: 'ThrottlingException', message: 'Rate exceeded' }, 'application/x-amz-json-1.0');
}

/** As DynamoDB says that another transaction writes the same rows at this moment. */
function conflict(request: HttpRequest): HttpResponse {
  const items = request.headers['x-amz-target']?.endsWith('.TransactWriteItems')
    ? (inputOf(request) as { TransactItems: readonly unknown[] }).TransactItems
    : undefined;
  const reasons = { CancellationReasons: items?.map(() => ({ Code: 'TransactionConflict' })) };
  const told =
    items === undefined
      ? { __type: 'com.amazonaws.dynamodb.v20120810#TransactionConflictException' }
      : { __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException', ...reasons };
  return jsonAnswer(400, { ...told, message: 'a transaction is ongoing' }, 'application/x-amz-json-1.0');
}

/** What a proxy shows in its own name. */
const page = (): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from('<!doctype html><title>Welcome</title><p>Sign in to the network to go on.'),
});

/** Where a function could fetch its own credentials, were it to follow. */
const REDIRECT: HttpResponse = {
  status: 307,
  headers: { location: 'http://169.254.169.254/latest/meta-data/' },
  body: Buffer.alloc(0),
};

export const plain = (status: number, text: string): HttpResponse => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body: Buffer.from(text),
});

export const jsonAnswer = (status: number, body: unknown, type = 'application/json'): HttpResponse => ({
  status,
  headers: { 'content-type': type },
  body: Buffer.from(JSON.stringify(body)),
});

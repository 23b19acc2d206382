import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

export type ApiAnswer = {
  readonly status: number;
  // The body depends on the route; callers read what they expect and compare.
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
};

export type Ask = {
  readonly body?: unknown;
  /** Sent unchanged instead of the JSON of `body`. */
  readonly rawBody?: string;
  readonly ifMatch?: number | string;
  readonly idempotencyKey?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Whether an answer is retried. */
export type Again = (answer: ApiAnswer) => boolean;

/** The API's answer is not one that the caller can use. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly answer: ApiAnswer;

  constructor(what: string, answer: ApiAnswer) {
    super(
      `${what}: ${answer.status} ${String(answer.body.code ?? '')} ${JSON.stringify(answer.body.errors ?? answer.body.details ?? '')}`,
    );
    this.answer = answer;
  }
}

/** One caller of a province's HTTP API. A portal, a reception or an agency's system would make the same calls. */
export class ApiClient {
  readonly apiUrl: string;
  readonly token: string | undefined;
  readonly #versions: Map<string, number>;
  readonly #again: Again;

  /**
   * @param versions known versions of dossiers; clients of one reception may share it
   * @param again other answers after which the call is retried, with the same idempotency key
   */
  constructor(apiUrl: string, token?: string, versions = new Map<string, number>(), again: Again = () => false) {
    this.apiUrl = apiUrl;
    this.token = token;
    this.#versions = versions;
    this.#again = again;
  }

  /**
   * Any call; returns every answer. POST gets a fresh `Idempotency-Key` by default (null: none). When the platform
   * itself is throttling (429 without a problem of ours), the call is retried a moment later, as any client should.
   */
  async ask(method: string, path: string, ask: Ask = {}): Promise<ApiAnswer> {
    const key = ask.idempotencyKey === undefined && method !== 'GET' ? { idempotencyKey: randomUUID() } : {};
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#once(method, path, { ...ask, ...key });
      const noRoom = answer.status === 429 && answer.body.code === undefined;
      if (!(noRoom || this.#again(answer)) || tries === 40) return answer;
      await pause(100 + Math.random() * 300);
    }
  }

  async #once(method: string, path: string, ask: Ask): Promise<ApiAnswer> {
    const { body, rawBody, ifMatch, idempotencyKey = null } = ask;
    const content = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(this.apiUrl + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
        ...(content !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== null && { 'idempotency-key': idempotencyKey }),
        ...(ifMatch !== undefined && { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
        ...ask.headers,
      },
      ...(content !== undefined && { body: content }),
    });
    const text = await response.text();
    return { status: response.status, body: parse(text), headers: response.headers };
  }

  /** A call that has to succeed. @throws ApiRefusal otherwise */
  async must(method: string, path: string, ask: Ask = {}): Promise<Record<string, unknown>> {
    const answer = await this.ask(method, path, ask);
    if (answer.status >= 300) throw new ApiRefusal(`${method} ${path}`, answer);
    return answer.body;
  }

  /** Changes a dossier under the version last seen; on a version conflict it reads the dossier and starts over. */
  async change(dossierId: string, path: string, body?: unknown, method = 'POST'): Promise<Record<string, unknown>> {
    const idempotencyKey = randomUUID();
    for (let tries = 1; ; tries += 1) {
      const ifMatch = this.#versions.get(dossierId) ?? (await this.#versionOf(dossierId));
      const ask = { ...(body !== undefined && { body }), ifMatch, idempotencyKey };
      const answer = await this.ask(method, `/v1/dossiers/${dossierId}${path}`, ask);
      if (answer.status < 300) {
        this.#versions.set(dossierId, answer.body.version as number);
        return answer.body;
      }
      // Another status may only mean that the dossier has changed since it was last read: read it once more.
      const stale = this.#versions.delete(dossierId) && tries === 1;
      const raced = [409, 412].includes(answer.status) && answer.body.code === 'version-conflict' && tries < 10;
      if (!stale && !raced) throw new ApiRefusal(`${method} ${path}`, answer);
    }
  }

  async #versionOf(dossierId: string): Promise<number> {
    return (await this.must('GET', `/v1/dossiers/${dossierId}`)).version as number;
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { text };
  }
}

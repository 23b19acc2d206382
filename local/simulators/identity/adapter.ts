import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Finds a client's metadata; clients are data of this simulator, not of the library. */
export type ClientSource = (clientId: string) => AdapterPayload | undefined;

/** Storage of the provider's sessions, grants and codes, in memory: a simulator keeps nothing. */
export class MemoryAdapter implements Adapter {
  readonly #model: string;
  readonly #held: Map<string, AdapterPayload>;
  readonly #clients: ClientSource;

  constructor(model: string, held: Map<string, AdapterPayload>, clients: ClientSource) {
    this.#model = model;
    this.#held = held;
    this.#clients = clients;
  }

  async upsert(id: string, payload: AdapterPayload): Promise<undefined> {
    this.#held.set(this.#key(id), payload);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#model === 'Client' ? this.#clients(id) : this.#held.get(this.#key(id));
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#first((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#first((payload) => payload.userCode === userCode);
  }

  async destroy(id: string): Promise<undefined> {
    this.#held.delete(this.#key(id));
  }

  async revokeByGrantId(grantId: string): Promise<undefined> {
    for (const [key, payload] of this.#held) if (payload.grantId === grantId) this.#held.delete(key);
  }

  async consume(id: string): Promise<undefined> {
    const payload = this.#held.get(this.#key(id));
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }

  #key(id: string): string {
    return `${this.#model}:${id}`;
  }

  #first(fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [key, payload] of this.#held) if (key.startsWith(`${this.#model}:`) && fits(payload)) return payload;
    return undefined;
  }
}

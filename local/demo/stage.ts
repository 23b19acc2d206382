import { readFileSync } from 'node:fs';
import type { Environment } from '../launcher/environment.ts';
import { clientToken, signIn } from '../simulators/identity/sign-in.ts';
import type { SimulatorName } from '../simulators/launch.ts';
import { type Again, ApiClient } from './api/client.ts';

export type Person = {
  readonly personId: string;
  readonly HoVaTen: string;
  readonly SoDinhDanh: string;
  readonly SoDienThoai: string;
  readonly ThuDienTu: string;
  readonly DiaChi: string;
};

type People = {
  readonly citizens: readonly Person[];
  readonly clients: readonly { readonly clientId: string; readonly clientSecret: string; readonly scope: string }[];
};

export const people = JSON.parse(
  readFileSync(new URL('../simulators/identity/people.json', import.meta.url), 'utf8'),
) as People;

/** The province, its signed-in users, and the controls of the simulated partners. */
export class Stage {
  readonly environment: Environment;
  readonly #clients = new Map<string, Promise<ApiClient>>();
  readonly #versions = new Map<string, number>();
  readonly #again: Again | undefined;

  /** @param again answers after which every client retries */
  constructor(environment: Environment, again?: Again) {
    this.environment = environment;
    this.#again = again;
  }

  /** The client of one person or agency system; signs in on first use. */
  as(who: string): Promise<ApiClient> {
    const known = this.#clients.get(who) ?? this.#signIn(who);
    this.#clients.set(who, known);
    return known;
  }

  async #signIn(who: string): Promise<ApiClient> {
    const { issuer, apiUrl } = this.environment;
    const system = people.clients.find((c) => c.clientId === who);
    if (system !== undefined) {
      return new ApiClient(
        apiUrl,
        await clientToken(issuer, system.clientId, system.clientSecret, system.scope),
        this.#versions,
        this.#again,
      );
    }
    return new ApiClient(apiUrl, (await signIn(issuer, who)).accessToken, this.#versions, this.#again);
  }

  /** @throws Error when the simulator rejects the request: the demo asked for something unknown. */
  async control<T>(simulator: SimulatorName, lever: string, body?: unknown): Promise<T> {
    const url = `${this.environment.simulators[simulator]}/control/${lever}`;
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(url, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${simulator} ${lever}: ${response.status} ${text.slice(0, 300)}`);
    return JSON.parse(text) as T;
  }
}

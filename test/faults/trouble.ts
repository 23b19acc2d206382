import { Chance } from '../../local/simulate/chance.ts';
import type { ProvinceWorld } from './app/province.ts';
import type { Invocation } from './cloud/lambda.ts';
import type { Fate, HttpRequest, Trouble } from './world/network.ts';

/** How much goes wrong, as chances per exchange unless told. */
export type Troubles = {
  /** A function's sandbox dies at a call outwards. */
  readonly deaths: number;
  /** AWS throttles, or its answer is lost after the work was done. */
  readonly aws: number;
  /** A partner errs, cannot be reached, stays silent, or its answer is lost. */
  readonly partners: number;
  /** The caller's own way to the API breaks. */
  readonly people: number;
  /** Partners are away altogether, one after the other: chance that a given minute is one of an outage. */
  readonly outages: number;
};

export const NO_TROUBLES: Troubles = { deaths: 0, aws: 0, partners: 0, people: 0, outages: 0 };
export const ALL_TROUBLES: Troubles = { deaths: 0.01, aws: 0.01, partners: 0.03, people: 0.02, outages: 0.05 };

/** A point at which a function may die: which function, which of its calls, and on which side of it. */
export type Point = { readonly function: string; readonly call: string; readonly when: 'before' | 'after' };

export const nameOfPoint = ({ function: name, call, when }: Point) => `${name}: ${when} ${call}`;

const AWS_TROUBLES: readonly Trouble[] = ['throttled', 'lost', 'refused'];
const PARTNER_TROUBLES: readonly Trouble[] = ['lost', 'error', 'refused', 'silent'];

/** Who and what an exchange goes to, without identifiers: `dynamodb GetItem`, `post POST /…/orders`. */
export function callOf(address: string, request: HttpRequest): string {
  const operation = request.headers['x-amz-target']?.split('.').at(-1);
  const service = /^(?:[\w-]+\.)?(dynamodb|sqs|events|secretsmanager|email|s3)\./.exec(address)?.[1];
  if (operation !== undefined) return `${service ?? address} ${operation}`;
  if (service !== undefined) return `${service} ${request.method}`;
  return `${PARTNER_PORTS[address] ?? address} ${request.method} ${request.path.split('?')[0]?.replace(/[0-9a-f-]{16,}|\d{4,}/g, '…')}`;
}

const PARTNER_PORTS: Readonly<Record<string, string>> = {
  '127.0.0.1:20001': 'national-portal',
  '127.0.0.1:20002': 'payments',
  '127.0.0.1:20003': 'post',
  '127.0.0.1:20004': 'agency',
};

/** Seeded trouble for one world: decides about every exchange, and keeps the points where functions died. */
export class TroubleMaker {
  readonly died = new Map<string, number>();
  /** Every point that was passed, died at or not. */
  readonly passed = new Set<string>();
  troubles: Troubles;
  /** Dies exactly once, at this point of its n-th passing, whatever the chances. */
  once: { readonly point: string; readonly passing: number } | undefined;
  #passings = 0;
  readonly #chance: Chance;
  readonly #world: ProvinceWorld;
  readonly #seed: number;

  constructor(world: ProvinceWorld, seed: number, troubles: Troubles) {
    this.#world = world;
    this.#seed = seed;
    this.#chance = new Chance(seed, 2);
    this.troubles = troubles;
    const calm = world.network.fate;
    world.network.fate = (from, to, request) => ({ ...calm(from, to, request), ...this.#decide(from, to, request) });
  }

  #decide(from: string, to: string, request: HttpRequest): Partial<Fate> {
    const running = this.#world.lambda.running(from);
    if (running !== undefined) return this.#ofFunction(running.invocation, running.die, to, request);
    // What the people do in the streets (levers of the simulators, files to the store) is not what is tried here.
    if (from !== 'people' || to !== 'api.motcua.test') return {};
    return this.#chance.happens(this.troubles.people)
      ? { trouble: this.#chance.pick(['lost', 'refused'] as const) }
      : {};
  }

  #ofFunction(invocation: Invocation, die: (at: string) => void, to: string, request: HttpRequest): Partial<Fate> {
    const call = callOf(to, request);
    invocation.calls += 1;
    const nth = invocation.trace.filter((one) => one === call).length + 1;
    invocation.trace.push(call);
    const name = `${call}${nth > 1 ? ` (${Math.min(nth, 3)})` : ''}`;
    for (const when of ['before', 'after'] as const) {
      const point = nameOfPoint({ function: shortName(invocation.function), call: name, when });
      this.passed.add(point);
      if (!this.#strikes(point)) continue;
      this.died.set(point, (this.died.get(point) ?? 0) + 1);
      return { dies: { when, die: () => die(point) } };
    }
    const partner = PARTNER_PORTS[to];
    if (partner === undefined) {
      return this.#chance.happens(this.troubles.aws) ? { trouble: this.#chance.pick(AWS_TROUBLES) } : {};
    }
    if (this.#isAway(partner)) return { trouble: 'refused' };
    return this.#chance.happens(this.troubles.partners) ? { trouble: this.#chance.pick(PARTNER_TROUBLES) } : {};
  }

  #strikes(point: string): boolean {
    if (this.once?.point === point) {
      this.#passings += 1;
      return this.#passings === this.once.passing;
    }
    return this.#chance.happens(this.troubles.deaths / 2);
  }

  /** Whether this is one of a partner's bad minutes. */
  #isAway(partner: string): boolean {
    if (this.troubles.outages === 0) return false;
    const minute = Math.floor(this.#world.scheduler.now / 60_000);
    return new Chance(this.#seed ^ partner.length, minute).happens(this.troubles.outages);
  }
}

export const shortName = (name: string) => name.replace('motcua-quang-tri-', '');

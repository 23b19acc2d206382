import { Chance, numberOf } from '../../local/simulation/chance.ts';
import { API_HOST, MOVING } from './app/addresses.ts';
import type { ProvinceWorld } from './app/province.ts';
import type { Invocation } from './cloud/lambda.ts';
import type { Fate, HttpRequest, Trouble } from './world/network.ts';

/** How much goes wrong, as chances per exchange unless told. */
export type Troubles = {
  /** A function's sandbox crashes at an outgoing call. */
  readonly deaths: number;
  /** It crashes at any await. */
  readonly waits: number;
  /** It crashes at the first passing of an await in this world. */
  readonly firstWaits: number;
  /** It crashes at the first passing of a point in this world: rarely passed points are covered as well. */
  readonly firstDeaths: number;
  /** AWS throttles, or its answer is lost after the work was done. */
  readonly aws: number;
  /** A concurrent write to the same rows, for each write. */
  readonly conflicts: number;
  /** For a write that is come to for the first time in this world. */
  readonly firstConflicts: number;
  /** A partner errs, cannot be reached, stays silent, takes its time, answers nonsense, or its answer is lost. */
  readonly partners: number;
  /** The caller's own way to the API breaks. */
  readonly people: number;
  /** Partners are away altogether, one after the other: chance that a given minute is one of an outage. */
  readonly outages: number;
};

export const NO_TROUBLES: Troubles = {
  deaths: 0,
  waits: 0,
  firstWaits: 0,
  firstDeaths: 0,
  aws: 0,
  conflicts: 0,
  firstConflicts: 0,
  partners: 0,
  people: 0,
  outages: 0,
};
export const ALL_TROUBLES: Troubles = {
  deaths: 0.002,
  waits: 0.0002,
  firstWaits: 0.03,
  firstDeaths: 0.15,
  aws: 0.005,
  conflicts: 0.002,
  firstConflicts: 0.01,
  partners: 0.03,
  people: 0.01,
  outages: 0.05,
};

/** One thing that went wrong: at which exchange of the world, counted by who made it and to whom, and how. */
export type Fault = { readonly at: string; readonly what: Trouble | 'dies-before' | 'dies-after' | 'dies-waiting' };

/** Seeded chances; or exactly these faults, as a run has recorded them. */
export type Faults = Troubles | readonly Fault[];
const isExact = (faults: Faults): faults is readonly Fault[] => Array.isArray(faults);

/** A point at which a function may crash: which function, which of its calls, before or after it. */
export type Point = { readonly function: string; readonly call: string; readonly when: 'before' | 'after' };

const SIDES = ['before', 'after'] as const;

export const nameOfPoint = ({ function: name, call, when }: Point) => `${name}: ${when} ${call}`;

const AWS_TROUBLES: readonly Trouble[] = ['throttled', 'lost', 'refused'];
const PARTNER_TROUBLES: readonly Trouble[] = [
  ...(['lost', 'error', 'refused', 'silent', 'slow'] as const),
  // Answers that only a hostile server or a broken proxy would send.
  ...(['nonsense', 'endless', 'redirect'] as const),
];
const PEOPLE_TROUBLES: readonly Trouble[] = ['lost', 'refused'];

/** Who and what an exchange goes to, without identifiers: `dynamodb GetItem`, `post POST /…/orders`. */
export function callOf(address: string, request: HttpRequest): string {
  const operation = request.headers['x-amz-target']?.split('.').at(-1);
  const service = /^(?:[\w-]+\.)?(dynamodb|sqs|events|secretsmanager|email|s3)\./.exec(address)?.[1];
  if (operation !== undefined) return `${service ?? address} ${operation}`;
  if (service !== undefined) return `${service} ${request.method}`;
  return `${PARTNER_PORTS[address] ?? address} ${request.method} ${request.path.split('?')[0]?.replace(/[0-9a-f-]{16,}|\d{4,}/g, '…')}`;
}

/** What DynamoDB may refuse because of another transaction. */
const WRITES = /^DynamoDB_\w+\.(?:PutItem|UpdateItem|DeleteItem|TransactWriteItems)$/;

const PARTNER_PORTS: Readonly<Record<string, string>> = {
  '127.0.0.1:20001': 'national-portal',
  '127.0.0.1:20002': 'payments',
  '127.0.0.1:20003': 'post',
  '127.0.0.1:20004': 'agency',
  [new URL(MOVING).host]: 'agency',
};

/** Trouble for one world: decides about every exchange, and records its decisions and the crash points. */
export class TroubleMaker {
  /** Everything that went wrong, in its order: given to another world of the same plan, it is the same again. */
  readonly faults: Fault[] = [];
  readonly died = new Set<string>();
  /** Every point that was passed, with a crash or without. */
  readonly passed = new Set<string>();
  readonly #passings = new Map<string, number>();
  readonly #points = new Map<string, Readonly<Record<'before' | 'after', string>>>();
  readonly #exactly: ReadonlyMap<string, Fault['what']> | undefined;
  readonly #also: Set<string>;
  #troubles: Troubles;
  readonly #world: ProvinceWorld;
  readonly #seed: number;

  /** @param also points at whose first passing a function crashes in any case */
  constructor(world: ProvinceWorld, seed: number, faults: Faults, also: readonly string[] = []) {
    this.#world = world;
    this.#seed = seed;
    this.#also = new Set(also);
    this.#exactly = isExact(faults) ? new Map(faults.map(({ at, what }) => [at, what])) : undefined;
    this.#troubles = isExact(faults) ? NO_TROUBLES : faults;
    world.diesAt = (point) => this.#atWait(point);
    const calm = world.network.fate;
    world.network.fate = (from, to, request) => ({ ...calm(from, to, request), ...this.#decide(from, to, request) });
  }

  /** From now on nothing goes wrong by chance. */
  calmDown(): void {
    this.#troubles = NO_TROUBLES;
  }

  #decide(from: string, to: string, request: HttpRequest): Partial<Fate> {
    const running = this.#world.lambda.running(from);
    if (running !== undefined) return this.#ofFunction(running.invocation, running.die, to, request);
    // What the people do in the streets (levers of the simulators, files to the store) is not what is tried here.
    if (from !== 'people' || to !== API_HOST) return {};
    return this.#fate(
      this.#chosen(`people: ${callOf(to, request)}`, undefined, (chance) =>
        pick(chance, this.#troubles.people, PEOPLE_TROUBLES),
      ),
    );
  }

  #ofFunction(invocation: Invocation, die: (at: string) => void, to: string, request: HttpRequest): Partial<Fate> {
    const call = callOf(to, request);
    invocation.calls += 1;
    const nth = invocation.trace.filter((one) => one === call).length + 1;
    invocation.trace.push(call);
    const name = `${call}${nth > 1 ? ` (${Math.min(nth, 3)})` : ''}`;
    const exchange = `${shortName(invocation.function)}: ${name}`;
    const points = this.#pointsOf(exchange, shortName(invocation.function), name);
    const point = (when: 'before' | 'after') => points[when];
    const aimed = SIDES.find((when) => this.#also.delete(point(when)));
    const chosen = this.#chosen(
      exchange,
      aimed && `dies-${aimed}`,
      (chance) => this.#death(chance, point) ?? this.#ofCall(chance, to, request, !this.passed.has(point('before'))),
    );
    const { what } = chosen;
    for (const when of SIDES) {
      this.passed.add(point(when));
      if (what === `dies-${when}`) this.died.add(point(when));
      // The one after is not come to when the one before was it, or when the call itself failed.
      if (what !== undefined && what !== 'dies-after') break;
    }
    return this.#fate(chosen, die);
  }

  /** The two points of an exchange. */
  #pointsOf(exchange: string, name: string, call: string): Readonly<Record<'before' | 'after', string>> {
    const known = this.#points.get(exchange);
    if (known !== undefined) return known;
    const point = (when: 'before' | 'after') => nameOfPoint({ function: name, call, when });
    const points = { before: point('before'), after: point('after') };
    this.#points.set(exchange, points);
    return points;
  }

  /** Names the crash of a function at an await, if it crashes there. */
  #atWait(point: string): string | undefined {
    const isFirst = !this.passed.has(point);
    if (isFirst) this.passed.add(point);
    const { waits, firstWaits } = this.#troubles;
    const aimed = this.#also.delete(point) ? 'dies-waiting' : undefined;
    const { at, what } = this.#chosen(point, aimed, (chance) =>
      chance.happens(isFirst ? firstWaits : waits) ? 'dies-waiting' : undefined,
    );
    if (what === undefined) return undefined;
    this.faults.push({ at, what });
    this.died.add(point);
    return at;
  }

  /**
   * What happens at this passing of an exchange, and its name if anything does. It hangs on the seed, the exchange and how often
   * that was passed, and on nothing else that happens in the world.
   * @param aimed the death that this world is to have here, whatever else happens
   */
  #chosen(
    exchange: string,
    aimed: Fault['what'] | undefined,
    choose: (chance: Chance) => Fault['what'] | undefined,
  ): { at: string; what: Fault['what'] | undefined } {
    const count = (this.#passings.get(exchange) ?? 0) + 1;
    this.#passings.set(exchange, count);
    if (this.#exactly === undefined) {
      const what = aimed ?? choose(new Chance(this.#seed ^ numberOf(exchange), count));
      return { at: what === undefined ? '' : `${exchange} #${count}`, what };
    }
    const at = `${exchange} #${count}`;
    return { at, what: aimed ?? this.#exactly.get(at) };
  }

  #fate({ at, what }: { at: string; what: Fault['what'] | undefined }, die?: (at: string) => void): Partial<Fate> {
    if (what === undefined || what === 'dies-waiting') return {};
    this.faults.push({ at, what });
    if (what !== 'dies-before' && what !== 'dies-after') return { trouble: what };
    return { dies: { when: what === 'dies-before' ? 'before' : 'after', die: () => die?.(at) } };
  }

  #death(chance: Chance, point: (when: 'before' | 'after') => string): Fault['what'] | undefined {
    for (const when of SIDES) {
      const isFirst = !this.passed.has(point(when));
      if (chance.happens(isFirst ? this.#troubles.firstDeaths : this.#troubles.deaths / 2)) return `dies-${when}`;
    }
    return undefined;
  }

  #ofCall(chance: Chance, to: string, { headers }: HttpRequest, isFirst: boolean): Trouble | undefined {
    const partner = PARTNER_PORTS[to];
    const { conflicts, firstConflicts } = this.#troubles;
    if (WRITES.test(headers['x-amz-target'] ?? '') && chance.happens(isFirst ? firstConflicts : conflicts))
      return 'conflict';
    if (partner === undefined) return pick(chance, this.#troubles.aws, AWS_TROUBLES);
    return this.#isAway(partner) ? 'refused' : pick(chance, this.#troubles.partners, PARTNER_TROUBLES);
  }

  /** Whether this is one of a partner's bad minutes. */
  #isAway(partner: string): boolean {
    if (this.#troubles.outages === 0) return false;
    const minute = Math.floor(this.#world.scheduler.now / 60_000);
    return new Chance(this.#seed ^ numberOf(partner), minute).happens(this.#troubles.outages);
  }
}

const pick = (chance: Chance, share: number, from: readonly Trouble[]): Trouble | undefined =>
  chance.happens(share) ? chance.pick(from) : undefined;

export const shortName = (name: string) => name.replace('motcua-quang-tri-', '');

import { unmarshall } from '@aws-sdk/util-dynamodb';
import { Chance, numberOf } from '../../../local/simulation/chance.ts';
import type { Rights } from '../../rights/rights.ts';
import type { Mail } from '../cloud/aws.ts';
import { Bus } from '../cloud/bus.ts';
import { DynamoDb } from '../cloud/dynamodb/service.ts';
import { TableRows } from '../cloud/dynamodb/table.ts';
import { Lambda } from '../cloud/lambda.ts';
import type { Bucket } from '../cloud/s3.ts';
import { Secrets } from '../cloud/secrets.ts';
import { Queue } from '../cloud/sqs.ts';
import { Names } from '../world/names.ts';
import { type Fate, type HttpRequest, Network } from '../world/network.ts';
import { type Code, Program, type World } from '../world/program.ts';
import { Scheduler } from '../world/scheduler.ts';
import { CALM, type Weather } from '../world/weather.ts';
import { MOVING, SECRET_KEY, SLUG } from './addresses.ts';
import { begin } from './begin.ts';
import { Feeds } from './feeds.ts';
import { REGION } from './intrinsics.ts';
import type { Prepared } from './prepare.ts';
import { listen } from './services.ts';

/** A Monday morning in Viet Nam. */
const START = '2026-03-02T01:00:00.000Z';

/** One province in one process: its app on a simulated cloud, its partners, its people, one clock and one seed. */
export class ProvinceWorld {
  readonly scheduler: Scheduler;
  readonly network: Network;
  readonly lambda: Lambda;
  readonly table: TableRows;
  readonly dynamo: DynamoDb;
  readonly queues = new Map<string, Queue>();
  readonly buckets = new Map<string, Bucket>();
  readonly secrets = new Secrets();
  readonly mails: Mail[] = [];
  readonly bus: Bus;
  readonly logs: { readonly function: string; readonly line: string }[] = [];
  /** Every message that was ever put on a queue. */
  readonly sent: { readonly queue: string; readonly body: string }[] = [];
  readonly rights: Rights;
  /** What functions and services wanted to do and may not. */
  readonly refused = new Set<string>();
  weather: Weather = CALM;
  /** Names the fault that crashes a function at an await; set by the faults. */
  diesAt: (site: string) => string | undefined = () => undefined;
  readonly chance: Chance;
  readonly #prepared: Prepared;
  readonly #feeds: Feeds;
  readonly #world: World;
  readonly #seed: number;
  /** How often each was asked for the same. */
  readonly #asked = new Map<string, number>();
  readonly #start: string;
  people: Program | undefined;
  #operator: Program | undefined;
  /** What the operator has begun and not ended. */
  #operating = 0;
  readonly partners = new Map<string, Program>();
  #ids = 0;

  /** @param start moment at which it begins, ISO */
  constructor(prepared: Prepared, seed: number, start = START) {
    this.#start = start;
    this.scheduler = new Scheduler(Date.parse(start));
    this.network = new Network(this.scheduler);
    this.#prepared = prepared;
    this.#seed = seed;
    this.rights = prepared.rights;
    this.chance = new Chance(seed, 1);
    const { wiring } = prepared;
    this.#feeds = new Feeds(this);
    const now = () => this.scheduler.now;
    this.#world = {
      scheduler: this.scheduler,
      network: this.network,
      names: new Names([new URL(MOVING).host]),
    };
    for (const shape of wiring.queues()) {
      this.queues.set(
        shape.name,
        new Queue(shape, {
          now,
          newId: this.newId,
          onArrival: (queue, at) => this.#arrived(queue, at),
        }),
      );
    }
    this.lambda = new Lambda(
      new Map(
        wiring.functions().map((shape) => {
          const own = prepared.functions.get(shape.name);
          if (own === undefined) throw new Error(`${shape.name} has no code`);
          return [shape.name, { ...shape, ...own, env: this.#environment(shape.env) }];
        }),
      ),
      {
        world: this.#world,
        unitFor: (name) => this.unitFor(name),
        log: (name, line) => this.logs.push({ function: name, line }),
        coldStart: () => this.weather.coldStart,
        recycles: () => this.chance.happens(this.weather.recycles),
        skew: () => this.weather.skew * (this.chance.unit() * 2 - 1),
        diesAt: (site) => this.diesAt(site),
        libraries: this.#libraries(),
      },
    );
    const shape = wiring.table();
    this.table = new TableRows(shape, {
      now,
      later: (ms, run) => this.scheduler.after(ms, run),
      lag: () => this.chance.unit() * this.weather.lag,
      onRecord: (record) => this.#feeds.push(record),
    });
    this.dynamo = new DynamoDb(this.table, {
      now,
      transactionMs: () => 1 + this.chance.unit() * this.weather.latency,
      sleep: (ms) => this.scheduler.sleep(ms),
    });
    this.bus = new Bus(
      wiring.rules((name) => this.queue(name)).filter(({ id }) => this.#isAllowed(id)),
      {
        now,
        newId: this.newId,
        deliver: (to, input) => this.#feeds.deliver(to, input),
        refuses: () => (this.chance.happens(this.weather.refusedEntries) ? 'ThrottlingException' : undefined),
      },
    );
    this.#feeds.connect(wiring.mappings().filter(({ id }) => this.#isAllowed(id)));
    for (const name of wiring.buckets()) this.buckets.set(name, this.#feeds.bucket(name));
    const methods = wiring.methods().filter(({ id }) => this.#isAllowed(id));
    listen(this, methods);
    for (const text of this.rights.refusedServices.values()) for (const one of text) this.refused.add(one);
    this.network.fate = (from, to, request) => this.#latency(from, to, request);
  }

  /** How long one exchange is on its way: by who asks for what and how often, so that calls of one moment are told apart. */
  #latency(from: string, to: string, { method, headers }: HttpRequest): Fate {
    const asked = `${from} ${to} ${headers['x-amz-target'] ?? method}`;
    const count = (this.#asked.get(asked) ?? 0) + 1;
    this.#asked.set(asked, count);
    const chance = new Chance(this.#seed ^ numberOf(asked), count);
    return { there: chance.unit() * this.weather.latency, back: chance.unit() * this.weather.latency };
  }

  /** Whether AWS may do what a resource of a template has it do: a wire that may not carry anything is none. */
  #isAllowed(id: string): boolean {
    return !this.rights.refusedServices.has(id);
  }

  readonly newId = () => {
    this.#ids += 1;
    return `00000000-0000-4000-8000-${String(this.#ids).padStart(12, '0')}`;
  };

  #arrived(queue: Queue, at: number): void {
    this.sent.push({ queue: queue.shape.name, body: queue.messages.at(-1)?.body ?? '' });
    this.#feeds.wake(queue, at);
  }

  /** Sends every dead letter back to where it came from, as an operator does. @returns how many */
  redrive(): number {
    let count = 0;
    for (const queue of this.queues.values()) {
      const letters = queue.shape.deadLetters === undefined ? undefined : this.queue(queue.shape.deadLetters);
      for (const message of letters?.messages.splice(0) ?? []) {
        queue.put({ ...message, visibleAt: this.scheduler.now, receives: 0, reception: undefined });
        count += 1;
      }
    }
    return count;
  }

  /** Publishes again what happened since the world began, as an operator does after a failure. */
  async republish(): Promise<void> {
    const run = this.#operator?.exports.republish as (...args: readonly string[]) => Promise<void>;
    this.#operating += 1;
    await run(this.table.shape.name, this.#prepared.wiring.bus(), SLUG, this.#start);
    this.#operating -= 1;
  }

  unitFor(name: string): () => number {
    const chance = new Chance(this.#seed, numberOf(name));
    return () => chance.unit();
  }

  #environment(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return {
      ...env,
      // A world is over long before a month: its drafts are kept half a day.
      ...(env.DRAFT_DAYS !== undefined && { DRAFT_DAYS: '0.5' }),
      AWS_REGION: REGION,
      // An address that was signed tells by it whose right it carries.
      AWS_ACCESS_KEY_ID: `motcua-${SLUG}-${env.POWERTOOLS_SERVICE_NAME ?? ''}`,
      AWS_SECRET_ACCESS_KEY: SECRET_KEY,
      AWS_LAMBDA_FUNCTION_NAME: env.POWERTOOLS_SERVICE_NAME ?? '',
    };
  }

  /** What functions have in common, in a copy for this world: another world finds nothing of this one in it. */
  #libraries(): Readonly<Record<string, unknown>> {
    const { libraries } = this.#prepared;
    if (libraries === undefined) return {};
    const program = new Program(this.#world, {
      ...{ name: 'libraries', env: {}, folder: '/', unit: this.unitFor('libraries') },
      log: (line) => this.logs.push({ function: 'libraries', line }),
    });
    return libraries.load(program);
  }

  queue(name: string): Queue {
    const queue = this.queues.get(name);
    if (queue === undefined) throw new Error(`no queue ${name}`);
    return queue;
  }

  /** The province as it is on its first morning, with its partners and its people. */
  async begin(): Promise<void> {
    const environment = await begin(this, this.#prepared, this.#seed);
    this.#feeds.schedule();
    this.#operator = await this.start('operator', this.#prepared.operator, this.#environment({}));
    this.people = await this.start('people', this.#prepared.people, {});
    await this.ask<void>('arrive', environment);
  }

  async start(name: string, code: Code, env: Readonly<Record<string, string>>): Promise<Program> {
    const program = new Program(this.#world, {
      name,
      env,
      folder: '/',
      unit: this.unitFor(name),
      log: (line) => this.logs.push({ function: name, line }),
    });
    program.caller = name;
    await this.settle(program.start(code));
    return program;
  }

  /** Lets time pass until a promise of an inhabitant has settled. */
  async settle<T>(work: Promise<T>): Promise<T> {
    let over = false;
    const done = work.finally(() => {
      over = true;
    });
    done.catch(() => {});
    if (!(await this.scheduler.run(() => over))) throw new Error('nothing is left to happen, and it is not done');
    return done;
  }

  /** Calls what the people's program exports, and lets time pass until it has answered. */
  ask<T>(what: string, ...args: readonly unknown[]): Promise<T> {
    return this.settle(this.begun<T>(what, ...args));
  }

  /** As {@link ask}, without letting time pass. */
  begun<T>(what: string, ...args: readonly unknown[]): Promise<T> {
    const run = this.people?.exports[what] as (...args: readonly unknown[]) => Promise<T>;
    return Promise.resolve().then(() => run(...args));
  }

  /** Nothing is under way: no function runs, no queue but those of dead letters holds a message, the stream is read. */
  get resting(): boolean {
    return this.lambda.active === 0 && this.#operating === 0 && this.#feeds.empty;
  }

  /** Lets time pass until all is at rest, or so many milliseconds are over. @returns whether it rests */
  async rest(withinMs: number): Promise<boolean> {
    const until = this.scheduler.now + withinMs;
    while (this.scheduler.now < until) {
      await this.scheduler.run(() => false, this.scheduler.now + 500);
      if (this.resting) return true;
    }
    return false;
  }

  /** Every row of the table as the program sees it. */
  *rows(): Generator<Record<string, unknown>> {
    for (const item of this.table.rows.all()) yield unmarshall(item as never);
  }
}

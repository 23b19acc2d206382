import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { loadProvince, type Province } from '../../../infra/province/load.ts';
import { seedCatalogue } from '../../../infra/seed/catalogue.ts';
import { selfSigned } from '../../../local/certificate.ts';
import { agree } from '../../../local/configure.ts';
import type { Environment } from '../../../local/environment.ts';
import { localPartners, type SimulatorUrls } from '../../../local/partners.ts';
import { Chance } from '../../../local/simulate/chance.ts';
import type { Table } from '../../../shared/store/table.ts';
import { allows, needsOf, type Statement, tableStatements } from '../../rights/policy.ts';
import { kindsIn } from '../../rights/used.ts';
import { jsonService, type Mail, mailService } from '../cloud/aws.ts';
import { Bus, type Target } from '../cloud/bus.ts';
import { ServiceError } from '../cloud/dynamodb/errors.ts';
import { DynamoDb } from '../cloud/dynamodb/service.ts';
import { TableRows } from '../cloud/dynamodb/table.ts';
import type { Item } from '../cloud/dynamodb/values.ts';
import { gateway } from '../cloud/gateway.ts';
import { Lambda } from '../cloud/lambda.ts';
import { QueuePoller } from '../cloud/queue-source.ts';
import { Bucket } from '../cloud/s3.ts';
import { nextMoment } from '../cloud/schedules.ts';
import { Secrets } from '../cloud/secrets.ts';
import { Queue, Sqs } from '../cloud/sqs.ts';
import { StreamReader } from '../cloud/stream-source.ts';
import { Network } from '../world/network.ts';
import { Code, Program, type World } from '../world/program.ts';
import { Scheduler } from '../world/scheduler.ts';
import { identityHost } from './identity.ts';
import { REGION } from './intrinsics.ts';
import { PARTNERS, programCode } from './programs.ts';
import { bundles, synthesise } from './synthesis.ts';
import { Wiring } from './wiring.ts';

const SLUG = 'quang-tri';
/** A Monday morning in Viet Nam. */
const START = Date.parse('2026-03-02T01:00:00.000Z');
const VALID = { from: '2026-01-01T00:00:00.000Z', to: '2036-01-01T00:00:00.000Z' };
const API_HOST = 'api.motcua.test';
const ISSUER = 'https://identity.motcua.test';
const URLS: SimulatorUrls = {
  identity: ISSUER,
  'national-portal': 'http://127.0.0.1:20001',
  payments: 'http://127.0.0.1:20002',
  post: 'http://127.0.0.1:20003',
  agency: 'http://127.0.0.1:20004',
};

/** What is the same in every world: read, bundled and compiled once. */
export type Prepared = {
  readonly province: Province;
  readonly wiring: Wiring;
  readonly functions: ReadonlyMap<string, { readonly code: Code; readonly folder: string }>;
  readonly partners: ReadonlyMap<string, Code>;
  readonly people: Code;
  readonly signing: unknown;
};

export async function prepare(out: string): Promise<Prepared> {
  const plain = loadProvince(SLUG);
  const province = { ...plain, partners: localPartners(plain.partners, URLS) };
  const wiring = new Wiring(await synthesise(province));
  const folderOf = await bundles(out);
  const functions = new Map(
    wiring.functions().map(({ name }) => {
      const folder = folderOf(name.replace(`motcua-${SLUG}-`, ''));
      const file = join(folder, 'handler.js');
      return [name, { code: new Code(file, readFileSync(file, 'utf8')), folder }] as const;
    }),
  );
  const partners = new Map<string, Code>();
  for (const name of PARTNERS) partners.set(name, await programCode(`local/simulators/${name}/main.ts`));
  const people = await programCode('test/faults/people/main.ts');
  return {
    province,
    wiring,
    functions,
    partners,
    people,
    signing: await selfSigned('rsa', 'Trung tâm (thử nghiệm)', VALID),
  };
}

/** Which program calls: the name of a function without the number of the run. */
const functionOf = (caller: string) => caller.split(' ')[0] ?? '';
/** Who sends, as SQS tells it of a role in the session of a function. */
const senderOf = (caller: string) => `AROASIMULATED:${functionOf(caller)}`;

/** How the world treats its inhabitants: calm by default, seeded trouble when the faults say so. */
export type Weather = {
  /** Milliseconds one way, at most. */
  readonly latency: number;
  readonly lag: number;
  readonly coldStart: number;
  /** Chances. */
  readonly repeats: number;
  readonly recycles: number;
  readonly refusedEntries: number;
};

export const CALM: Weather = { latency: 4, lag: 0, coldStart: 200, repeats: 0, recycles: 0, refusedEntries: 0 };

/** One province in one process: its app on a simulated cloud, its partners, its people, one clock and one seed. */
export class ProvinceWorld {
  readonly scheduler = new Scheduler(START);
  readonly network = new Network(this.scheduler);
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
  /** What functions did with rows that their roles do not allow. */
  readonly refused = new Set<string>();
  weather: Weather = CALM;
  readonly chance: Chance;
  readonly #prepared: Prepared;
  readonly #pollers = new Map<string, QueuePoller>();
  readonly #readers: StreamReader[] = [];
  readonly #world: World;
  readonly #seed: number;
  readonly #rights: ReadonlyMap<string, readonly Statement[]>;
  people: Program | undefined;
  readonly partners = new Map<string, Program>();
  #ids = 0;

  constructor(prepared: Prepared, seed: number) {
    this.#prepared = prepared;
    this.#seed = seed;
    this.chance = new Chance(seed, 1);
    const { wiring } = prepared;
    this.#rights = new Map([...wiring.rights()].map(([name, own]) => [name, tableStatements(own)]));
    const now = () => this.scheduler.now;
    this.#world = {
      scheduler: this.scheduler,
      network: this.network,
      lookup: () => [{ address: '127.0.0.1', family: 4 }],
    };
    for (const shape of wiring.queues()) {
      this.queues.set(
        shape.name,
        new Queue(shape, {
          now,
          newId: this.#newId,
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
        unitFor: (name) => this.#unitFor(name),
        log: (name, line) => this.logs.push({ function: name, line }),
        coldStart: () => this.weather.coldStart,
        recycles: () => this.chance.happens(this.weather.recycles),
      },
    );
    const shape = wiring.table();
    this.table = new TableRows(shape, {
      now,
      later: (ms, run) => this.scheduler.after(ms, run),
      lag: () => this.chance.unit() * this.weather.lag,
      onRecord: (record) => {
        for (const reader of this.#readers) reader.push(record);
      },
    });
    this.dynamo = new DynamoDb(this.table, {
      now,
      transactionMs: () => 1 + this.chance.unit() * this.weather.latency,
      sleep: (ms) => this.scheduler.sleep(ms),
    });
    this.bus = new Bus(
      wiring.rules((name) => this.queue(name)),
      {
        now,
        newId: this.#newId,
        deliver: (to, input) => this.#deliver(to, input),
        refuses: () => (this.chance.happens(this.weather.refusedEntries) ? 'ThrottlingException' : undefined),
      },
    );
    for (const mapping of wiring.mappings()) this.#connect(mapping);
    for (const name of wiring.buckets()) this.buckets.set(name, this.#bucket(name));
    this.#listen();
    this.network.fate = () => ({
      there: this.chance.unit() * this.weather.latency,
      back: this.chance.unit() * this.weather.latency,
    });
  }

  readonly #newId = () => {
    this.#ids += 1;
    return `00000000-0000-4000-8000-${String(this.#ids).padStart(12, '0')}`;
  };

  #arrived(queue: Queue, at: number): void {
    this.sent.push({ queue: queue.shape.name, body: queue.messages.at(-1)?.body ?? '' });
    this.#pollers.get(queue.shape.name)?.wake(at);
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

  #unitFor(name: string): () => number {
    let stream = 0;
    for (const letter of name) stream = (stream * 31 + letter.charCodeAt(0)) | 0;
    const chance = new Chance(this.#seed, stream);
    return () => chance.unit();
  }

  #environment(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return {
      ...env,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'world',
      AWS_SECRET_ACCESS_KEY: 'world',
      AWS_LAMBDA_FUNCTION_NAME: env.POWERTOOLS_SERVICE_NAME ?? '',
    };
  }

  queue(name: string): Queue {
    const queue = this.queues.get(name);
    if (queue === undefined) throw new Error(`no queue ${name}`);
    return queue;
  }

  #connect(mapping: ReturnType<Wiring['mappings']>[number]): void {
    const delay = () => 1 + this.chance.unit() * this.weather.latency;
    if (mapping.queue === undefined) {
      const onFailure = mapping.onFailure === undefined ? undefined : this.queue(mapping.onFailure);
      this.#readers.push(new StreamReader({ ...mapping, onFailure }, this.scheduler, this.lambda, delay));
      return;
    }
    const queue = this.queue(mapping.queue);
    const poller = new QueuePoller(
      { ...mapping, queue },
      {
        scheduler: this.scheduler,
        lambda: this.lambda,
        deadLettersOf: ({ shape }) => (shape.deadLetters === undefined ? undefined : this.queue(shape.deadLetters)),
        delay,
        shuffle: (messages) => (this.weather.repeats === 0 ? messages : this.#shuffled(messages)),
        repeats: () => this.chance.happens(this.weather.repeats),
      },
    );
    this.#pollers.set(mapping.queue, poller);
  }

  #shuffled<T>(list: readonly T[]): readonly T[] {
    return list
      .map((one) => [this.chance.unit(), one] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, one]) => one);
  }

  #deliver(to: Target, input: string): void {
    const copies = this.chance.happens(this.weather.repeats) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      this.scheduler.after(1 + this.chance.unit() * this.weather.latency, () => {
        if ('queue' in to) to.queue.send({ MessageBody: input }, 'events');
        else void this.lambda.invoke(to.function, JSON.parse(input));
      });
    }
  }

  #bucket(name: string): Bucket {
    return new Bucket(
      name,
      () => this.scheduler.now,
      (object) => {
        const event = {
          source: 'aws.s3',
          'detail-type': 'Object Created',
          id: this.#newId(),
          time: new Date(this.scheduler.now).toISOString(),
        };
        this.scheduler.after(5 + this.chance.unit() * this.weather.latency, () =>
          this.bus.publish('default', { ...event, detail: { bucket: { name }, object } }),
        );
      },
    );
  }

  /** @throws ServiceError for what the role of a function does not allow it to do with rows of the table */
  #guard(name: string, operation: string, body: object): void {
    const rights = this.#rights.get(name);
    if (rights === undefined) return;
    const refused = needsOf(operation, body as Readonly<Record<string, unknown>>).find((need) => !allows(rights, need));
    if (refused === undefined) return;
    this.refused.add(`${name} may not ${refused.action} rows of ${kindsIn(refused)}`);
    throw new ServiceError('AccessDeniedException', `not authorized to perform: dynamodb:${refused.action}`);
  }

  #listen(): void {
    const at = (service: string) => `${service}.${REGION}.amazonaws.com`;
    const { network, dynamo, secrets } = this;
    const sqs = new Sqs(this.queues);
    network.listen(
      at('dynamodb'),
      jsonService('com.amazonaws.dynamodb.v20120810', '1.0', (operation, body, from) => {
        this.#guard(functionOf(from), operation, body);
        return dynamo.call(operation, body);
      }),
    );
    network.listen(
      at('sqs'),
      jsonService('com.amazonaws.sqs', '1.0', (operation, body, from) => sqs.call(operation, body, senderOf(from))),
    );
    network.listen(
      at('events'),
      jsonService('com.amazonaws.events', '1.1', (_, { Entries }: { Entries: [] }) => this.bus.putEvents(Entries)),
    );
    network.listen(
      at('secretsmanager'),
      jsonService('com.amazonaws.secretsmanager', '1.1', (operation, body) => secrets.call(operation, body)),
    );
    network.listen(
      at('email'),
      mailService(this.mails, () => this.scheduler.now),
    );
    for (const [name, bucket] of this.buckets) network.listen(`${name}.s3.${REGION}.amazonaws.com`, bucket.host);
    network.listen(
      API_HOST,
      gateway(
        this.#prepared.wiring.methods(),
        this.lambda,
        (ms) => this.scheduler.sleep(ms),
        () => `198.18.${this.chance.int(0, 255)}.${this.chance.int(1, 254)}`,
      ),
    );
  }

  /** Seeds the catalogue, tells secrets to both sides, starts partners, people and schedules. */
  async begin(): Promise<void> {
    const { province, partners, people, signing } = this.#prepared;
    const audience = province.partners.identity.audience;
    this.network.listen(new URL(ISSUER).host, await identityHost(ISSUER, audience, this.scheduler));
    await seedCatalogue(this.#seedingTable(), SLUG);
    const environment: Environment = {
      province: SLUG,
      endpoint: '',
      region: REGION,
      apiUrl: `https://${API_HOST}`,
      issuer: ISSUER,
      audience,
      tableName: this.table.shape.name,
      documentsBucket: '',
      busName: this.#prepared.wiring.bus(),
      secretPrefix: `motcua/${SLUG}`,
      outputs: {},
      simulators: URLS,
      emulator: { title: 'world', capabilities: [] },
      logs: '',
    };
    const unit = this.#unitFor('credentials');
    const credential = () => Array.from({ length: 48 }, () => Math.floor(unit() * 36).toString(36)).join('');
    for (const { name, template, key } of this.#prepared.wiring.secrets()) {
      const value = key === undefined ? credential() : { ...JSON.parse(template), [key]: credential() };
      this.secrets.secrets.set(name, { value: typeof value === 'string' ? value : JSON.stringify(value) });
    }
    const { secrets, settings } = agree(province, environment, credential);
    for (const [name, current] of Object.entries({ ...secrets, 'form-signing': signing })) {
      this.secrets.secrets.set(`motcua/${SLUG}/${name}`, { value: JSON.stringify({ current }) });
    }
    for (const [name, code] of partners)
      this.partners.set(
        name,
        await this.#start(name, code, {
          PORT: new URL(URLS[name as keyof SimulatorUrls]).port,
          SEED: String(this.#seed),
        }),
      );
    for (const [name, body] of Object.entries(settings)) {
      if (name === 'identity') continue;
      const told = this.network.exchange('world', new URL(URLS[name as keyof SimulatorUrls]).host, {
        method: 'POST',
        path: '/control/configure',
        headers: {},
        body: Buffer.from(JSON.stringify(body)),
      });
      const answer = await this.#settled(told);
      if (answer.status !== 200) throw new Error(`${name}: ${answer.body.toString()}`);
    }
    this.#schedule();
    this.people = await this.#start('people', people, {});
    await this.ask<void>('arrive', environment);
  }

  #seedingTable(): Table {
    const client = {
      send: async (command: BatchWriteCommand) => {
        const requests = Object.values(command.input.RequestItems ?? {}).flat() as {
          PutRequest: { Item: Record<string, unknown> };
        }[];
        const RequestItems = {
          [this.table.shape.name]: requests.map(({ PutRequest }) => ({
            PutRequest: { Item: marshall(PutRequest.Item, { removeUndefinedValues: true }) as Item },
          })),
        };
        return this.dynamo.batchWrite({ TableName: '', RequestItems });
      },
    };
    return { client, name: this.table.shape.name } as unknown as Table;
  }

  async #start(name: string, code: Code, env: Readonly<Record<string, string>>): Promise<Program> {
    const program = new Program(this.#world, {
      name,
      env,
      folder: '/',
      unit: this.#unitFor(name),
      log: (line) => this.logs.push({ function: name, line }),
    });
    program.caller = name;
    await this.#settled(program.start(code));
    return program;
  }

  #schedule(): void {
    for (const rule of this.bus.rules) {
      const { schedule } = rule;
      if (schedule === undefined) continue;
      const plan = () => {
        this.scheduler.after(nextMoment(schedule, this.scheduler.now) - this.scheduler.now, () => {
          this.bus.fire(rule);
          plan();
        });
      };
      plan();
    }
  }

  /** Lets time pass until a promise of an inhabitant has settled. */
  async #settled<T>(work: Promise<T>): Promise<T> {
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
    return this.#settled(this.begun<T>(what, ...args));
  }

  /** As {@link ask}, without letting time pass. */
  begun<T>(what: string, ...args: readonly unknown[]): Promise<T> {
    const run = this.people?.exports[what] as (...args: readonly unknown[]) => Promise<T>;
    return Promise.resolve().then(() => run(...args));
  }

  settle<T>(work: Promise<T>): Promise<T> {
    return this.#settled(work);
  }

  /** Nothing is under way: no function runs, no queue but those of dead letters holds a message, the stream is read. */
  get resting(): boolean {
    const { wiring } = this.#prepared;
    const fed = wiring.mappings().flatMap(({ queue }) => (queue === undefined ? [] : [queue]));
    return (
      this.lambda.active === 0 &&
      this.#readers.every(({ waiting }) => waiting === 0) &&
      fed.every((name) => this.queue(name).messages.length === 0)
    );
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

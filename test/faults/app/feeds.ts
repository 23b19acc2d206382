import type { Target } from '../cloud/bus.ts';
import type { StreamRecord } from '../cloud/dynamodb/table.ts';
import { QueuePoller } from '../cloud/queue-source.ts';
import { Bucket } from '../cloud/s3.ts';
import { nextMoment } from '../cloud/schedules.ts';
import type { Queue } from '../cloud/sqs.ts';
import { StreamReader } from '../cloud/stream-source.ts';
import { SECRET_KEY } from './addresses.ts';
import { REGION } from './intrinsics.ts';
import type { ProvinceWorld } from './province.ts';
import type { Wiring } from './wiring.ts';

/** What brings functions their events: queues, the stream, rules, schedules and the store of files. */
export class Feeds {
  readonly #world: ProvinceWorld;
  readonly #pollers = new Map<string, QueuePoller>();
  readonly #readers: StreamReader[] = [];

  constructor(world: ProvinceWorld) {
    this.#world = world;
  }

  /** Connects queues and the stream to the functions that read them. */
  connect(mappings: ReturnType<Wiring['mappings']>): void {
    for (const mapping of mappings) this.#connect(mapping);
  }

  /** Something lies in a queue from that moment on. */
  wake(queue: Queue, at: number): void {
    this.#pollers.get(queue.shape.name)?.wake(at);
  }

  push(record: StreamRecord): void {
    for (const reader of this.#readers) reader.push(record);
  }

  /** No queue that feeds a function holds a message, and the stream is read. */
  get empty(): boolean {
    return (
      this.#readers.every(({ waiting }) => waiting === 0) &&
      [...this.#pollers.values()].every(({ source }) => source.queue.messages.length === 0)
    );
  }

  #connect(mapping: ReturnType<Wiring['mappings']>[number]): void {
    const { scheduler, lambda, chance } = this.#world;
    const delay = () => 1 + chance.unit() * this.#world.weather.latency;
    if (mapping.queue === undefined) {
      const onFailure = mapping.onFailure === undefined ? undefined : this.#world.queue(mapping.onFailure);
      this.#readers.push(new StreamReader({ ...mapping, onFailure }, scheduler, lambda, delay));
      return;
    }
    const poller = new QueuePoller(
      { ...mapping, queue: this.#world.queue(mapping.queue) },
      {
        scheduler,
        lambda,
        deadLettersOf: ({ shape }) =>
          shape.deadLetters === undefined ? undefined : this.#world.queue(shape.deadLetters),
        delay,
        shuffle: (messages) => (this.#world.weather.repeats === 0 ? messages : this.#shuffled(messages)),
        repeats: () => chance.happens(this.#world.weather.repeats),
      },
    );
    this.#pollers.set(mapping.queue, poller);
  }

  #shuffled<T>(list: readonly T[]): readonly T[] {
    return list
      .map((one) => [this.#world.chance.unit(), one] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, one]) => one);
  }

  /** What a rule of the bus does with an event. */
  deliver(to: Target, input: string): void {
    const { scheduler, lambda, chance, weather } = this.#world;
    const copies = chance.happens(weather.repeats) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      scheduler.after(1 + chance.unit() * weather.latency, () => {
        if ('queue' in to) to.queue.send({ MessageBody: input }, 'events');
        else void lambda.invoke(to.function, JSON.parse(input));
      });
    }
  }

  /** A store of files that tells the default bus of each one that is put there. */
  bucket(name: string): Bucket {
    const { scheduler, chance, bus, newId } = this.#world;
    return new Bucket(
      `${name}.s3.${REGION}.amazonaws.com`,
      SECRET_KEY,
      () => scheduler.now,
      (object) => {
        const event = {
          source: 'aws.s3',
          'detail-type': 'Object Created',
          id: newId(),
          time: new Date(scheduler.now).toISOString(),
        };
        scheduler.after(5 + chance.unit() * this.#world.weather.latency, () =>
          bus.publish('default', { ...event, detail: { bucket: { name }, object } }),
        );
      },
    );
  }

  /** Lets the rules with a schedule fire, for ever. */
  schedule(): void {
    const { scheduler, bus } = this.#world;
    for (const rule of bus.rules) {
      const { schedule } = rule;
      if (schedule === undefined) continue;
      const plan = () => {
        scheduler.after(nextMoment(schedule, scheduler.now) - scheduler.now, () => {
          bus.fire(rule);
          plan();
        });
      };
      plan();
    }
  }
}

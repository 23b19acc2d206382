import type { Scheduler } from '../world/scheduler.ts';
import type { Ended, Lambda } from './lambda.ts';
import type { Message, Queue } from './sqs.ts';

export type QueueSource = {
  readonly queue: Queue;
  readonly function: string;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly partialFailures: boolean;
};

export type Delivery = {
  readonly scheduler: Scheduler;
  readonly lambda: Lambda;
  readonly deadLettersOf: (queue: Queue) => Queue | undefined;
  /** Milliseconds until a poller looks. */
  readonly delay: () => number;
  /** Order in which messages of a standard queue come, and which of them come twice. */
  readonly shuffle: (messages: readonly Message[]) => readonly Message[];
  readonly repeats: () => boolean;
};

/** What a queue feeds to its function: batches, at most so many at once, repeated until they succeed or are dead letters. */
export class QueuePoller {
  readonly source: QueueSource;
  readonly #delivery: Delivery;
  #flying = 0;
  #planned = Number.POSITIVE_INFINITY;

  constructor(source: QueueSource, delivery: Delivery) {
    this.source = source;
    this.#delivery = delivery;
  }

  /** Something can be received at that moment. */
  wake(at: number): void {
    const { scheduler, delay } = this.#delivery;
    const when = Math.max(at, scheduler.now) + delay();
    if (this.#planned <= when) return;
    this.#planned = when;
    scheduler.after(when - scheduler.now, () => {
      if (this.#planned > when) return;
      this.#planned = Number.POSITIVE_INFINITY;
      this.#poll();
    });
  }

  #poll(): void {
    const { queue, batchSize, concurrency } = this.source;
    while (this.#flying < concurrency) {
      queue.bury(this.#delivery.deadLettersOf(queue));
      const ready = queue.receivable();
      const batch = (queue.shape.fifo ? ready : this.#delivery.shuffle(ready)).slice(0, batchSize);
      if (batch.length === 0) break;
      this.#flying += 1;
      void this.#deliver(batch).finally(() => {
        this.#flying -= 1;
        this.wake(this.#delivery.scheduler.now);
      });
    }
    const { nextVisible } = queue;
    if (nextVisible < Number.POSITIVE_INFINITY && this.#flying < concurrency) this.wake(nextVisible);
  }

  async #deliver(batch: readonly Message[]): Promise<void> {
    const { queue, partialFailures } = this.source;
    const reception = queue.receive(batch);
    const records = batch.flatMap((message) =>
      this.#delivery.repeats() && !queue.shape.fifo ? [message, message] : [message],
    );
    const Records = records.map((message) => recordOf(message, queue));
    const ended = await this.#delivery.lambda.invoke(this.source.function, { Records });
    queue.settle(reception, failedIn(ended, batch, partialFailures), batch);
  }
}

function failedIn(ended: Ended, batch: readonly Message[], partialFailures: boolean): ReadonlySet<string> {
  const all = new Set(batch.map(({ id }) => id));
  if (ended.kind !== 'answer') return all;
  const answer = ended.value as { batchItemFailures?: readonly { itemIdentifier: string }[] } | undefined | null;
  if (!partialFailures || !answer?.batchItemFailures) return new Set();
  const failed = answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  // An identifier that is none of the batch counts as a failure of all of it.
  return failed.every((id) => all.has(id)) ? new Set(failed) : all;
}

function recordOf(message: Message, queue: Queue): object {
  return {
    messageId: message.id,
    receiptHandle: `${message.id} ${message.reception}`,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receives),
      SentTimestamp: String(Math.floor(message.sentAt)),
      SenderId: message.sender,
      ...(message.group !== undefined && { MessageGroupId: message.group }),
      ...(message.deduplication !== undefined && { MessageDeduplicationId: message.deduplication }),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, { DataType, StringValue }]) => [
        name,
        { dataType: DataType, stringValue: StringValue },
      ]),
    ),
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:::${queue.shape.name}`,
    awsRegion: 'ap-southeast-1',
  };
}

import { createHash } from 'node:crypto';
import { ServiceError } from './dynamodb/errors.ts';

export type QueueShape = {
  readonly name: string;
  readonly fifo: boolean;
  /** Seconds a received message stays hidden. */
  readonly visibility: number;
  /** Receptions after which a message that was not deleted goes to the dead letters. */
  readonly maxReceives: number;
  readonly deadLetters: string | undefined;
  /** Seconds a message is kept. */
  readonly retention: number;
};

export type Attribute = { readonly DataType: string; readonly StringValue?: string };

export type Message = {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly group: string | undefined;
  readonly deduplication: string | undefined;
  /** Principal that sent it, as IAM knows it. */
  readonly sender: string;
  readonly sentAt: number;
  visibleAt: number;
  receives: number;
  /** The number of a reception under way; what belongs to an older one counts for nothing. */
  reception: number | undefined;
};

type SendEntry = {
  readonly Id?: string;
  readonly MessageBody: string;
  readonly DelaySeconds?: number;
  readonly MessageAttributes?: Readonly<Record<string, Attribute>>;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
};

const MESSAGE_BYTES = 1024 * 1024;
const DEDUPLICATION_MS = 300_000;
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

export type SqsAround = {
  readonly now: () => number;
  readonly newId: () => string;
  /** Something is there to be received, or will be at that moment. */
  readonly onArrival: (queue: Queue, at: number) => void;
};

/** One queue, with what the service promises of it: hiding, groups in order, deduplication, dead letters. */
export class Queue {
  readonly shape: QueueShape;
  readonly messages: Message[] = [];
  readonly #around: SqsAround;
  readonly #seen = new Map<string, number>();
  #reception = 0;

  constructor(shape: QueueShape, around: SqsAround) {
    this.shape = shape;
    this.#around = around;
  }

  send(entry: SendEntry, sender: string): string {
    const { MessageBody, DelaySeconds = 0, MessageGroupId, MessageDeduplicationId } = entry;
    if (Buffer.byteLength(MessageBody) > MESSAGE_BYTES)
      throw parameter('One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.');
    if (DelaySeconds < 0 || DelaySeconds > 900 || !Number.isInteger(DelaySeconds))
      throw parameter(`Value ${DelaySeconds} for parameter DelaySeconds is invalid.`);
    const now = this.#around.now();
    if (this.shape.fifo) {
      if (DelaySeconds !== 0)
        throw parameter('The request include parameter that is not valid for this queue type: DelaySeconds');
      if (!MessageGroupId || !MessageDeduplicationId)
        throw parameter('The request must contain the parameter MessageGroupId and MessageDeduplicationId.');
      const until = this.#seen.get(MessageDeduplicationId);
      this.#seen.set(MessageDeduplicationId, until !== undefined && until > now ? until : now + DEDUPLICATION_MS);
      if (until !== undefined && until > now) return this.#around.newId();
    }
    const message: Message = {
      id: this.#around.newId(),
      body: MessageBody,
      attributes: entry.MessageAttributes ?? {},
      group: MessageGroupId,
      deduplication: MessageDeduplicationId,
      sender,
      sentAt: now,
      visibleAt: now + DelaySeconds * 1000,
      receives: 0,
      reception: undefined,
    };
    this.put(message);
    return message.id;
  }

  put(message: Message): void {
    this.messages.push(message);
    this.#around.onArrival(this, message.visibleAt);
  }

  /** Messages that can be received now; of a FIFO queue those of groups that nobody works on, in order. */
  receivable(): readonly Message[] {
    const now = this.#around.now();
    const visible = (message: Message) => message.visibleAt <= now;
    if (!this.shape.fifo) return this.messages.filter(visible);
    const blocked = new Set(this.messages.filter((message) => !visible(message)).map(({ group }) => group));
    return this.messages.filter((message) => !blocked.has(message.group));
  }

  /** Hides messages for a reception. @returns its number */
  receive(messages: readonly Message[]): number {
    this.#reception += 1;
    for (const message of messages) {
      message.visibleAt = this.#around.now() + this.shape.visibility * 1000;
      message.receives += 1;
      message.reception = this.#reception;
    }
    return this.#reception;
  }

  /** Of messages received, those that succeeded go; the others are seen again at once (or after their hiding, if nobody says). */
  settle(reception: number, failed: ReadonlySet<string>, messages: readonly Message[]): void {
    for (const message of messages) {
      if (message.reception !== reception) continue;
      if (failed.has(message.id)) continue;
      this.remove(message);
    }
  }

  remove(message: Message): void {
    const at = this.messages.indexOf(message);
    if (at >= 0) this.messages.splice(at, 1);
  }

  /** When something can be received next. */
  get nextVisible(): number {
    return this.messages.reduce((first, { visibleAt }) => Math.min(first, visibleAt), Number.POSITIVE_INFINITY);
  }
}

const parameter = (message: string) => new ServiceError('InvalidParameterValue', message);

/** The service's operations by URL of the queue. */
export class Sqs {
  readonly queues: ReadonlyMap<string, Queue>;

  constructor(queues: ReadonlyMap<string, Queue>) {
    this.queues = queues;
  }

  byUrl(url: string): Queue {
    const queue = this.queues.get(url.split('/').at(-1) ?? '');
    if (queue === undefined) throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  }

  call(
    operation: string,
    body: SendEntry & { QueueUrl: string; Entries?: readonly SendEntry[] },
    sender: string,
  ): unknown {
    const queue = this.byUrl(body.QueueUrl);
    if (operation === 'SendMessage') {
      return { MessageId: queue.send(body, sender), MD5OfMessageBody: md5(body.MessageBody) };
    }
    if (operation !== 'SendMessageBatch') throw new ServiceError('InvalidAction', operation);
    const entries = body.Entries ?? [];
    if (entries.length > 10)
      throw new ServiceError('TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10.');
    const bytes = entries.reduce((sum, { MessageBody }) => sum + Buffer.byteLength(MessageBody), 0);
    if (bytes > MESSAGE_BYTES)
      throw new ServiceError('BatchRequestTooLong', 'Batch requests cannot be longer than 1048576 bytes.');
    const Successful = entries.map((entry) => ({
      Id: entry.Id,
      MessageId: queue.send(entry, sender),
      MD5OfMessageBody: md5(entry.MessageBody),
    }));
    return { Successful, Failed: [] };
  }
}

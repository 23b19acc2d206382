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
/** Characters that XML 1.0 has, as the service asks. */
const CONTENT = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;
const ENTRY_NAME = /^[\w-]{1,80}$/;

/** What a message counts: its body, and names, types and values of its attributes. Bytes. */
const bytesOf = ({ MessageBody, MessageAttributes = {} }: SendEntry) =>
  Object.entries(MessageAttributes).reduce(
    (sum, [name, { DataType, StringValue = '' }]) => sum + Buffer.byteLength(name + DataType + StringValue),
    Buffer.byteLength(MessageBody ?? ''),
  );

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

  /** @throws ServiceError */
  send(entry: SendEntry, sender: string): string {
    const { MessageBody, DelaySeconds = 0, MessageGroupId, MessageDeduplicationId } = entry;
    if (!MessageBody) throw new ServiceError('MissingParameter', 'The request must contain the parameter MessageBody.');
    if (bytesOf(entry) > MESSAGE_BYTES)
      throw parameter('One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.');
    if (!CONTENT.test(MessageBody))
      throw new ServiceError('InvalidMessageContents', 'Invalid characters were found in the message body.');
    if (DelaySeconds < 0 || DelaySeconds > 900 || !Number.isInteger(DelaySeconds))
      throw parameter(`Value ${DelaySeconds} for parameter DelaySeconds is invalid.`);
    const now = this.#around.now();
    if (!this.shape.fifo && MessageDeduplicationId !== undefined)
      throw parameter('The request include parameter MessageDeduplicationId which is not valid for this queue type');
    if (this.shape.fifo) {
      if (DelaySeconds !== 0)
        throw parameter('The request include parameter that is not valid for this queue type: DelaySeconds');
      if (!MessageGroupId)
        throw new ServiceError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
      if (!MessageDeduplicationId)
        throw parameter(
          'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
        );
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

  /** Moves messages that were received too often to the dead letters instead of letting them be received again. */
  bury(deadLetters: Queue | undefined): void {
    const over = this.receivable().filter(({ receives }) => receives >= this.shape.maxReceives);
    for (const message of over) {
      this.remove(message);
      deadLetters?.put({ ...message, visibleAt: this.#around.now(), receives: 0 });
    }
  }

  /** Messages that can be received now; of a FIFO queue those of groups without a message in flight, in order. */
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

  /** Of received messages, the successful ones are deleted; the others become visible at once (by default after their visibility time-out). */
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
  readonly #refuses: () => string | undefined;

  /** @param refuses why the service itself does not take one entry of a batch; undefined: it does */
  constructor(queues: ReadonlyMap<string, Queue>, refuses: () => string | undefined) {
    this.queues = queues;
    this.#refuses = refuses;
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
    return this.#sendBatch(queue, body.Entries ?? [], sender);
  }

  /** The batch is refused as a whole, or each entry taken or refused for itself. */
  #sendBatch(queue: Queue, entries: readonly SendEntry[], sender: string): unknown {
    if (entries.length === 0)
      throw new ServiceError('EmptyBatchRequest', 'There should be at least one SendMessageBatchRequestEntry.');
    if (entries.length > 10)
      throw new ServiceError('TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10.');
    const names = entries.map(({ Id = '' }) => Id);
    if (!names.every((name) => ENTRY_NAME.test(name)))
      throw new ServiceError(
        'InvalidBatchEntryId',
        'A batch entry id has 1 to 80 letters, digits, hyphens, underscores.',
      );
    if (new Set(names).size < names.length) throw new ServiceError('BatchEntryIdsNotDistinct', 'Id repeated.');
    if (entries.reduce((sum, entry) => sum + bytesOf(entry), 0) > MESSAGE_BYTES)
      throw new ServiceError('BatchRequestTooLong', 'Batch requests cannot be longer than 1048576 bytes.');
    const Successful: object[] = [];
    const Failed: object[] = [];
    for (const entry of entries) {
      const { Id, MessageBody } = entry;
      const Code = this.#refuses();
      if (Code !== undefined) {
        Failed.push({ Id, Code, Message: Code, SenderFault: false });
        continue;
      }
      try {
        Successful.push({ Id, MessageId: queue.send(entry, sender), MD5OfMessageBody: md5(MessageBody) });
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        Failed.push({ Id, Code: error.type, Message: error.message, SenderFault: true });
      }
    }
    return { Successful, Failed };
  }
}

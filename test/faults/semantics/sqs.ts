import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SendMessageCommand,
  type SendMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { ACCEPTED, type Case, refusal, type Time } from './case.ts';

export type Received = { readonly body: string; readonly group: string | undefined; readonly count: number };

export type Settings = {
  readonly fifo?: boolean;
  /** Seconds that a message is hidden after it was received. */
  readonly visibility?: number;
  /** Receptions after which a message is a dead letter. */
  readonly receptions?: number;
};

/** Queues of each case. Receivers differ: in the simulated cloud only event source mappings receive. */
export type Queues = {
  readonly client: SQSClient;
  /** @returns URLs */
  readonly open: (settings?: Settings) => Promise<{ readonly url: string; readonly deadLetters: string }>;
  readonly receive: (url: string, most?: number) => Promise<readonly Received[]>;
  /** Deletes a message that {@link receive} gave. */
  readonly remove: (url: string, message: Received) => Promise<void>;
  readonly time: Time;
};

export type QueueCase = Case<Queues>;

const LIMIT = 1024 * 1024;
const WRONG = { refused: 'InvalidParameterValue' };
const QUOTAS = 'Amazon SQS Developer Guide, "Amazon SQS message quotas"';
const SEND = 'Amazon SQS API Reference, SendMessage';
const BATCH = 'Amazon SQS API Reference, SendMessageBatch';
const FIFO = 'Amazon SQS Developer Guide, "FIFO queue delivery logic in Amazon SQS"';
const VISIBILITY = 'Amazon SQS Developer Guide, "Amazon SQS visibility timeout"';

const send = ({ client }: Queues, QueueUrl: string, MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
  client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));

const batch = ({ client }: Queues, QueueUrl: string, Entries: SendMessageBatchRequestEntry[]) =>
  client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

const entries = (count: number) => Array.from({ length: count }, (_, i) => ({ Id: `e${i}`, MessageBody: `m${i}` }));

/** Messages of a FIFO queue: the first letter of a body is its group. */
async function inGroups(queues: Queues, url: string, bodies: readonly string[]): Promise<void> {
  for (const body of bodies)
    await send(queues, url, body, { MessageGroupId: body.slice(0, 1), MessageDeduplicationId: body });
}

const bodies = (messages: readonly Received[]): readonly string[] => messages.map(({ body }) => body);

/** An error's name, in either of its two spellings. */
const refused = async (call: Promise<unknown>): Promise<unknown> => {
  const answer = await refusal(call);
  if (typeof answer !== 'object' || answer === null || !('refused' in answer)) return answer;
  return { refused: String(answer.refused).replace(/Exception$/, '') };
};

export const queueCases: readonly QueueCase[] = [
  {
    name: 'a message is received as it was sent, with its receive count',
    source: 'Amazon SQS API Reference, ReceiveMessage',
    run: async (queues) => {
      const { url } = await queues.open();
      await send(queues, url, 'tiếng Việt');
      return (await queues.receive(url)).map(({ body, count }) => ({ body, count }));
    },
    aws: [{ body: 'tiếng Việt', count: 1 }],
  },
  {
    name: 'a delay is 0 to 900 whole seconds',
    source: `${SEND}, DelaySeconds: "Valid values: 0 to 900"`,
    run: async (queues) => {
      const { url } = await queues.open();
      const sending = (DelaySeconds: number) => refused(send(queues, url, 'm', { DelaySeconds }));
      return [await sending(0), await sending(900), await sending(901), await sending(-1)];
    },
    aws: [ACCEPTED, ACCEPTED, WRONG, WRONG],
    differs: {
      ministack: {
        instead: 'any delay is accepted',
        answers: [ACCEPTED, ACCEPTED, ACCEPTED, ACCEPTED],
      },
    },
  },
  {
    name: 'a delayed message is not received before its delay',
    source: 'Amazon SQS Developer Guide, "Amazon SQS message timers"',
    run: async (queues) => {
      const { url } = await queues.open();
      await send(queues, url, 'later', { DelaySeconds: 900 });
      await send(queues, url, 'now');
      return bodies(await queues.receive(url));
    },
    aws: ['now'],
  },
  {
    name: 'a delayed message is received after its delay',
    source: 'Amazon SQS Developer Guide, "Amazon SQS message timers"',
    simulatedOnly: 'time passes',
    run: async (queues) => {
      const { url } = await queues.open();
      await send(queues, url, 'later', { DelaySeconds: 900 });
      await queues.time.pass(899);
      const early = bodies(await queues.receive(url));
      await queues.time.pass(1);
      return [early, bodies(await queues.receive(url))];
    },
    aws: [[], ['later']],
  },
  {
    name: 'a message has 1 MiB at most, attributes included, and is not empty',
    source: `${QUOTAS}: "The maximum is 1,048,576 bytes (1 MiB)"; ${SEND}: at least one character`,
    run: async (queues) => {
      const { url } = await queues.open();
      const attribute = { name: { DataType: 'String', StringValue: 'value' } };
      const room = LIMIT - 'name'.length - 'String'.length - 'value'.length;
      return [
        await refused(send(queues, url, 'x'.repeat(LIMIT))),
        await refused(send(queues, url, 'x'.repeat(LIMIT + 1))),
        await refused(send(queues, url, 'đ'.repeat(LIMIT / 2 + 1))),
        await refused(send(queues, url, 'x'.repeat(room), { MessageAttributes: attribute })),
        await refused(send(queues, url, 'x'.repeat(room + 1), { MessageAttributes: attribute })),
        (await refused(send(queues, url, ''))) !== ACCEPTED,
      ];
    },
    aws: [ACCEPTED, WRONG, WRONG, ACCEPTED, WRONG, true],
    differs: {
      ministack: {
        instead: 'attributes do not count',
        answers: [ACCEPTED, WRONG, WRONG, ACCEPTED, ACCEPTED, true],
      },
    },
  },
  {
    name: 'a message has only characters that are valid in XML',
    source: `${SEND}, MessageBody and InvalidMessageContents: #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF`,
    run: async (queues) => {
      const { url } = await queues.open();
      return [
        await refused(send(queues, url, 'a\tb\nc')),
        await refused(send(queues, url, 'a\u0001b')),
        await refused(send(queues, url, 'a\uffffb')),
      ];
    },
    aws: [ACCEPTED, { refused: 'InvalidMessageContents' }, { refused: 'InvalidMessageContents' }],
  },
  {
    name: 'a batch has one to ten entries, each with a unique valid id',
    source: `${BATCH}, errors`,
    run: async (queues) => {
      const { url } = await queues.open();
      return [
        await refused(batch(queues, url, entries(10))),
        await refused(batch(queues, url, entries(11))),
        await refused(batch(queues, url, [])),
        await refused(batch(queues, url, [...entries(1), ...entries(1)])),
        await refused(batch(queues, url, [{ Id: 'no name', MessageBody: 'm' }])),
        await refused(batch(queues, url, [{ Id: 'x'.repeat(81), MessageBody: 'm' }])),
        (await queues.receive(url)).length,
      ];
    },
    aws: [
      ACCEPTED,
      { refused: 'TooManyEntriesInBatchRequest' },
      { refused: 'EmptyBatchRequest' },
      { refused: 'BatchEntryIdsNotDistinct' },
      { refused: 'InvalidBatchEntryId' },
      { refused: 'InvalidBatchEntryId' },
      10,
    ],
  },
  {
    name: 'a batch has 1 MiB at most, all of its messages together',
    source: `${BATCH}, BatchRequestTooLong`,
    run: async (queues) => {
      const { url } = await queues.open();
      const two = (bytes: number) => entries(2).map((entry) => ({ ...entry, MessageBody: 'x'.repeat(bytes) }));
      return [await refused(batch(queues, url, two(LIMIT / 2))), await refused(batch(queues, url, two(LIMIT / 2 + 1)))];
    },
    aws: [ACCEPTED, { refused: 'BatchRequestTooLong' }],
  },
  {
    name: 'a rejected entry is reported next to the accepted ones',
    source: `${BATCH}: "The result of sending each message is reported individually in the response"`,
    run: async (queues) => {
      const { url } = await queues.open();
      const [good, bad] = entries(2);
      const { Successful, Failed } = await batch(queues, url, [
        { ...(good as SendMessageBatchRequestEntry) },
        { ...(bad as SendMessageBatchRequestEntry), DelaySeconds: 901 },
      ]);
      return {
        taken: Successful?.map(({ Id }) => Id),
        refused: Failed?.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault]),
        received: bodies(await queues.receive(url)),
      };
    },
    aws: { taken: ['e0'], refused: [['e1', 'InvalidParameterValue', true]], received: ['m0'] },
    differs: {
      ministack: {
        instead: 'any delay is accepted, so no entry is rejected',
        answers: { taken: ['e0', 'e1'], refused: [], received: ['m0'] },
      },
    },
  },
  {
    name: 'a missing queue',
    source: `${SEND}, errors: AWS.SimpleQueueService.NonExistentQueue (QueueDoesNotExist)`,
    run: async (queues) => {
      const { url } = await queues.open();
      return refused(send(queues, `${url}-nowhere`, 'm'));
    },
    aws: { refused: 'QueueDoesNotExist' },
  },
  {
    name: 'a received message is hidden, and can be deleted',
    source: VISIBILITY,
    run: async (queues) => {
      const { url } = await queues.open({ visibility: 30 });
      await send(queues, url, 'm');
      const [message] = await queues.receive(url);
      const hidden = await queues.receive(url);
      await queues.remove(url, message as Received);
      return [bodies(hidden), bodies(await queues.receive(url))];
    },
    aws: [[], []],
  },
  {
    name: 'a message that was not deleted is redelivered after its visibility time-out',
    source: VISIBILITY,
    simulatedOnly: 'time passes',
    run: async (queues) => {
      const { url } = await queues.open({ visibility: 30 });
      await send(queues, url, 'm');
      await queues.receive(url);
      await queues.time.pass(29);
      const early = await queues.receive(url);
      await queues.time.pass(1);
      return [early.length, (await queues.receive(url)).map(({ count }) => count)];
    },
    aws: [0, [2]],
  },
  {
    name: 'a message that was received too often goes to the dead-letter queue',
    source: 'Amazon SQS Developer Guide, "Using dead-letter queues in Amazon SQS", maxReceiveCount',
    run: async (queues) => {
      const { url, deadLetters } = await queues.open({ visibility: 0, receptions: 2 });
      await send(queues, url, 'poison');
      const seen: number[] = [];
      for (let i = 0; i < 3; i += 1) seen.push(...(await queues.receive(url)).map(({ count }) => count));
      return [seen, bodies(await queues.receive(deadLetters))];
    },
    aws: [[1, 2], ['poison']],
  },
  {
    name: 'groups keep their order, and a group with a message in flight waits',
    source: FIFO,
    run: async (queues) => {
      const { url } = await queues.open({ fifo: true, visibility: 30 });
      await inGroups(queues, url, ['a1', 'a2', 'b1', 'b2']);
      const [first] = await queues.receive(url, 1);
      const others = bodies(await queues.receive(url, 10));
      await queues.remove(url, first as Received);
      return [first?.body, first?.group, others, bodies(await queues.receive(url, 10))];
    },
    aws: ['a1', 'a', ['b1', 'b2'], ['a2']],
  },
  {
    name: 'a message of a group that was not deleted is redelivered before those behind it',
    source: FIFO,
    simulatedOnly: 'time passes',
    run: async (queues) => {
      const { url } = await queues.open({ fifo: true, visibility: 30 });
      await inGroups(queues, url, ['a1', 'a2']);
      await queues.receive(url, 1);
      await queues.time.pass(30);
      return bodies(await queues.receive(url, 10));
    },
    aws: ['a1', 'a2'],
  },
  {
    name: 'a message with a known deduplication id is accepted and not delivered, deleted or not, in any group',
    source: `${SEND}, MessageDeduplicationId; FAQ: unique "within the queue"`,
    run: async (queues) => {
      const { url } = await queues.open({ fifo: true, visibility: 30 });
      const same = { MessageDeduplicationId: 'same' };
      await send(queues, url, 'first', { MessageGroupId: 'a', ...same });
      const [message] = await queues.receive(url);
      await queues.remove(url, message as Received);
      const second = await refused(send(queues, url, 'second', { MessageGroupId: 'b', ...same }));
      return [message?.body, second, bodies(await queues.receive(url))];
    },
    aws: ['first', ACCEPTED, []],
  },
  {
    name: 'deduplication lasts five minutes from the first message',
    source: `${SEND}, MessageDeduplicationId: "5-minute deduplication interval"`,
    simulatedOnly: 'time passes',
    run: async (queues) => {
      const { url } = await queues.open({ fifo: true });
      const sending = (body: string) =>
        send(queues, url, body, { MessageGroupId: 'a', MessageDeduplicationId: 'same' });
      await sending('first');
      await queues.time.pass(299);
      await sending('within');
      await queues.time.pass(1);
      await sending('after');
      return bodies(await queues.receive(url));
    },
    aws: ['first', 'after'],
  },
  {
    name: 'a FIFO queue requires group and deduplication ids, and supports no delay per message',
    source: `${SEND}, MessageGroupId, MessageDeduplicationId, DelaySeconds: "you can't set DelaySeconds per message"`,
    run: async (queues) => {
      const { url } = await queues.open({ fifo: true });
      const ids = { MessageGroupId: 'a', MessageDeduplicationId: 'b' };
      return [
        await refused(send(queues, url, 'm', { MessageDeduplicationId: 'b' })),
        await refused(send(queues, url, 'm', { MessageGroupId: 'a' })),
        await refused(send(queues, url, 'm', { ...ids, DelaySeconds: 1 })),
      ];
    },
    aws: [{ refused: 'MissingParameter' }, WRONG, WRONG],
  },
  {
    name: 'a standard queue supports fair groups, and no deduplication',
    source: `${QUOTAS}, MessageGroupId: fair queues; ${SEND}, MessageDeduplicationId: "applies only to FIFO queues"`,
    run: async (queues) => {
      const { url } = await queues.open();
      return [
        await refused(send(queues, url, 'm', { MessageGroupId: 'a' })),
        await refused(send(queues, url, 'm', { MessageDeduplicationId: 'b' })),
      ];
    },
    aws: [ACCEPTED, WRONG],
    differs: {
      ministack: {
        instead: 'a deduplication id is accepted',
        answers: [ACCEPTED, ACCEPTED],
      },
    },
  },
];

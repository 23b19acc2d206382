import type { SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';
import { ACCEPTED } from '../case.ts';
import { BATCH, batch, bodies, entries, LIMIT, QUOTAS, type QueueCase, refused, SEND, send, WRONG } from './place.ts';

/** What a queue accepts: sizes, characters, batches, delays, and which errors it answers. */
export const messagesCases: readonly QueueCase[] = [
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
];

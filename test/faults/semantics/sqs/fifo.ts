import { ACCEPTED } from '../case.ts';
import { bodies, FIFO, inGroups, QUOTAS, type QueueCase, type Received, refused, SEND, send, WRONG } from './place.ts';

/** Order of groups and deduplication. */
export const fifoCases: readonly QueueCase[] = [
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

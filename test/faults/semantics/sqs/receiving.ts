import { bodies, type QueueCase, type Received, send, VISIBILITY } from './place.ts';

/** When a message is received, hidden, redelivered, and given up. */
export const receivingCases: readonly QueueCase[] = [
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
];

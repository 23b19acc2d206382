import type { Message, SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { deadLetters } from '../../operate/dead-letters/verb.ts';
import type { Context } from '../../operate/verb.ts';

const DEAD = 'https://sqs/1/motcua-x-forms-dead-letters';
const LIVE = 'https://sqs/1/motcua-x-forms';

/** A province with one queue whose dead letters are of these causes. */
function world(...causes: readonly (string | undefined)[]) {
  const dead = new Map<string, Message>();
  const hidden = new Set<string>();
  for (const [index, cause] of causes.entries()) {
    const id = `m${index}`;
    dead.set(id, {
      ...{ MessageId: id, ReceiptHandle: id, Body: `body ${id}`, Attributes: { SentTimestamp: String(index * 1000) } },
      MessageAttributes: {
        correlationId: { DataType: 'String', StringValue: `request ${id}` },
        ...(cause !== undefined && { cause: { DataType: 'String', StringValue: cause } }),
      },
    });
  }
  const sent: SendMessageCommandInput[] = [];
  const waits: number[] = [];
  const answers: Record<string, (input: never) => object> = {
    ListQueuesCommand: () => ({ QueueUrls: [DEAD, LIVE] }),
    GetQueueAttributesCommand: ({ QueueUrl }: { QueueUrl: string }) => ({
      Attributes: { ApproximateNumberOfMessages: String(QueueUrl === DEAD ? dead.size : 0) },
    }),
    ReceiveMessageCommand: () => {
      const Messages = [...dead.values()].filter(({ MessageId = '' }) => !hidden.has(MessageId)).slice(0, 10);
      for (const { MessageId = '' } of Messages) hidden.add(MessageId);
      return { Messages };
    },
    ChangeMessageVisibilityCommand: ({ ReceiptHandle }: { ReceiptHandle: string }) => {
      hidden.delete(ReceiptHandle);
      return {};
    },
    DeleteMessageCommand: ({ ReceiptHandle }: { ReceiptHandle: string }) => {
      dead.delete(ReceiptHandle);
      return {};
    },
    SendMessageCommand: (input: SendMessageCommandInput) => {
      sent.push(input);
      return {};
    },
  };
  const send = async (command: { constructor: { name: string }; input: never }) =>
    answers[command.constructor.name]?.(command.input);
  const context = {
    province: { slug: 'x' },
    queues: { send } as unknown as SQSClient,
    pause: async (ms: number) => void waits.push(ms),
  } as unknown as Context;
  const run = (words: string[], options: Record<string, string> = {}, dryRun = false) =>
    deadLetters.plan({ words, options, flags: new Set(), dryRun })(context);
  return { run, sent, waits, dead, hidden };
}

describe('dead letters', () => {
  it('are counted by cause with the oldest time, and all released', async () => {
    const { run, hidden } = world('away', undefined, 'away');
    const { lines } = await run(['list']);
    expect(lines).toEqual([
      '    2  forms-dead-letters  away  since 1970-01-01T00:00:00.000Z',
      '    1  forms-dead-letters  moved by the queue  since 1970-01-01T00:00:01.000Z',
    ]);
    expect(hidden.size).toBe(0);
  });

  it('are redriven by cause, up to the given number, sequentially, with their correlation id', async () => {
    const causes = Array.from({ length: 25 }, (_, index) => (index % 2 === 0 ? 'away' : 'wrong'));
    const { run, sent, waits, dead, hidden } = world(...causes);
    const planned = await run(['redrive', 'forms'], { cause: 'away' }, true);
    expect(planned.lines.at(-1)).toBe('13 would be sent back: --at-most 13');
    expect([sent.length, dead.size, hidden.size]).toEqual([0, 25, 0]);
    const { data } = await run(['redrive', 'forms'], { cause: 'away', 'at-most': '5', 'per-second': '2' });
    expect(data).toMatchObject({ done: 5 });
    expect(waits).toEqual([500, 500, 500, 500]);
    expect(
      sent.map(({ QueueUrl, MessageAttributes }) => [QueueUrl, MessageAttributes?.correlationId?.StringValue]),
    ).toEqual(['m0', 'm2', 'm4', 'm6', 'm8'].map((id) => [LIVE, `request ${id}`]));
    expect(sent.every(({ MessageAttributes }) => MessageAttributes?.cause === undefined)).toBe(true);
    expect(dead.size).toBe(20);
  });

  it('are dropped by cause, including those moved by the queue', async () => {
    const { run, dead } = world('away', undefined, undefined);
    await run(['drop', 'forms'], { cause: 'moved by the queue', 'at-most': '10' });
    expect([...dead.keys()]).toEqual(['m0']);
  });

  it('are selected one by one by message id', async () => {
    const { run, dead } = world('away', 'away');
    await run(['drop', 'forms'], { message: 'm1' });
    expect([...dead.keys()]).toEqual(['m0']);
  });
});

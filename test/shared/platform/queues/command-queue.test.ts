import type { SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { correlated } from '../../../../shared/platform/observability/correlation.ts';
import { commandQueue, type QueuedCommand, sendCommands } from '../../../../shared/platform/queues/command-queue.ts';
import { uuidOf } from '../../dossier/world.ts';

type Entry = { readonly MessageBody: string; readonly MessageGroupId: string; readonly MessageDeduplicationId: string };

/** SQS FIFO: within five minutes a second message with the same deduplication id is dropped silently. */
function fifo() {
  const arrived = new Map<string, string>();
  const take = (entry: Entry) => {
    expect(entry.MessageDeduplicationId).toMatch(/^[\x21-\x7e]{1,128}$/);
    if (!arrived.has(entry.MessageDeduplicationId)) arrived.set(entry.MessageDeduplicationId, entry.MessageBody);
  };
  const send = async ({ input }: { input: Entry & { Entries?: Entry[] } }) => {
    for (const entry of input.Entries ?? [input]) take(entry);
    return {};
  };
  return { client: { send } as unknown as SQSClient, bodies: () => [...arrived.values()].map((b) => JSON.parse(b)) };
}

const payment = (transaction: number): QueuedCommand => ({
  commandId: 'payment:vnpay:1',
  dossierId: uuidOf(1),
  from: 'payment-webhook',
  command: { type: 'record-payment', messageId: `vnpay#${transaction}` },
});

it('drops a duplicate of any source, and delivers a different command with a used id', async () => {
  const { client, bodies } = fifo();
  const queue = commandQueue(client, 'https://queue/commands.fifo');
  await queue.send(payment(1));
  await correlated([uuidOf(9)], () => queue.send(payment(1)));
  await queue.send(payment(2));
  await sendCommands(client, 'https://queue/commands.fifo', [payment(1), payment(2), payment(3)]);
  expect(bodies().map(({ command }) => command.messageId)).toEqual(['vnpay#1', 'vnpay#2', 'vnpay#3']);
});

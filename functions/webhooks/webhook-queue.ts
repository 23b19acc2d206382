import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { correlationAttribute } from '../../shared/platform/queues/correlation-attribute.ts';

/** Maximum number of messages of `SendMessageBatch`. */
const BATCH = 10;

export type WebhookQueue = { send(messages: readonly Readonly<Record<string, unknown>>[]): Promise<void> };

/** Queue of the delivery function: messages from EventBridge, from itself (queued endpoint notifications) and from the API. */
export function webhookQueue(client: SQSClient, queueUrl: string): WebhookQueue {
  return {
    async send(messages) {
      for (let start = 0; start < messages.length; start += BATCH) {
        const batch = messages.slice(start, start + BATCH);
        const answer = await client.send(
          new SendMessageBatchCommand({
            QueueUrl: queueUrl,
            Entries: batch.map((message, index) => ({
              Id: String(index),
              MessageBody: JSON.stringify(message),
              MessageAttributes: correlationAttribute(),
            })),
          }),
        );
        const failed = answer.Failed?.[0];
        // A retry sends the whole batch again: a duplicate notification is harmless.
        if (failed !== undefined)
          throw new Error(`the queue refused ${answer.Failed?.length} messages: ${failed.Code}`);
      }
    },
  };
}

import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { correlationAttribute } from '../../shared/platform/queues/correlation-attribute.ts';

/** SQS takes this many messages in one request. */
const BATCH = 10;

export type WebhookQueue = { send(messages: readonly Readonly<Record<string, unknown>>[]): Promise<void> };

/** The delivery function's queue: from the bus, from itself (nudges for endpoints that are not told on the spot), and from the API. */
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
        // All of it is sent again by whoever retries: a nudge too many does nothing.
        if (failed !== undefined)
          throw new Error(`the queue refused ${answer.Failed?.length} messages: ${failed.Code}`);
      }
    },
  };
}

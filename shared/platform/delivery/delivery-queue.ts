import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { correlationAttribute } from '../queues/correlation-attribute.ts';
import type { DeadLetters } from '../queues/dead-letters.ts';
import type { Delivery } from './delivery.ts';
import type { ChangeNotification } from './nudge.ts';

/**
 * Requeues and parks change notifications: on the consumer's own queue with a delay, and in its dead-letter queue.
 * @param extra additional fields of the consumer's message, such as the endpoint.
 */
export function deliveryQueue(
  client: SQSClient,
  queueUrl: string,
  deadLetters: DeadLetters,
  extra: Readonly<Record<string, string>> = {},
): Pick<Delivery, 'requeue' | 'park'> {
  return {
    async requeue(notification, delaySeconds) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify({ ...notification, ...extra }),
          MessageAttributes: correlationAttribute(),
          DelaySeconds: delaySeconds,
        }),
      );
    },
    async park(notification: ChangeNotification, causeCode) {
      const id = `${notification.dossierId}:${notification.unblock ?? notification.version ?? 0}`;
      await deadLetters.park(JSON.stringify({ ...notification, ...extra }), causeCode, id);
    },
  };
}

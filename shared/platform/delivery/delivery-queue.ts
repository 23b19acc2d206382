import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { correlationAttribute } from '../queues/correlation-attribute.ts';
import type { DeadLetters } from '../queues/dead-letters.ts';
import type { Delivery } from './delivery.ts';
import type { Nudge } from './nudge.ts';

/**
 * How a delivery puts nudges back and parks them: on the consumer's own queue with a delay, and in its dead-letter
 * queue.
 * @param extra what the consumer's message has beside the nudge, such as the endpoint it is for.
 */
export function deliveryQueue(
  client: SQSClient,
  queueUrl: string,
  deadLetters: DeadLetters,
  extra: Readonly<Record<string, string>> = {},
): Pick<Delivery, 'renudge' | 'park'> {
  return {
    async renudge(nudge, delaySeconds) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify({ ...nudge, ...extra }),
          MessageAttributes: correlationAttribute(),
          DelaySeconds: delaySeconds,
        }),
      );
    },
    async park(nudge: Nudge, causeCode) {
      const id = `${nudge.dossierId}:${nudge.unblock ?? nudge.version ?? 0}`;
      await deadLetters.park(JSON.stringify({ ...nudge, ...extra }), causeCode, id);
    },
  };
}

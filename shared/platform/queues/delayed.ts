import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { type BackOff, doubling, LONGEST_DELAY_S, queueDelay, waitBefore } from '../back-off.ts';
import { correlationAttribute } from './correlation-attribute.ts';

/** Seconds. */
const BACK_OFF: BackOff = { ceilings: doubling(5, LONGEST_DELAY_S), certain: 0.5 };

/** Requeues a message on its own queue with a delay. */
export type Later = {
  readonly attempt: number;
  /** @param atLeast the partner's `Retry-After`, seconds. */
  again(atLeast?: number): Promise<void>;
  /** As {@link Later.again} with the retry count reset, because there was progress. */
  resetRetries(): Promise<void>;
};

/**
 * How often a message was requeued, and a way to requeue it again. SQS itself counts receptions but gives up after a few; a
 * partner may be unavailable for hours.
 */
export function laterOn(client: SQSClient, queueUrl: string) {
  return ({ body, messageAttributes }: Pick<SQSRecord, 'body' | 'messageAttributes'>): Later => {
    const attempt = Number(messageAttributes?.attempt?.stringValue ?? '0');
    async function send(after: number, next: number, atLeast = 0): Promise<void> {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: body,
          DelaySeconds: queueDelay(Math.max(atLeast, waitBefore(after, BACK_OFF))),
          MessageAttributes: {
            ...correlationAttribute(),
            attempt: { DataType: 'Number', StringValue: String(next) },
          },
        }),
      );
    }
    return { attempt, again: (atLeast) => send(attempt, attempt + 1, atLeast), resetRetries: () => send(0, 0) };
  };
}

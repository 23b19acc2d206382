import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { type BackOff, doubling, LONGEST_DELAY_S, queueDelay, waitBefore } from '../back-off.ts';
import { correlationAttribute } from './correlation-attribute.ts';

/** Seconds. */
const BACK_OFF: BackOff = { ceilings: doubling(5, LONGEST_DELAY_S), certain: 0.5 };

/** Sends a message to its own queue again, later. */
export type Later = {
  readonly attempt: number;
  /** @param atLeast what the partner asked for, seconds. */
  again(atLeast?: number): Promise<void>;
  /** As {@link Later.again}, counting from the beginning: something was achieved meanwhile. */
  afresh(): Promise<void>;
};

/**
 * How often a message has come back by itself, and the way to send it once more. A queue counts receptions, but gives up
 * after a few; a partner may be away for hours.
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
    return { attempt, again: (atLeast) => send(attempt, attempt + 1, atLeast), afresh: () => send(0, 0) };
  };
}

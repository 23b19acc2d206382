import { randomInt } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { correlationAttribute } from './correlation-attribute.ts';

/** Longest delay of a queue. Seconds. */
const LONGEST_S = 900;
const FIRST_S = 5;

/** Sends a message to its own queue again, later. */
export type Later = {
  readonly attempt: number;
  /** @param atLeast what the partner asked for, seconds. */
  again(atLeast?: number): Promise<void>;
  /** As {@link Later.again}, counting from the beginning: something was achieved meanwhile. */
  afresh(): Promise<void>;
};

/** Exponential, capped, with full jitter over its upper half: everybody who failed together does not return together. */
export function delayOf(attempt: number, draw: (below: number) => number = randomInt): number {
  const full = Math.min(LONGEST_S, FIRST_S * 2 ** Math.min(attempt, 20));
  const half = Math.floor(full / 2);
  return half + draw(full - half + 1);
}

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
          DelaySeconds: Math.min(LONGEST_S, Math.max(atLeast, delayOf(after))),
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

import type { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { DeadLetters } from './dead-letters.ts';
import { PermanentError } from './permanent.ts';

export type Consumer<M> = {
  readonly schema: z.ZodMiniType<M>;
  readonly handle: (message: M, record: SQSRecord) => Promise<void>;
  /** Messages of one group are handled in order; after a failure the rest of the group waits for the retry. */
  readonly groupOf?: (message: M) => string;
  readonly deadLetters: DeadLetters;
  readonly logger: Logger;
  /** Messages handled at once; 1 unless told. Groups always keep their order. */
  readonly concurrency?: number;
};

/**
 * Builds the Lambda handler of a queue: each message is handled on its own, transient failures are reported back one
 * by one for a retry, and what can never succeed is parked with its cause so that the rest goes on.
 */
export function queueConsumer<M>(consumer: Consumer<M>) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async (event) => {
    const groups = new Map<string, SQSRecord[]>();
    const parsed = new Map<string, M>();
    for (const record of event.Records) {
      const message = consumer.schema.safeParse(parse(record.body));
      if (message.success) parsed.set(record.messageId, message.data);
      const group = message.success ? (consumer.groupOf?.(message.data) ?? record.messageId) : record.messageId;
      groups.set(group, [...(groups.get(group) ?? []), record]);
    }
    const failed: string[] = [];
    const lanes = [...groups.entries()];
    const work = async () => {
      for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) {
        failed.push(...(await handleGroup(consumer, lane[0], lane[1], parsed)));
      }
    };
    await Promise.all(Array.from({ length: consumer.concurrency ?? 1 }, work));
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  });
}

/** @returns message ids to be delivered again. */
async function handleGroup<M>(
  { handle, deadLetters, logger }: Consumer<M>,
  group: string,
  records: readonly SQSRecord[],
  parsed: ReadonlyMap<string, M>,
): Promise<string[]> {
  for (const [index, record] of records.entries()) {
    try {
      const message = parsed.get(record.messageId);
      if (message === undefined) throw new PermanentError('malformed-message');
      await handle(message, record);
    } catch (error) {
      if (error instanceof PermanentError) {
        logger.warn('message parked', { messageId: record.messageId, cause: error.causeCode });
        await deadLetters.park(record.body, error.causeCode, record.messageId, group);
        continue;
      }
      const receives = record.attributes?.ApproximateReceiveCount;
      logger.error('message failed', { messageId: record.messageId, receives, error: error as Error });
      return records.slice(index).map((r) => r.messageId);
    }
  }
  return [];
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

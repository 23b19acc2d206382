import type { Logger } from '@aws-lambda-powertools/logger';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import pMap from 'p-map';
import type * as z from 'zod/mini';
import { parseJsonOrNothing } from '../../text/json.ts';
import { correlated } from '../observability/correlation.ts';
import { invocation } from '../observability/invocation.ts';
import { correlationOf } from './correlation-attribute.ts';
import type { DeadLetters } from './dead-letters.ts';
import { PermanentError, permanentCause } from './permanent.ts';

/** Counts the result of a message, by a code, for the invocation's log line. */
export type Tally = (result: string) => void;

export type Consumer<M> = {
  readonly schema: z.ZodMiniType<M>;
  readonly handle: (message: M, record: SQSRecord, tally: Tally) => Promise<void>;
  /** The dossier of a message, for the log; default: its `dossierId`. */
  readonly about?: (message: M) => string | undefined;
  /** Messages of one group are handled in order; after a failure the rest of the group waits for the retry. */
  readonly groupOf?: (message: M) => string;
  /**
   * For messages that only announce progress: of those of one group in a batch, only the most advanced is handled, and its
   * result applies to the others. Undefined: the message is not coalesced.
   */
  readonly coalesceBy?: (message: M) => number | undefined;
  /** Called before each batch: data cached for earlier messages may be outdated. */
  readonly onBatchStart?: () => void;
  readonly deadLetters: DeadLetters;
  readonly logger: Logger;
  /** Messages handled concurrently; default 1. Groups always stay in order. */
  readonly concurrency?: number;
};

/**
 * Builds the Lambda handler of a queue: each message is handled separately, transient failures are reported individually for
 * redelivery (partial batch response), and permanent failures are parked with their cause so that the rest continues.
 */
export function queueConsumer<M>(consumer: Consumer<M>) {
  return invocation<SQSEvent, SQSBatchResponse>('queue', consumer.logger, async (event, _, note) => {
    consumer.onBatchStart?.();
    const batch: Batch = { parked: 0, results: {}, correlations: new Map() };
    const dossiers = new Set<string>();
    const groups = new Map<string, SQSRecord[]>();
    const parsed = new Map<string, M>();
    for (const record of event.Records) {
      const body = parseJsonOrNothing(record.body);
      batch.correlations.set(record.messageId, correlationOf(record, body));
      const message = consumer.schema.safeParse(body);
      if (message.success) {
        parsed.set(record.messageId, message.data);
        const dossierId = (consumer.about ?? dossierOf)(message.data);
        if (dossierId !== undefined) dossiers.add(dossierId);
      }
      const group = message.success ? (consumer.groupOf?.(message.data) ?? record.messageId) : record.messageId;
      groups.set(group, [...(groups.get(group) ?? []), record]);
    }
    const records = event.Records.length;
    note({ records, dossierIds: [...dossiers] });
    const failed = await pMap(groups, ([group, records]) => handleGroup(consumer, group, records, parsed, batch), {
      concurrency: consumer.concurrency ?? 1,
    });
    const again = failed.flat();
    note({
      outcome: again.length > 0 ? 'failed' : batch.parked > 0 ? 'parked' : 'done',
      succeeded: records - again.length - batch.parked,
      failed: again.length,
      parked: batch.parked,
      results: batch.results,
    });
    return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
  });
}

/** Results of a batch so far, and the correlation ids of its messages. */
type Batch = {
  parked: number;
  readonly results: Record<string, number>;
  readonly correlations: Map<string, string | undefined>;
};

const dossierOf = (message: unknown): string | undefined => {
  const { dossierId } = message as { dossierId?: unknown };
  return typeof dossierId === 'string' ? dossierId : undefined;
};

/** Messages handled as one: the result of `record` applies to all. */
type Task<M> = { record: SQSRecord; message: M | undefined; position: number | undefined; readonly ids: string[] };

function tasksOf<M>({ coalesceBy }: Consumer<M>, records: readonly SQSRecord[], parsed: ReadonlyMap<string, M>) {
  const tasks: Task<M>[] = [];
  for (const record of records) {
    const message = parsed.get(record.messageId);
    const position = message && coalesceBy?.(message);
    const first = position === undefined ? undefined : tasks.find((task) => task.position !== undefined);
    if (first === undefined) tasks.push({ record, message, position, ids: [record.messageId] });
    else {
      first.ids.push(record.messageId);
      if (Number(position) > Number(first.position)) Object.assign(first, { record, message, position });
    }
  }
  return tasks;
}

/** @returns ids of the messages to redeliver. */
async function handleGroup<M>(
  consumer: Consumer<M>,
  group: string,
  records: readonly SQSRecord[],
  parsed: ReadonlyMap<string, M>,
  batch: Batch,
): Promise<string[]> {
  const { handle, deadLetters, logger } = consumer;
  const tasks = tasksOf(consumer, records, parsed);
  const tally: Tally = (result) => {
    batch.results[result] = (batch.results[result] ?? 0) + 1;
  };
  for (const [index, { record, message, ids }] of tasks.entries()) {
    const served = [...ids, record.messageId].map((id) => batch.correlations.get(id));
    const done = await correlated(served, async () => {
      try {
        if (message === undefined) throw new PermanentError('malformed-message');
        await handle(message, record, tally);
      } catch (error) {
        const cause = permanentCause(error);
        if (cause === undefined) {
          const receives = record.attributes?.ApproximateReceiveCount;
          logger.error('message failed', { messageId: record.messageId, receives, error: error as Error });
          return false;
        }
        logger.warn('message parked', { messageId: record.messageId, cause });
        await deadLetters.park(record.body, cause, record.messageId, group);
        batch.parked += ids.length;
      }
      return true;
    });
    if (!done) return tasks.slice(index).flatMap((task) => task.ids);
  }
  return [];
}

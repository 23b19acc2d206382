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

/** Counts what came of a message, by a code, for the line of the invocation. */
export type Tally = (result: string) => void;

export type Consumer<M> = {
  readonly schema: z.ZodMiniType<M>;
  readonly handle: (message: M, record: SQSRecord, tally: Tally) => Promise<void>;
  /** The dossier that a message is about, for the log; what it has as `dossierId` unless told. */
  readonly about?: (message: M) => string | undefined;
  /** Messages of one group are handled in order; after a failure the rest of the group waits for the retry. */
  readonly groupOf?: (message: M) => string;
  /**
   * For messages that only tell how far something has come: of those of one group that arrive together the one that
   * tells most is handled, and what becomes of it becomes of the others. Undefined: the message stands for itself.
   */
  readonly reach?: (message: M) => number | undefined;
  /** Called before each batch: what was read for the messages before may be out of date for these. */
  readonly begin?: () => void;
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
  return invocation<SQSEvent, SQSBatchResponse>('queue', consumer.logger, async (event, _, note) => {
    consumer.begin?.();
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

/** What came of a batch so far, and for what requests its messages came. */
type Batch = {
  parked: number;
  readonly results: Record<string, number>;
  readonly correlations: Map<string, string | undefined>;
};

const dossierOf = (message: unknown): string | undefined => {
  const { dossierId } = message as { dossierId?: unknown };
  return typeof dossierId === 'string' ? dossierId : undefined;
};

/** Messages that are handled as one: what becomes of `record` becomes of all. */
type Task<M> = { record: SQSRecord; message: M | undefined; reach: number | undefined; readonly ids: string[] };

function tasksOf<M>({ reach: reachOf }: Consumer<M>, records: readonly SQSRecord[], parsed: ReadonlyMap<string, M>) {
  const tasks: Task<M>[] = [];
  for (const record of records) {
    const message = parsed.get(record.messageId);
    const reach = message && reachOf?.(message);
    const first = reach === undefined ? undefined : tasks.find((task) => task.reach !== undefined);
    if (first === undefined) tasks.push({ record, message, reach, ids: [record.messageId] });
    else {
      first.ids.push(record.messageId);
      if (Number(reach) > Number(first.reach)) Object.assign(first, { record, message, reach });
    }
  }
  return tasks;
}

/** @returns message ids to be delivered again. */
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

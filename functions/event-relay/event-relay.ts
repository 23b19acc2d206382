import type { Logger } from '@aws-lambda-powertools/logger';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { EVENT_SOURCE } from '../../events/envelope.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import { toPublicEvent } from '../../shared/dossier/public-event.ts';
import type { DeadLetters } from '../../shared/messaging/dead-letters.ts';
import { EVENT_PREFIX } from '../../shared/store/keys.ts';

/** `PutEvents` takes at most ten entries. */
const BATCH = 10;

export type Relay = {
  readonly bus: EventBridgeClient;
  readonly busName: string;
  readonly province: string;
  readonly deadLetters: DeadLetters;
  readonly logger: Logger;
};

type Entry = { readonly sequenceNumber: string; readonly entry: PutEventsRequestEntry };

/**
 * Publishes inserted event rows, in the order of the stream. Publishing that fails in part is reported from the first
 * row that did not make it, so the stream brings it and everything after it again; what can never be published is
 * parked by its id, because a stream would otherwise stand still behind it.
 */
export async function relay(event: DynamoDBStreamEvent, deps: Relay): Promise<DynamoDBBatchResponse> {
  const entries: Entry[] = [];
  for (const record of event.Records) {
    const prepared = await prepare(record, deps);
    if (prepared !== undefined) entries.push(prepared);
  }
  for (let start = 0; start < entries.length; start += BATCH) {
    const failed = await publish(entries.slice(start, start + BATCH), deps);
    if (failed !== undefined) return { batchItemFailures: [{ itemIdentifier: failed }] };
  }
  return { batchItemFailures: [] };
}

async function prepare(record: DynamoDBRecord, deps: Relay): Promise<Entry | undefined> {
  const { Keys, NewImage, SequenceNumber } = record.dynamodb ?? {};
  const isEvent = record.eventName === 'INSERT' && Keys?.sk?.S?.startsWith(EVENT_PREFIX);
  if (!isEvent) return undefined;
  try {
    const row = unmarshall(NewImage as Record<string, AttributeValue>);
    const published = toPublicEvent(row.event as RecordedEvent, deps.province, row.traceparent as string | undefined);
    const entry = {
      EventBusName: deps.busName,
      Source: EVENT_SOURCE,
      DetailType: published.type,
      Time: new Date(published.time),
      Detail: JSON.stringify(published),
    };
    return { sequenceNumber: SequenceNumber ?? '', entry };
  } catch (error) {
    deps.logger.error('event row cannot be published', { sequenceNumber: SequenceNumber, error: error as Error });
    await deps.deadLetters.park(JSON.stringify({ keys: Keys }), 'unreadable-event-row', SequenceNumber ?? '');
    return undefined;
  }
}

/** @returns sequence number of the first entry the bus did not take. */
async function publish(batch: readonly Entry[], { bus, logger }: Relay): Promise<string | undefined> {
  if (batch.length === 0) return undefined;
  try {
    const answer = await bus.send(new PutEventsCommand({ Entries: batch.map(({ entry }) => entry) }));
    if ((answer.FailedEntryCount ?? 0) === 0) return undefined;
    const index = answer.Entries?.findIndex((e) => e.ErrorCode !== undefined) ?? 0;
    logger.warn('bus refused an entry', { errorCode: answer.Entries?.[index]?.ErrorCode });
    return batch[Math.max(index, 0)]?.sequenceNumber;
  } catch (error) {
    logger.error('publishing failed', { error: error as Error });
    return batch[0]?.sequenceNumber;
  }
}

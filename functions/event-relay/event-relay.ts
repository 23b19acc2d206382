import type { Logger } from '@aws-lambda-powertools/logger';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
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

/** How often entries the bus did not take are offered again before the whole batch goes back to the stream. */
const TRIES = 3;

/** Answers of the bus about one entry that the same entry will always get. Anything else may pass. */
const NEVER = new Set(['MalformedDetail', 'InvalidArgument']);

/** The bus did not take everything. The stream delivers the batch again; what was published keeps its id. */
export class RelayError extends Error {
  override readonly name = 'RelayError';
}

type Prepared = { readonly record: DynamoDBRecord; readonly entry: PutEventsRequestEntry };

/**
 * Publishes inserted event rows, in the order of the stream. Entries the bus refuses are offered again; if some are
 * left, the batch as a whole fails and comes back (why not only its rest: `docs/decisions/relay-whole-batch.md`). A row
 * that can never be published is parked by its key, because a stream would otherwise stand still behind it.
 * @throws RelayError
 */
export async function relay(event: DynamoDBStreamEvent, deps: Relay): Promise<void> {
  const prepared: Prepared[] = [];
  for (const record of event.Records) {
    const entry = await prepare(record, deps);
    if (entry !== undefined) prepared.push({ record, entry });
  }
  for (let start = 0; start < prepared.length; start += BATCH) {
    await publish(prepared.slice(start, start + BATCH), deps);
  }
}

async function prepare(record: DynamoDBRecord, deps: Relay): Promise<PutEventsRequestEntry | undefined> {
  const { Keys, NewImage } = record.dynamodb ?? {};
  const isEvent = record.eventName === 'INSERT' && Keys?.sk?.S?.startsWith(EVENT_PREFIX);
  if (!isEvent) return undefined;
  try {
    const row = unmarshall(NewImage as Record<string, AttributeValue>);
    const published = toPublicEvent(row.event as RecordedEvent, deps.province, row.traceparent as string | undefined);
    return {
      EventBusName: deps.busName,
      Source: EVENT_SOURCE,
      DetailType: published.type,
      Time: new Date(published.time),
      Detail: JSON.stringify(published),
    };
  } catch (error) {
    deps.logger.error('event row cannot be read', { error: error as Error });
    await park(record, 'unreadable-event-row', deps);
    return undefined;
  }
}

async function publish(batch: readonly Prepared[], deps: Relay): Promise<void> {
  let left = batch;
  for (let tries = 1; ; tries += 1) {
    const answer = await deps.bus.send(new PutEventsCommand({ Entries: left.map(({ entry }) => entry) }));
    if ((answer.FailedEntryCount ?? 0) === 0) return;
    const codeOf = (index: number) => answer.Entries?.[index]?.ErrorCode;
    for (const [index, { record }] of left.entries()) {
      if (NEVER.has(codeOf(index) ?? '')) await park(record, 'refused-by-the-bus', deps);
    }
    left = left.filter((_, index) => codeOf(index) !== undefined && !NEVER.has(codeOf(index) ?? ''));
    if (left.length === 0) return;
    deps.logger.warn('bus refused entries', { count: left.length });
    if (tries === TRIES) throw new RelayError(`the bus did not take ${left.length} of ${batch.length} entries`);
    await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** tries));
  }
}

/** By its key only: the row itself stays in the table, from where it can be published again. */
async function park({ dynamodb }: DynamoDBRecord, cause: string, { deadLetters, logger }: Relay): Promise<void> {
  const sequenceNumber = dynamodb?.SequenceNumber ?? '';
  logger.error('event row parked', { sequenceNumber, cause });
  await deadLetters.park(JSON.stringify({ keys: dynamodb?.Keys }), cause, sequenceNumber);
}

import type { Logger } from '@aws-lambda-powertools/logger';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { correlated } from '../../shared/platform/observability/correlation.ts';
import type { Measure } from '../../shared/platform/observability/metrics.ts';
import type { DeadLetters } from '../../shared/platform/queues/dead-letters.ts';
import { EVENT_PREFIX, HEARTBEAT, keys } from '../../shared/platform/table/keys.ts';
import { type EventRow, entryOf, type Publisher, publish } from './publish.ts';

export type Relay = Publisher & {
  readonly deadLetters: DeadLetters;
  readonly logger: Logger;
  readonly measure: Measure;
  readonly clock: () => Date;
};

/** Number of event rows of a batch that were published, and that can never be. */
export type Relayed = { readonly succeeded: number; readonly parked: number };

type Prepared = { readonly record: DynamoDBRecord; readonly entry: PutEventsRequestEntry };

/**
 * Publishes inserted event rows in stream order. Entries that EventBridge rejects are retried; if some remain, the whole batch
 * fails and is redelivered (for the reason see `docs/decisions/0001-relay-whole-batch.md`). A row that can never be published
 * is parked by its key, because it would otherwise block the stream. Heartbeat rows measure the lag of the stream once the rows
 * of their batch are published.
 * @throws RelayError
 */
export async function relay(event: DynamoDBStreamEvent, deps: Relay): Promise<Relayed> {
  const prepared: Prepared[] = [];
  let parked = 0;
  for (const record of event.Records) {
    if (!isEventRow(record)) continue;
    const entry = await prepare(record, deps);
    if (entry === undefined) parked += 1;
    else prepared.push({ record, entry });
  }
  const entries = prepared.map(({ entry }) => entry);
  const never = await publish(entries, deps);
  for (const position of never) {
    const refused = prepared[position];
    if (refused !== undefined) await park(refused.record, 'refused-by-the-bus', deps);
  }
  for (const { dynamodb } of event.Records) {
    if (dynamodb?.Keys?.pk?.S !== HEARTBEAT) continue;
    const beat = Date.parse(dynamodb.NewImage?.at?.S ?? '');
    if (!Number.isNaN(beat)) deps.measure('RelayLag', (deps.clock().getTime() - beat) / 1000);
  }
  return { succeeded: entries.length - never.length, parked: parked + never.length };
}

/** Number of dossiers with events in a batch, by the rows' keys. */
export function dossiersIn({ Records }: DynamoDBStreamEvent): readonly string[] {
  const keysOf = Records.filter(isEventRow).flatMap(({ dynamodb }) => dynamodb?.Keys?.pk?.S ?? []);
  return [...new Set(keysOf.map((pk) => pk.slice(keys.dossier('').length)))];
}

const isEventRow = ({ eventName, dynamodb }: DynamoDBRecord) =>
  eventName === 'INSERT' && dynamodb?.Keys?.sk?.S?.startsWith(EVENT_PREFIX) === true;

async function prepare(record: DynamoDBRecord, deps: Relay): Promise<PutEventsRequestEntry | undefined> {
  try {
    const row = unmarshall(record.dynamodb?.NewImage as Record<string, AttributeValue>) as EventRow;
    return correlated([row.event.correlationId], () => entryOf(row, deps));
  } catch (error) {
    deps.logger.error('event row cannot be read', { error: error as Error });
    await park(record, 'unreadable-event-row', deps);
    return undefined;
  }
}

/** Only the key: the row stays in the table, from where it can be published again. */
async function park({ dynamodb }: DynamoDBRecord, cause: string, { deadLetters, logger }: Relay): Promise<void> {
  const sequenceNumber = dynamodb?.SequenceNumber ?? '';
  logger.error('event row parked', { sequenceNumber, cause });
  await deadLetters.park(JSON.stringify({ keys: dynamodb?.Keys }), cause, sequenceNumber);
}

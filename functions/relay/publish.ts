import type { Logger } from '@aws-lambda-powertools/logger';
import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { EVENT_SOURCE } from '../../events/envelope.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import { toPublicEvent } from '../../shared/dossier/public-event.ts';
import { type BackOff, sleep, waitBefore } from '../../shared/platform/back-off.ts';

/** Maximum number of entries of `PutEvents`. */
const BATCH = 10;

/** Attempts for rejected entries before the call fails as a whole. */
const TRIES = 3;
/** Milliseconds. */
const PAUSES: BackOff = { ceilings: [100, 200], certain: 1 };

/** Permanent `PutEvents` errors of an entry. All others are transient. */
const NEVER = new Set(['MalformedDetail', 'InvalidArgument']);

/** EventBridge did not accept every entry. Publishing again is safe: every event keeps its id. */
export class RelayError extends Error {
  override readonly name = 'RelayError';
}

/** An event row, which serves as the outbox. */
export type EventRow = { readonly event: RecordedEvent };

export type Publisher = {
  readonly bus: EventBridgeClient;
  readonly busName: string;
  readonly province: string;
  readonly logger: Pick<Logger, 'warn'>;
};

/** The EventBridge entry of an event row. @throws ZodError or TypeError for an invalid row */
export function entryOf({ event }: EventRow, { busName, province }: Publisher): PutEventsRequestEntry {
  const published = toPublicEvent(event, province);
  return {
    EventBusName: busName,
    Source: EVENT_SOURCE,
    DetailType: published.type,
    Time: new Date(published.time),
    Detail: JSON.stringify(published),
  };
}

/**
 * Publishes entries in order, ten at a time; rejected entries are retried.
 * @returns positions of entries that EventBridge will never accept
 * @throws RelayError when entries remain that it may accept later
 */
export async function publish(entries: readonly PutEventsRequestEntry[], publisher: Publisher): Promise<number[]> {
  const never: number[] = [];
  for (let start = 0; start < entries.length; start += BATCH) {
    const batch = entries.slice(start, start + BATCH).map((entry, index) => ({ entry, position: start + index }));
    never.push(...(await publishBatch(batch, publisher)));
  }
  return never;
}

type Numbered = { readonly entry: PutEventsRequestEntry; readonly position: number };

async function publishBatch(batch: readonly Numbered[], { bus, logger }: Publisher): Promise<number[]> {
  const never: number[] = [];
  let left = batch;
  for (let tries = 1; ; tries += 1) {
    const answer = await bus.send(new PutEventsCommand({ Entries: left.map(({ entry }) => entry) }));
    if ((answer.FailedEntryCount ?? 0) === 0) return never;
    const codes = left.map((_, index) => answer.Entries?.[index]?.ErrorCode);
    never.push(...left.filter((_, index) => NEVER.has(codes[index] ?? '')).map(({ position }) => position));
    left = left.filter((_, index) => codes[index] !== undefined && !NEVER.has(codes[index] ?? ''));
    if (left.length === 0) return never;
    const errorCodes = [...new Set(codes.filter((code) => code !== undefined))].toSorted();
    logger.warn('bus refused entries', { count: left.length, errorCodes });
    if (tries === TRIES) throw new RelayError(`the bus did not take ${left.length} of ${batch.length} entries`);
    await sleep(waitBefore(tries - 1, PAUSES));
  }
}

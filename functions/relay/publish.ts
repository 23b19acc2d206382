import type { Logger } from '@aws-lambda-powertools/logger';
import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { EVENT_SOURCE } from '../../events/envelope.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import { toPublicEvent } from '../../shared/dossier/public-event.ts';
import { type BackOff, sleep, waitBefore } from '../../shared/platform/back-off.ts';

/** `PutEvents` takes at most ten entries. */
const BATCH = 10;

/** How often entries the bus did not take are offered again before the call fails as a whole. */
const TRIES = 3;
/** Milliseconds. */
const PAUSES: BackOff = { ceilings: [100, 200], certain: 1 };

/** Answers of the bus about one entry that the same entry will always get. Anything else may pass. */
const NEVER = new Set(['MalformedDetail', 'InvalidArgument']);

/** The bus did not take everything. Publishing again is safe: every event keeps its id. */
export class RelayError extends Error {
  override readonly name = 'RelayError';
}

/** A row of the log: the outbox. */
export type EventRow = { readonly event: RecordedEvent };

export type Publisher = {
  readonly bus: EventBridgeClient;
  readonly busName: string;
  readonly province: string;
  readonly logger: Pick<Logger, 'warn'>;
};

/** What the bus gets of an event row. @throws ZodError or TypeError for a row that is no event. */
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
 * Publishes entries in their order, ten at a time; entries that the bus refuses are offered again.
 * @returns positions of entries that the bus will never take.
 * @throws RelayError when some are left that it may take later.
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

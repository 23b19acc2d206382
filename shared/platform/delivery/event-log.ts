import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { RecordedEvent } from '../../dossier/events.ts';
import { currentDossier, currentEvent } from '../../dossier/older-records.ts';
import type { Dossier } from '../../dossier/state.ts';
import { EVENT_PREFIX, type Key, keys } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

type Row = Key & Readonly<Record<string, unknown>>;

/** A row of the log, which is also the outbox. Only its position is checked, not its content. */
export type LogRow = Key & { readonly event: RecordedEvent; readonly traceparent?: string | undefined };

/** Sort key of the first row of a log. */
export const FIRST_EVENT = keys.event('', 1).sk;
const LAST_EVENT = keys.event('', 99_999_999).sk;

type Range = {
  /** Version after which reading starts; 0: from the beginning. */
  readonly after: number;
  /** Last sort key to read; default: the last event. */
  readonly last?: string;
  /** Maximum rows per page; default: as many as DynamoDB returns. */
  readonly limit?: number | undefined;
};

/**
 * Rows of a dossier's log in order, page by page, strongly consistent. All readers of the log use this.
 * @throws Error when the log has a gap: a defect of the store; nothing may be sent or applied beyond it
 */
async function* rowsOf(
  { client, name }: Table,
  dossierId: string,
  { after, last = LAST_EVENT, limit }: Range,
): AsyncGenerator<readonly Row[]> {
  let expected = after + 1;
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': keys.dossier(dossierId),
          ':first': keys.event(dossierId, after + 1).sk,
          ':last': last,
        },
        ConsistentRead: true,
        ...(limit !== undefined && { Limit: limit }),
        ExclusiveStartKey: from,
      }),
    );
    const rows = Items as Row[];
    for (const { sk } of rows) {
      if (!sk.startsWith(EVENT_PREFIX)) continue;
      if (sk !== keys.event(dossierId, expected).sk) throw new Error(`log of ${dossierId} has a gap at ${expected}`);
      expected += 1;
    }
    yield rows;
    from = LastEvaluatedKey;
  } while (from !== undefined);
}

const eventsOf = (rows: readonly Row[]): RecordedEvent[] => rows.map(({ event }) => currentEvent(event));

/** As {@link readLog}, page by page and with the other attributes of the rows. @throws Error when the log has a gap */
export const logRows = (table: Table, dossierId: string, after: number) =>
  rowsOf(table, dossierId, { after }) as AsyncGenerator<readonly LogRow[]>;

/** A dossier's log after `after`, oldest first, strongly consistent. @throws Error when the log has a gap */
export async function readLog(table: Table, dossierId: string, after = 0): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const rows of rowsOf(table, dossierId, { after })) events.push(...eventsOf(rows));
  return events;
}

/** As {@link readLog}, but one request for at most `limit` events. @throws Error when the log has a gap */
export async function readLogPage(
  table: Table,
  dossierId: string,
  after: number,
  limit = 100,
): Promise<readonly RecordedEvent[]> {
  for await (const rows of rowsOf(table, dossierId, { after, limit })) return eventsOf(rows);
  return [];
}

/** The end of a dossier's log, with the dossier's state at that version. */
export type Tail = { readonly dossier: Dossier; readonly log: readonly RecordedEvent[] };

/**
 * As {@link readLog}, with the snapshot, whose sort key follows the events, in the same request.
 * @returns undefined when there is no such dossier
 * @throws Error when the log has a gap
 */
export async function readTail(table: Table, dossierId: string, after: number): Promise<Tail | undefined> {
  const all: Row[] = [];
  for await (const rows of rowsOf(table, dossierId, { after, last: keys.snapshot(dossierId).sk })) all.push(...rows);
  const snapshot = all.pop();
  return snapshot && { dossier: currentDossier(snapshot.dossier), log: eventsOf(all) };
}

/** Version of the last event of a dossier's log, strongly consistent; 0 when there is none. */
export async function headOf({ client, name }: Table, dossierId: string): Promise<number> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':pk': keys.dossier(dossierId),
        ':first': FIRST_EVENT,
        ':last': LAST_EVENT,
      },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: 1,
    }),
  );
  return (Items[0]?.event as RecordedEvent | undefined)?.version ?? 0;
}

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { RecordedEvent } from '../../dossier/events.ts';
import type { Dossier } from '../../dossier/state.ts';
import { keys } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

type Item = Readonly<Record<string, unknown>>;

/** Rows of a dossier after an event, up to a sort key, in their order, strongly consistent. */
async function rowsAfter({ client, name }: Table, dossierId: string, version: number, last: string): Promise<Item[]> {
  const rows: Item[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': keys.dossier(dossierId),
          ':first': keys.event(dossierId, version + 1).sk,
          ':last': last,
        },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    rows.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return rows;
}

/** @throws Error when the log has a gap: a defect of the store, and nothing may be sent past it. */
function withoutGap(events: RecordedEvent[], dossierId: string, version: number): RecordedEvent[] {
  events.forEach((event, index) => {
    if (event.version !== version + 1 + index) throw new Error(`log of ${dossierId} has a gap at ${event.version}`);
  });
  return events;
}

/**
 * A dossier's log after `version`, oldest first, strongly consistent.
 * @throws Error when the log has a gap
 */
export async function readLog(table: Table, dossierId: string, version = 0): Promise<RecordedEvent[]> {
  const rows = await rowsAfter(table, dossierId, version, keys.event(dossierId, 99_999_999).sk);
  return withoutGap(
    rows.map(({ event }) => event as RecordedEvent),
    dossierId,
    version,
  );
}

/** The end of a dossier's log, and the dossier as it stood when the log ended there. */
export type Tail = { readonly dossier: Dossier; readonly log: readonly RecordedEvent[] };

/**
 * As {@link readLog}, with the snapshot, which lies behind the events, in the same request.
 * @returns undefined when there is no such dossier
 * @throws Error when the log has a gap
 */
export async function readTail(table: Table, dossierId: string, version: number): Promise<Tail | undefined> {
  const rows = await rowsAfter(table, dossierId, version, keys.snapshot(dossierId).sk);
  const snapshot = rows.pop();
  if (snapshot === undefined) return undefined;
  const events = rows.map(({ event }) => event as RecordedEvent);
  return { dossier: snapshot.dossier as Dossier, log: withoutGap(events, dossierId, version) };
}

/** Version of the last event of a dossier's log, strongly consistent; 0 when there is none. */
export async function headOf({ client, name }: Table, dossierId: string): Promise<number> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':pk': keys.dossier(dossierId),
        ':first': keys.event(dossierId, 1).sk,
        ':last': keys.event(dossierId, 99_999_999).sk,
      },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: 1,
    }),
  );
  return (Items[0]?.event as RecordedEvent | undefined)?.version ?? 0;
}

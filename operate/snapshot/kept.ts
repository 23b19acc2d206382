import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { FIRST_EVENT } from '../../shared/platform/delivery/event-log.ts';
import { type Key, keys } from '../../shared/platform/table/keys.ts';
import { readPartition } from '../../shared/platform/table/partition.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { TIMER_SHARDS } from '../../shared/record/timer-rows.ts';
import { scan } from '../scan.ts';

export type Row = Key & Readonly<Record<string, unknown>>;

/** Identifiers of all dossiers that have a log or a snapshot, each once, page by page. */
export async function* everyDossier(table: Table): AsyncGenerator<readonly string[]> {
  const values = { ':first': FIRST_EVENT, ':snapshot': keys.snapshot('').sk };
  let last: string | undefined;
  for await (const items of scan(table, 'sk = :first OR sk = :snapshot', values)) {
    const ids: string[] = [];
    // The rows of a partition are adjacent.
    for (const { pk } of items) {
      const id = String(pk).slice(keys.dossier('').length);
      if (id !== last) ids.push(id);
      last = id;
    }
    yield ids;
  }
}

export async function readRow({ client, name }: Table, { pk, sk }: Key): Promise<Row | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: { pk, sk }, ConsistentRead: true }));
  return Item as Row | undefined;
}

/** Rows of open branches in other agencies' inboxes. */
export const branchRows = (table: Table, dossierId: string): Promise<readonly Row[]> =>
  partition(table, keys.branch(dossierId, '', '').pk);

/** All timers, by dossier: a timer partition has those of many dossiers. */
export async function timerRows(table: Table): Promise<ReadonlyMap<string, readonly Row[]>> {
  const shards = Array.from({ length: TIMER_SHARDS }, (_, shard) => partition(table, keys.timer(shard, '', '', '').pk));
  return Map.groupBy((await Promise.all(shards)).flat(), ({ dossierId }) => String(dossierId));
}

const partition = async (table: Table, pk: string): Promise<readonly Row[]> =>
  (await readPartition(table, pk)) as Row[];

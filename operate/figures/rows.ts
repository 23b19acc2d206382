import { BatchWriteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Key } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { scan } from '../scan.ts';

export type Row = Key & { readonly counts: Readonly<Record<string, number>> };

/** DynamoDB accepts at most 25 rows in one batch. */
const BATCH = 25;

/** Identifiers of all dossiers, page by page. Strongly consistent. */
export async function* dossierIds(table: Table): AsyncGenerator<readonly string[]> {
  for await (const items of scan(table, 'sk = :snapshot', { ':snapshot': 'SNAPSHOT' })) {
    yield items.map(({ pk }) => String(pk).slice('DOSSIER#'.length));
  }
}

/** Every row of figures of all generations, including the list of months. */
export async function figuresRows(table: Table): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const items of scan(table, 'begins_with(pk, :figures)', { ':figures': 'FIGURES#' })) {
    for (const item of items) rows.push(rowOf(item));
  }
  return rows;
}

export async function readRow({ client, name }: Table, { pk, sk }: Key): Promise<Row> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: { pk, sk }, ConsistentRead: true }));
  return rowOf({ ...Item, pk, sk });
}

export async function drop({ client, name }: Table, rows: readonly Key[]): Promise<void> {
  let left = rows.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
  while (left.length > 0) {
    const answer = await client.send(new BatchWriteCommand({ RequestItems: { [name]: left.slice(0, BATCH) } }));
    left = [...((answer.UnprocessedItems?.[name] ?? []) as typeof left), ...left.slice(BATCH)];
  }
}

/** A counter at zero equals a missing one. */
function rowOf({ pk, sk, ...counters }: Record<string, unknown>): Row {
  const counts = Object.entries(counters as Record<string, number>).filter(([, count]) => count !== 0);
  return { pk: String(pk), sk: String(sk), counts: Object.fromEntries(counts.toSorted()) };
}

/** Generation number of a row. */
export const generationOf = ({ pk }: Key): number => Number(pk.split('#')[1]);

import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { listInbox } from '../../../functions/dossiers/lists.ts';
import { CursorError, type PageKey } from '../../../shared/platform/table/page.ts';
import type { Table } from '../../../shared/platform/table/table.ts';

/** Dossiers by agency and sort key; an index that answers as DynamoDB does, for rows of distinct sort keys. */
function inboxes(rows: readonly (readonly [agencyId: string, sort: string])[]) {
  const queries: string[] = [];
  const items = rows.map(([agencyId, sort]) => ({
    ...{ gsi1pk: `INBOX#${agencyId}`, gsi1sk: sort, pk: `DOSSIER#${sort}`, sk: 'SNAPSHOT' },
    summary: { dossierId: sort },
  }));
  const send = async ({ input }: { input: QueryCommandInput }) => {
    const { ExpressionAttributeValues = {}, ExclusiveStartKey: start, Limit = 0 } = input;
    const { ':pk': pk, ':prefix': prefix = '' } = ExpressionAttributeValues;
    if (start !== undefined && start.gsi1pk !== pk) throw new Error('The provided starting key is invalid');
    queries.push(pk);
    const found = items
      .filter(({ gsi1pk, gsi1sk }) => gsi1pk === pk && gsi1sk.startsWith(prefix) && gsi1sk > (start?.gsi1sk ?? ''))
      .toSorted((a, b) => (a.gsi1sk < b.gsi1sk ? -1 : 1));
    const Items = found.slice(0, Limit);
    const { summary: _, ...last } = Items.at(-1) ?? {};
    return { Items, ...(found.length > Limit && { LastEvaluatedKey: last }) };
  };
  return { table: { name: 'table', client: { send } } as unknown as Table, queries };
}

async function pages(table: Table, agencyIds: readonly string[], limit: number, stepId?: string): Promise<string[][]> {
  const all: string[][] = [];
  let after: PageKey | undefined;
  do {
    const page = await listInbox(table, agencyIds, stepId, { limit, after });
    all.push(page.items.map(({ dossierId }) => dossierId));
    after = page.next;
  } while (after !== undefined);
  return all;
}

const ROWS = [
  ['H50.2', 'examine#2026-11-24#b'],
  ['H50.2', 'examine#2026-11-26#d'],
  ['H50.3', 'examine#2026-11-23#a'],
  ['H50.3', 'examine#2026-11-25#c'],
  ['H50.3', 'sign#2026-11-20#e'],
  ['H50.4', 'examine#2026-11-22#x'],
] as const;

it('is one list of the agency and the closed ones it acts for, most urgent first, whatever the size of a page', async () => {
  for (const limit of [1, 2, 3, 5, 10]) {
    const found = await pages(inboxes(ROWS).table, ['H50.2', 'H50.3'], limit);
    expect(found.flat().map((sort) => sort.at(-1))).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(found.slice(0, -1).every((page) => page.length === limit)).toBe(true);
  }
});

it('keeps to a step', async () => {
  expect(await pages(inboxes(ROWS).table, ['H50.2', 'H50.3'], 10, 'sign')).toEqual([['sign#2026-11-20#e']]);
});

it('takes one query for each agency and page', async () => {
  const { table, queries } = inboxes(ROWS);
  await pages(table, ['H50.2', 'H50.3'], 10);
  expect(queries).toEqual(['INBOX#H50.2', 'INBOX#H50.3']);
});

it('refuses a place in the inbox of another agency, or of another step', async () => {
  const { table } = inboxes(ROWS);
  const place = { gsi1pk: 'INBOX#H50.4', gsi1sk: 'examine#x', pk: 'DOSSIER#x', sk: 'SNAPSHOT' };
  const own = { ...place, gsi1pk: 'INBOX#H50.2' };
  await expect(listInbox(table, ['H50.2'], undefined, { limit: 5, after: place })).rejects.toThrow(CursorError);
  await expect(listInbox(table, ['H50.2'], 'sign', { limit: 5, after: own })).rejects.toThrow(CursorError);
});

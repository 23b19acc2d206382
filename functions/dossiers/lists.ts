import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type DossierSummary, inboxIndexKey, ownerIndexKey } from '../../shared/platform/table/keys.ts';
import { CursorError, type Page, type PageKey, type Paging, startAfter } from '../../shared/platform/table/page.ts';
import type { Table } from '../../shared/platform/table/table.ts';

/** Keys of what the indexes hold: dossiers, and in inboxes also branches. */
const ROWS = { pk: '', sk: '' };

/** An owner's dossiers, newest first. @throws CursorError */
export async function listOwned(table: Table, ownerKey: string, paging: Paging): Promise<Page<DossierSummary>> {
  const { items, next } = await readIndex(table, 'gsi2', ownerIndexKey(ownerKey), undefined, false, paging);
  return { items: items.map(({ summary }) => summary), next };
}

/**
 * Open dossiers of an agency, by step and then by due moment, most urgent first: its own, and those of the closed agencies it
 * acts for. One query for each of them, at once.
 * @param agencyIds first the agency itself
 * @throws CursorError
 */
export async function listInbox(
  table: Table,
  agencyIds: readonly string[],
  stepId: string | undefined,
  { limit, after }: Paging,
): Promise<Page<DossierSummary>> {
  const partitions = agencyIds.map(inboxIndexKey);
  if (after !== undefined && !partitions.includes(after.gsi1pk ?? ''))
    throw new CursorError('not a place of this list');
  const pages = await Promise.all(
    partitions.map((gsi1pk) => {
      // Positions are comparable: the sort key of each row ends with its dossier.
      const place = { limit, after: after && { ...after, gsi1pk } };
      return readIndex(table, 'gsi1', gsi1pk, stepId && `${stepId}#`, true, place);
    }),
  );
  const rows = pages.flatMap((page) => page.items).toSorted((a, b) => (a.gsi1sk < b.gsi1sk ? -1 : 1));
  const items = rows.slice(0, limit);
  const more = rows.length > limit || pages.some((page) => page.next !== undefined);
  const last = items.at(-1);
  return {
    items: items.map(({ summary }) => summary),
    next: more && last ? { gsi1pk: last.gsi1pk, gsi1sk: last.gsi1sk, pk: last.pk, sk: last.sk } : undefined,
  };
}

/** What the indexes hold of a row. */
type IndexRow = {
  readonly summary: DossierSummary;
  readonly gsi1pk: string;
  readonly gsi1sk: string;
  readonly pk: string;
  readonly sk: string;
};

async function readIndex(
  { client, name }: Table,
  index: 'gsi1' | 'gsi2',
  partition: string,
  prefix: string | undefined,
  ascending: boolean,
  { limit, after }: Paging,
): Promise<Page<IndexRow>> {
  const answer = await client.send(
    new QueryCommand({
      TableName: name,
      IndexName: index,
      KeyConditionExpression: `${index}pk = :pk${prefix === undefined ? '' : ` AND begins_with(${index}sk, :prefix)`}`,
      ExpressionAttributeValues: { ':pk': partition, ...(prefix !== undefined && { ':prefix': prefix }) },
      ScanIndexForward: ascending,
      Limit: limit,
      ExclusiveStartKey: startAfter(after, { [`${index}pk`]: partition }, { [`${index}sk`]: prefix ?? '', ...ROWS }),
    }),
  );
  return { items: (answer.Items ?? []) as IndexRow[], next: answer.LastEvaluatedKey as PageKey | undefined };
}

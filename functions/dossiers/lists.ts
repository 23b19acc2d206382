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

/** Rows that one call looks at: one request, and less than 7 read units. */
const LOOKED_AT = 100;
/** How far a call looks back before the one before it: an index follows the table within seconds, and clocks differ. Milliseconds. */
const OVERLAP_MS = 60_000;

const lookingBack = (now: string) => new Date(Date.parse(now) - OVERLAP_MS).toISOString();

/** Changed dossiers, and where to go on; `more`: at once, as not all of the owner's dossiers were looked at. */
export type Changes = { readonly items: readonly DossierSummary[]; readonly next: PageKey; readonly more: boolean };

/**
 * An owner's dossiers that changed since a call before. Each call looks at one page of all of them, newest first, as the index
 * has no order by change; where there are more, the next call goes on with the next page. What changed in the last minute may be
 * told again: `version` says if it is known. As long as nothing changed, the place to go on from stays the same.
 * @param after where to go on; undefined: changes from now on
 * @throws CursorError
 */
export async function listChanged(
  table: Table,
  ownerKey: string,
  after: PageKey | undefined,
  now: string,
): Promise<Changes> {
  if (after === undefined) return { items: [], next: { from: lookingBack(now) }, more: false };
  const { from = '', began = now, found, ...place } = after;
  const start = Object.keys(place).length > 0 ? place : undefined;
  const paging = { limit: LOOKED_AT, after: start };
  const page = await readIndex(table, 'gsi2', ownerIndexKey(ownerKey), undefined, false, paging);
  const items = page.items.map(({ summary }) => summary).filter(({ updatedAt }) => updatedAt > from);
  const any = found !== undefined || items.length > 0;
  if (page.next !== undefined) {
    return { items, next: { from, began, ...(any && { found: 'yes' }), ...page.next }, more: true };
  }
  const since = lookingBack(began);
  return { items, next: { from: any && since > from ? since : from }, more: false };
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

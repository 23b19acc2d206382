import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type DossierSummary, inboxIndexKey, ownerIndexKey } from '../../shared/platform/table/keys.ts';
import { type Page, type PageKey, type Paging, startAfter } from '../../shared/platform/table/page.ts';
import type { Table } from '../../shared/platform/table/table.ts';

/** Keys of what the indexes hold: dossiers, and in inboxes also branches. */
const ROWS = { pk: '', sk: '' };

/** An owner's dossiers, newest first. @throws CursorError */
export function listOwned(table: Table, ownerKey: string, paging: Paging): Promise<Page<DossierSummary>> {
  return listIndex(table, 'gsi2', ownerIndexKey(ownerKey), undefined, false, paging);
}

/** Open dossiers of an agency, by step and then by due moment, most urgent first. @throws CursorError */
export function listInbox(
  table: Table,
  agencyId: string,
  stepId: string | undefined,
  paging: Paging,
): Promise<Page<DossierSummary>> {
  return listIndex(table, 'gsi1', inboxIndexKey(agencyId), stepId && `${stepId}#`, true, paging);
}

async function listIndex(
  { client, name }: Table,
  index: 'gsi1' | 'gsi2',
  partition: string,
  prefix: string | undefined,
  ascending: boolean,
  { limit, after }: Paging,
): Promise<Page<DossierSummary>> {
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
  const items = (answer.Items ?? []).map((item) => item.summary as DossierSummary);
  return { items, next: answer.LastEvaluatedKey as PageKey | undefined };
}

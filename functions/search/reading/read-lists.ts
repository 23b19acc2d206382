import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../../shared/platform/table/keys.ts';
import { type PageKey, startAfter } from '../../../shared/platform/table/page.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import type { Entry } from '../entry.ts';
import { dossierAt, type List } from '../places.ts';
import type { Range } from '../queues.ts';

/** DynamoDB reads at most so many rows in one batch. */
export const BATCH = 100;

export type Pointers = { readonly sks: readonly string[]; readonly more: boolean };

export type ReadLists = {
  /** Sort keys of a list, after one of them. @throws CursorError */
  pointers(agencyId: string, list: List, range: Range, limit: number, after?: PageKey): Promise<Pointers>;
  /** Entries of the dossiers in rows of a list, in their order; without those that are no longer there. */
  entries(sks: readonly string[]): Promise<readonly Found[]>;
  /** Number of rows in a part of a list, at most `most`. */
  size(agencyId: string, list: List, range: Range, most: number): Promise<number>;
};
export type Found = { readonly sk: string; readonly entry: Entry };

export function readLists({ client, name }: Table): ReadLists {
  const query = (agencyId: string, list: List, { from, to }: Range, limit: number) => ({
    TableName: name,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': keys.find(agencyId, list, '').pk, ':from': from, ':to': to },
    Limit: limit,
  });

  async function entriesOf(dossierIds: readonly string[]): Promise<readonly Entry[]> {
    const found: Entry[] = [];
    let left: Record<string, unknown>[] = dossierIds.map((dossierId) => keys.found(dossierId));
    while (left.length > 0) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [name]: { Keys: left.slice(0, BATCH) } } }),
      );
      found.push(...(Responses?.[name] ?? []).map(({ entry }) => entry as Entry));
      left = [...(UnprocessedKeys?.[name]?.Keys ?? []), ...left.slice(BATCH)];
    }
    return found;
  }

  return {
    async pointers(agencyId, list, range, limit, after) {
      const asked = query(agencyId, list, range, limit);
      const { pk } = keys.find(agencyId, list, '');
      // People are listed by submission, newest first; all else by urgency.
      const forward = !list.startsWith('id#') && !list.startsWith('phone#') && !list.startsWith('name#');
      const answer = await client.send(
        new QueryCommand({
          ...asked,
          ScanIndexForward: forward,
          ExclusiveStartKey: startAfter(after, { pk }, { sk: '' }),
        }),
      );
      const sks = (answer.Items ?? []).map(({ sk }) => String(sk));
      return { sks, more: answer.LastEvaluatedKey !== undefined };
    },
    async entries(sks) {
      const all = await entriesOf([...new Set(sks.map(dossierAt))]);
      const byId = new Map(all.map((entry) => [entry.dossierId, entry]));
      return sks.flatMap((sk) => {
        const entry = byId.get(dossierAt(sk));
        return entry === undefined ? [] : [{ sk, entry }];
      });
    },
    async size(agencyId, list, range, most) {
      const { Count = 0 } = await client.send(
        new QueryCommand({ ...query(agencyId, list, range, most), Select: 'COUNT' }),
      );
      return Count;
    },
  };
}

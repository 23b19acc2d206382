import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { deleteRow, putRow } from '../../shared/platform/table/write.ts';

/** Dossiers with events that a disabled endpoint missed; the cursor of each gives the position. */
export type Backlog = {
  add(endpointId: string, dossierId: string): Promise<void>;
  /** Some of them; empty when none are left. */
  page(endpointId: string): Promise<readonly string[]>;
  remove(endpointId: string, dossierId: string): Promise<void>;
};

const PAGE = 100;

export function backlog(table: Table): Backlog {
  return {
    add: (endpointId, dossierId) => putRow(table, { ...keys.backlog(endpointId, dossierId), dossierId }),
    async page(endpointId) {
      const answer = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': keys.backlog(endpointId, '').pk },
          ConsistentRead: true,
          Limit: PAGE,
        }),
      );
      return (answer.Items ?? []).map((item) => item.dossierId as string);
    },
    remove: (endpointId, dossierId) => deleteRow(table, keys.backlog(endpointId, dossierId)),
  };
}

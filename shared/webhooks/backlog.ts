import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../store/keys.ts';
import type { Table } from '../store/table.ts';

/** Dossiers of which a disabled endpoint has missed something; the cursor of each says from where. */
export type Backlog = {
  add(endpointId: string, dossierId: string): Promise<void>;
  /** Some of them; empty when nothing is left. */
  page(endpointId: string): Promise<readonly string[]>;
  remove(endpointId: string, dossierId: string): Promise<void>;
};

const PAGE = 100;

export function backlog({ client, name: TableName }: Table): Backlog {
  return {
    async add(endpointId, dossierId) {
      await client.send(new PutCommand({ TableName, Item: { ...keys.backlog(endpointId, dossierId), dossierId } }));
    },
    async page(endpointId) {
      const answer = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': keys.backlog(endpointId, '').pk },
          ConsistentRead: true,
          Limit: PAGE,
        }),
      );
      return (answer.Items ?? []).map((item) => item.dossierId as string);
    },
    async remove(endpointId, dossierId) {
      await client.send(new DeleteCommand({ TableName, Key: keys.backlog(endpointId, dossierId) }));
    },
  };
}

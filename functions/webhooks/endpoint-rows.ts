import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { type Update, updateRow } from '../../shared/platform/table/write.ts';
import { type Endpoint, endpointSchema } from './endpoint.ts';

/**
 * Updates an existing endpoint.
 * @param ours whether the stored row already has this change, made by a request whose response was lost
 * @returns its new attributes, or undefined when the condition failed
 */
export async function changeEndpoint(
  table: Table,
  { agencyId, endpointId }: Endpoint,
  update: Update,
  ours = (_: Record<string, unknown>) => false,
): Promise<Endpoint | undefined> {
  const { done, row } = await updateRow(table, keys.endpoint(agencyId, endpointId), {
    ReturnValues: 'ALL_NEW',
    ...update,
    ConditionExpression: ['attribute_exists(pk)', update.ConditionExpression].filter(Boolean).join(' AND '),
  });
  return row !== undefined && (done || ours(row)) ? endpointOf(row) : undefined;
}

/** @param agencyId default: all agencies */
export async function listEndpoints(table: Table, agencyId?: string): Promise<readonly Endpoint[]> {
  const { client, name: TableName } = table;
  const { pk, sk } = keys.endpoint(agencyId ?? '', '');
  const found: Endpoint[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: agencyId === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :agency)',
        ExpressionAttributeValues: { ':pk': pk, ...(agencyId !== undefined && { ':agency': sk }) },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    found.push(...(page.Items ?? []).map(endpointOf));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return found;
}

/** @throws ZodError for an invalid row; only this folder writes endpoints */
export function endpointOf(row: Record<string, unknown> | undefined): Endpoint {
  return endpointSchema.parse(row);
}

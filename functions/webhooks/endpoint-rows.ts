import { keys } from '../../shared/platform/table/keys.ts';
import { readPartition } from '../../shared/platform/table/partition.ts';
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
  const { pk, sk } = keys.endpoint(agencyId ?? '', '');
  return (await readPartition(table, pk, { prefix: agencyId === undefined ? undefined : sk })).map(endpointOf);
}

/** @throws ZodError for an invalid row; only this folder writes endpoints */
export function endpointOf(row: Record<string, unknown> | undefined): Endpoint {
  return endpointSchema.parse(row);
}

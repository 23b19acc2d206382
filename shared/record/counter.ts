import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { updateRow } from '../platform/table/write.ts';

/**
 * Next number of an agency's day, from 1. Atomic: never the same number twice under concurrency. A number drawn for a
 * submission that then fails stays unused; gaps are allowed, duplicates are not.
 */
export async function nextNumber(table: Table, agencyId: string, day: string): Promise<number> {
  const { row } = await updateRow(table, keys.counter(agencyId, day), {
    UpdateExpression: 'ADD lastNumber :one',
    ExpressionAttributeValues: { ':one': 1 },
    ReturnValues: 'UPDATED_NEW',
  });
  return row?.lastNumber as number;
}

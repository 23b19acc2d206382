import { keys } from '../../../shared/platform/table/keys.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { putRow } from '../../../shared/platform/table/write.ts';

/** A row that the stream brings to the relay however quiet the province is: by it the relay measures its lag. */
export const beat = (table: Table, at: string): Promise<void> => putRow(table, { ...keys.heartbeat(), at });

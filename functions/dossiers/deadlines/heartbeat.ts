import { keys } from '../../../shared/platform/table/keys.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { putRow } from '../../../shared/platform/table/write.ts';

/** Heartbeat row: the relay measures its lag by it even when no dossier changes. */
export const beat = (table: Table, at: string): Promise<void> => putRow(table, { ...keys.heartbeat(), at });

import { isOver } from '../documents/ticket.ts';
import type { Dossier } from '../dossier/state.ts';
import type { DossierDocument } from '../dossier/values.ts';
import type { Table } from '../platform/table/table.ts';
import { type DocumentRow, listDocuments } from './document-rows.ts';
import { readSnapshot } from './snapshot.ts';

/**
 * The current dossier and all files ever announced for it: two parallel requests, because files have separate partitions, for
 * functions that may access files but not dossiers (`docs/decisions/0029-rows-of-a-function.md`).
 * @returns undefined when there is no such dossier.
 */
export async function loadWithDocuments(
  table: Table,
  dossierId: string,
): Promise<{ readonly dossier: Dossier; readonly files: readonly DocumentRow[] } | undefined> {
  const [dossier, files] = await Promise.all([readSnapshot(table, dossierId), listDocuments(table, dossierId)]);
  return dossier && { dossier, files };
}

/**
 * Pending files that may still be attached: not checked yet while the bytes may still arrive, or verified and not attached
 * yet. Unused tickets and files whose attaching failed are dropped after a ticket's lifetime.
 */
export function awaitedAmong(files: readonly DocumentRow[], { documents }: Dossier, now: string): DossierDocument[] {
  const attached = new Set(documents.map(({ documentId }) => documentId));
  return files
    .filter((row) => row.state !== 'rejected' && row.removedAt === undefined)
    .filter((row) => !attached.has(row.document.documentId))
    .filter((row) => !isOver(row.state === 'pending' ? row.requestedAt : row.verdictAt, now))
    .map(({ document }) => document);
}

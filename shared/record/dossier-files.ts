import { isOver } from '../documents/ticket.ts';
import type { Dossier } from '../dossier/state.ts';
import type { DossierDocument } from '../dossier/values.ts';
import type { Table } from '../platform/table/table.ts';
import { type DocumentRow, listDocuments } from './document-rows.ts';
import { readSnapshot } from './snapshot.ts';

/**
 * A dossier as it stands and every file that was ever announced for it: two requests at the same time, because files lie in
 * partitions of their own, which those who handle them reach and dossiers do not (`docs/decisions/0029-rows-of-a-function.md`).
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
 * Files that may still become part of the dossier: not judged yet while the bytes may still come, or verified and not
 * attached yet. A ticket nobody used, and a file whose attaching failed, are given up after a ticket's time.
 */
export function awaitedAmong(files: readonly DocumentRow[], { documents }: Dossier, now: string): DossierDocument[] {
  const attached = new Set(documents.map(({ documentId }) => documentId));
  return files
    .filter((row) => row.state !== 'rejected' && row.removedAt === undefined)
    .filter((row) => !attached.has(row.document.documentId))
    .filter((row) => !isOver(row.state === 'pending' ? row.requestedAt : row.verdictAt, now))
    .map(({ document }) => document);
}

import type { Logger } from '@aws-lambda-powertools/logger';
import { objectKey } from '../../../shared/documents/object-key.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import { type Key, keys } from '../../../shared/platform/table/keys.ts';
import { readPartition } from '../../../shared/platform/table/partition.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { deleteRow } from '../../../shared/platform/table/write.ts';
import { type DocumentRow, endTicket, listDocuments } from '../../../shared/record/document-rows.ts';
import type { StoredFiles } from '../verification/stored-files.ts';

export type DraftRemoval = {
  readonly table: Table;
  readonly files: Pick<StoredFiles, 'withdraw' | 'erase'>;
  readonly logger: Logger;
  readonly clock?: () => Date;
};

/**
 * Removes what is left of a deleted draft: its files, its answers, its log, what was told of it, and last its snapshot, so that a message that
 * comes again after a crash finds what is still to be done.
 */
export function draftRemoval({ table, files, logger, clock = () => new Date() }: DraftRemoval) {
  /** A late upload on a ticket finds it ended and is removed, so its row stays as long as an upload may come. */
  async function removeFile(row: DocumentRow): Promise<void> {
    const { documentId } = row.document;
    const key = objectKey({ dossierId: row.dossierId, documentId });
    const before = await endTicket(table, row, clock().toISOString());
    // Of a message that comes again the ticket has ended already; the version is still known.
    const versionId = before.state === 'pending' ? undefined : before.versionId;
    await (versionId === undefined ? files.withdraw(key) : files.erase(key, versionId));
  }

  /** @throws PermanentError `draft-not-deleted`: nothing but a deleted draft is ever removed */
  return async (dossierId: string): Promise<void> => {
    const rows = (await readPartition(table, keys.dossier(dossierId))) as (Key & Row)[];
    const snapshot = rows.find(({ sk }) => sk === keys.snapshot(dossierId).sk);
    if (rows.length === 0) return;
    if (snapshot?.deletedAt === undefined || snapshot.dossier !== undefined) {
      throw new PermanentError('draft-not-deleted');
    }
    const documents = await listDocuments(table, dossierId);
    for (const document of documents) await removeFile(document);
    const beside = [keys.notified(dossierId, '').pk, keys.declaration(dossierId, 1).pk];
    const told = (await Promise.all(beside.map((pk) => readPartition(table, pk)))).flat() as Key[];
    for (const row of [...told, ...rows.filter((row) => row !== snapshot), snapshot]) await deleteRow(table, row);
    logger.info('draft removed', { dossierId, files: documents.length, rows: rows.length });
  };
}

type Row = { readonly deletedAt?: string; readonly dossier?: unknown };

import type { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod/mini';
import { isFormKey, objectKey, parseObjectKey } from '../../shared/documents/object-key.ts';
import type { CommandQueue } from '../../shared/messaging/command-queue.ts';
import { PermanentError } from '../../shared/messaging/permanent.ts';
import { type DocumentRow, loadDocument, recordVerdict } from '../../shared/store/document-rows.ts';
import type { Table } from '../../shared/store/table.ts';
import { examine } from './examine.ts';
import type { StoredFiles } from './stored-files.ts';

/**
 * `detail.object` of S3's `Object Created`, of the documents bucket: the rule lets nothing else through. The version is
 * absent where the bucket's events leave it out.
 */
export const objectCreatedSchema = z.object({ key: z.string(), 'version-id': z.optional(z.string()) });
export type ObjectCreated = z.infer<typeof objectCreatedSchema>;

export type Verification = {
  readonly table: Table;
  readonly files: StoredFiles;
  readonly commands: CommandQueue;
  readonly logger: Logger;
  readonly clock?: () => Date;
};

/**
 * Judges one uploaded file and acts on the verdict. The verdict is written first and once; what follows from it can be
 * done any number of times, so an event that comes again after a crash finishes what was begun.
 */
export function documentVerification({ table, files, commands, logger, clock = () => new Date() }: Verification) {
  /** @throws PermanentError `object-missing` when the file is gone before it was judged. */
  async function judge(row: DocumentRow, key: string, versionId: string | undefined): Promise<DocumentRow> {
    const file = await files.open(key, versionId);
    if (file === undefined) throw new PermanentError('object-missing');
    const reason = await examine(file, row.document);
    const version = { versionId: file.versionId };
    const verdict =
      reason === undefined
        ? ({ state: 'verified', ...version } as const)
        : ({ state: 'rejected', ...version, reason } as const);
    return recordVerdict(table, row, verdict, clock().toISOString());
  }

  async function attach({ dossierId, document: { documentId } }: DocumentRow): Promise<void> {
    await commands.send({
      commandId: `attach:${documentId}`,
      dossierId,
      from: 'document-verification',
      command: { type: 'attach-document', documentId },
    });
  }

  return async ({ key, 'version-id': versionId }: ObjectCreated): Promise<void> => {
    // The rule lets none through; this one cannot be changed by whoever edits the rule.
    if (isFormKey(key)) return;
    const place = parseObjectKey(key);
    if (place === undefined) throw new PermanentError('unknown-object');
    const announced = await loadDocument(table, place.dossierId, place.documentId);
    if (announced === undefined) throw new PermanentError('unknown-document');
    const row = announced.state === 'pending' ? await judge(announced, key, versionId) : announced;
    logger.info('document judged', {
      ...place,
      state: row.state,
      ...(row.state === 'rejected' && { reason: row.reason }),
    });
    if (row.state === 'rejected') return files.withdraw(objectKey(place));
    if (row.state !== 'verified') throw new Error('a document without a verdict');
    // A second upload on the same ticket: were it to stay, the bucket would in time forget the verified one as superseded.
    if (versionId !== undefined && versionId !== row.versionId) return files.erase(key, versionId);
    return attach(row);
  };
}

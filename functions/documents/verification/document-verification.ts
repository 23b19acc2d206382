import type { Logger } from '@aws-lambda-powertools/logger';
import { isFormKey, objectKey, parseObjectKey } from '../../../shared/documents/object-key.ts';
import type { DocumentRefusal } from '../../../shared/documents/refusals.ts';
import { correlated } from '../../../shared/platform/observability/correlation.ts';
import type { Count } from '../../../shared/platform/observability/metrics.ts';
import type { CommandQueue, QueuedCommand } from '../../../shared/platform/queues/command-queue.ts';
import type { Later } from '../../../shared/platform/queues/delayed.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { type DocumentRow, loadDocument, noteExamined, recordVerdict } from '../../../shared/record/document-rows.ts';
import { examine } from './examine.ts';
import { type MalwareScan, VALIDATION_OBJECT } from './malware/malware-scan.ts';
import { type MalwareVerdict, verdictOf } from './malware/scan-status.ts';
import { waitForScan } from './malware/wait-for-scan.ts';
import type { Happened } from './message.ts';
import type { StoredFiles } from './stored-files.ts';

export type Verification = {
  readonly table: Table;
  readonly files: StoredFiles;
  readonly commands: CommandQueue;
  /** Absent in a province without a malware scanner: our own examination alone decides. */
  readonly malware?: MalwareScan | undefined;
  readonly count: Count;
  readonly logger: Logger;
  readonly clock?: () => Date;
};

/** The row after a message was handled, and the object version that the message was about. */
type Judged = { readonly row: DocumentRow; readonly versionId: string };

/**
 * Verifies one uploaded file and applies the verdict. The verdict is written first and once; its effects are idempotent, so a
 * redelivered event after a crash completes them.
 *
 * With a scanner, a file is accepted only when both checks have found nothing, in either order. The object's creation event and
 * the scanner's event both trigger a check of the row and of the version's tag, where the results are stored.
 */
export function documentVerification(verification: Verification) {
  const { table, files, commands, malware, count, logger, clock = () => new Date() } = verification;

  async function scanned({ key, scan }: Happened, versionId: string): Promise<MalwareVerdict> {
    return malware === undefined ? 'clean' : verdictOf([scan?.status, await malware.statusOf(key, versionId)]);
  }

  async function refuse(row: DocumentRow, versionId: string, reason: DocumentRefusal): Promise<Judged> {
    const refused = await recordVerdict(table, row, { state: 'rejected', versionId, reason }, clock().toISOString());
    if (reason === 'malware') count('MalwareFound');
    return { row: refused, versionId };
  }

  /** @throws PermanentError `object-missing` when the file no longer exists before its verdict */
  async function judge(pending: DocumentRow & { state: 'pending' }, event: Happened): Promise<Judged> {
    let [row, { versionId }]: [DocumentRow, Happened] = [pending, event];
    // A file that the scanner rejected is not opened: the bucket policy denies reading it.
    let said = versionId && (await scanned(event, versionId));
    if (versionId !== undefined && typeof said === 'object') return refuse(row, versionId, said.refusal);
    if (versionId === undefined || pending.examined !== versionId) {
      const file = await files.open(event.key, versionId);
      if (file === undefined) throw new PermanentError('object-missing');
      versionId = file.versionId;
      const reason = await examine(file, row.document);
      if (reason !== undefined) return refuse(row, versionId, reason);
      if (malware !== undefined && said !== 'clean') row = await noteExamined(table, row, versionId);
      if (row.state !== 'pending') return { row, versionId };
    }
    said ||= await scanned(event, versionId);
    if (typeof said === 'object') return refuse(row, versionId, said.refusal);
    if (said === 'none') return { row, versionId };
    return { row: await recordVerdict(table, row, { state: 'verified', versionId }, clock().toISOString()), versionId };
  }

  async function attach({ dossierId, document: { documentId }, correlationId }: DocumentRow): Promise<void> {
    const command: QueuedCommand = {
      commandId: `attach:${documentId}`,
      dossierId,
      from: 'document-verification',
      command: { type: 'attach-document', documentId },
    };
    await correlated([correlationId], () => commands.send(command));
  }

  return async (event: Happened, later: Later): Promise<void> => {
    const { key, versionId, scan } = event;
    // The EventBridge rule already excludes forms; this check holds even if the rule is edited.
    if (isFormKey(key) || key === VALIDATION_OBJECT) return;
    const place = parseObjectKey(key);
    if (place === undefined) throw new PermanentError('unknown-object');
    const announced = await loadDocument(table, place.dossierId, place.documentId);
    if (announced === undefined) throw new PermanentError('unknown-document');
    const judged = announced.state === 'pending' ? await judge(announced, event) : undefined;
    const row = judged?.row ?? announced;
    const reason = row.state === 'rejected' ? { reason: row.reason } : {};
    logger.info('document judged', { ...place, state: row.state, ...(scan && { scan: scan.status }), ...reason });
    if (row.state === 'rejected') return files.withdraw(objectKey(place));
    if (row.state === 'pending') {
      if (judged === undefined || malware === undefined) throw new Error('a document without a verdict');
      // Only the message about the object's creation is retried.
      if (scan !== undefined) return count('MalwareScanMissing');
      return waitForScan({ key, versionId: judged.versionId }, later, { malware, count, logger });
    }
    // Second upload on the same ticket: if it stayed, lifecycle rules would expire the verified version as noncurrent.
    if (versionId !== undefined && versionId !== row.versionId) return files.erase(key, versionId);
    if (scan?.status === 'THREATS_FOUND') {
      // A rescan with current signatures rejected an accepted file. From now on the bucket policy denies reading it.
      count('MalwareFound');
      return logger.error('malware in a verified document', place);
    }
    return attach(row);
  };
}

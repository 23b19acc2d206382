import type { Logger } from '@aws-lambda-powertools/logger';
import type { DocumentRefusal } from '../../../shared/documents/refusals.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { readKept } from '../../../shared/partner-messages/national-portal/inbound.ts';
import { loadInbound } from '../../../shared/partner-messages/national-portal/inbound-rows.ts';
import type { InboundPaper } from '../../../shared/partner-messages/national-portal/message.ts';
import { correlationId } from '../../../shared/platform/observability/correlation.ts';
import type { Count } from '../../../shared/platform/observability/metrics.ts';
import { PartnerUnavailableError } from '../../../shared/platform/partners/outcomes.ts';
import type { CommandQueue } from '../../../shared/platform/queues/command-queue.ts';
import type { Later } from '../../../shared/platform/queues/delayed.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { nationalCodes } from '../../../shared/procedure/national.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import {
  type DocumentRow,
  loadDocument,
  noteStored,
  placeDocument,
  recordVerdict,
  type Ticket,
} from '../../../shared/record/document-rows.ts';
import { readSnapshot } from '../../../shared/record/snapshot.ts';
import { applyInbound, type InboundFiles, papersFirst, papersIn } from '../inbound-files.ts';
import type { FetchFile } from './fetch-file.ts';
import { announced, documentIdOf, refusalByRules } from './papers.ts';
import type { PutFile } from './put-file.ts';

export type InboundFilesDeps = {
  readonly table: Table;
  readonly catalogue: Pick<Catalogue, 'procedure' | 'newestProcedure'>;
  readonly fetchFile: FetchFile;
  readonly putFile: PutFile;
  readonly commands: CommandQueue;
  readonly count: Count;
  readonly logger: Logger;
  readonly clock: () => Date;
};

/** No further file is started after this; the rest follows with the next message. Milliseconds. */
const BUDGET_MS = 60_000;
const OUT_OF_TIME = 'out-of-time';
/** Slightly more than a day of a file server outage. */
const MAX_OUTAGE_ATTEMPTS = 110;
/** About an hour for the import, or for the verdicts on stored documents; both normally take seconds. */
const MAX_WAITS = 12;

/**
 * Copies the documents of one message into the documents bucket, where they are processed like every upload: verification, then
 * `attach-document`. Every step is idempotent; the document rows record the progress.
 */
export function inboundFiles(deps: InboundFilesDeps) {
  const { table, catalogue, fetchFile, putFile, commands, count, logger, clock } = deps;
  const now = () => clock().toISOString();

  async function reject(ticket: Ticket, reason: DocumentRefusal, earlier?: DocumentRow): Promise<DocumentRow> {
    const { dossierId, document } = ticket;
    const at = now();
    const row =
      earlier === undefined
        ? await placeDocument(table, { ...ticket, state: 'rejected', verdictAt: at, reason })
        : await recordVerdict(table, earlier, { state: 'rejected', reason }, at);
    count('PaperRefused');
    logger.warn('paper refused', { dossierId, documentId: document.documentId, reason });
    return row;
  }

  /** Fetches one paper and stores it. @throws PartnerUnavailableError when that did not work now. */
  async function bring(ticket: Ticket, url: string, earlier: DocumentRow | undefined): Promise<DocumentRow> {
    const file = await fetchFile(url);
    if ('refused' in file) return reject(ticket, file.refused, earlier);
    const { bytes, sha256 } = file;
    const document = { ...ticket.document, size: bytes.length, sha256 };
    // The row is written first: verification rejects files without a row.
    const row = earlier ?? (await placeDocument(table, { ...ticket, document, state: 'pending' }));
    if (row.state !== 'pending') return row;
    // The file differs from an earlier attempt that may have stored it: which one the applicant meant is unknown.
    if (row.document.sha256 !== sha256) return reject(ticket, 'checksum-mismatch', row);
    await putFile(row, bytes);
    await noteStored(table, row, now());
    return row;
  }

  /** @returns the state of documents that are not part of the dossier yet, and the reason if not all are stored */
  async function bringAll(messageId: string, papers: readonly InboundPaper[], dossier: Dossier) {
    const [procedure, newest] = await Promise.all([
      catalogue.procedure(dossier.procedureCode, dossier.procedureVersion),
      catalogue.newestProcedure(dossier.procedureCode),
    ]);
    const codes = procedure && nationalCodes(procedure, newest);
    const { dossierId } = dossier;
    const attached = new Set(dossier.documents.map((document) => document.documentId));
    const begun = clock().getTime();
    let [stored, waiting] = [0, 0];
    let missing: string | undefined;
    let retryAfter: number | undefined;
    for (const paper of papers) {
      const documentId = documentIdOf(messageId, paper);
      if (attached.has(documentId)) continue;
      const earlier = await loadDocument(table, dossierId, documentId);
      if (earlier?.state === 'rejected') continue;
      if (earlier?.state === 'verified' || earlier?.storedAt !== undefined) {
        waiting += 1;
        continue;
      }
      const document = announced(messageId, paper, codes);
      const ticket = {
        dossierId,
        document,
        requestedAt: now(),
        requestedBy: 'inbound-files',
        correlationId: correlationId(),
      };
      const refusal = refusalByRules(dossier, procedure, document);
      if (refusal !== undefined) {
        await reject(ticket, refusal, earlier);
        continue;
      }
      if (clock().getTime() - begun > BUDGET_MS) {
        missing ??= OUT_OF_TIME;
        break;
      }
      try {
        const row = await bring(ticket, paper.DuongDanTaiTepTin, earlier);
        if (row.state === 'rejected') continue;
        stored += 1;
        waiting += 1;
      } catch (error) {
        if (!(error instanceof PartnerUnavailableError)) throw error;
        missing = error.causeCode;
        retryAfter = error.retryAfter;
      }
    }
    return { stored, waiting, missing, retryAfter };
  }

  /** @throws PermanentError `cause` after the last attempt */
  async function comeBack(
    { dossierId, messageId }: InboundFiles,
    later: Later,
    cause: string,
    most: number,
    atLeast?: number,
  ) {
    if (later.attempt >= most) throw new PermanentError(cause);
    logger.info('papers not done yet', { dossierId, messageId, attempt: later.attempt, cause });
    return later.again(atLeast);
  }

  return async (message: InboundFiles, later: Later): Promise<void> => {
    const { dossierId, source, messageId } = message;
    const kept = await loadInbound(table, source, messageId);
    if (kept === undefined || kept.dossierId !== dossierId) throw new PermanentError('inbound-message-not-found');
    const said = readKept(kept);
    const dossier = await readSnapshot(table, dossierId);
    if (dossier === undefined) return comeBack(message, later, 'dossier-not-found', MAX_WAITS);
    const { stored, waiting, missing, retryAfter } = await bringAll(messageId, papersIn(said), dossier);
    logger.info('papers of a message', { dossierId, messageId, stored, waiting, missing });
    if (missing !== undefined) {
      if (missing !== OUT_OF_TIME) count('PapersPostponed');
      return stored > 0 ? later.resetRetries() : comeBack(message, later, missing, MAX_OUTAGE_ATTEMPTS, retryAfter);
    }
    if (!papersFirst(said)) return;
    // Processing continues only with the documents: the supplement waits until each is attached or rejected.
    if (waiting > 0) {
      return stored > 0 ? later.resetRetries() : comeBack(message, later, 'papers-not-judged', MAX_WAITS);
    }
    await commands.send(applyInbound(message, 'inbound-files'));
  };
}

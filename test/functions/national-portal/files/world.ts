import { createHash } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import type { FetchedFile } from '../../../../functions/national-portal/files/fetch-file.ts';
import { inboundFiles } from '../../../../functions/national-portal/files/inbound-files.ts';
import { documentIdOf } from '../../../../functions/national-portal/files/papers.ts';
import { record } from '../../../../shared/dossier/record.ts';
import { decide } from '../../../../shared/dossier/rules.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import { dossierIdOf, toCommand } from '../../../../shared/partner-messages/national-portal/inbound.ts';
import { keepInbound } from '../../../../shared/partner-messages/national-portal/inbound-rows.ts';
import { PartnerUnavailableError } from '../../../../shared/platform/partners/outcomes.ts';
import type { QueuedCommand } from '../../../../shared/platform/queues/command-queue.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { provinceCatalogue } from '../../../../shared/procedure/load-catalogue.ts';
import type { Procedure } from '../../../../shared/procedure/schema.ts';
import { type DocumentRow, loadDocument, recordVerdict } from '../../../../shared/record/document-rows.ts';
import { TableDouble } from '../../../shared/platform/delivery/table-double.ts';
import { create, supplement } from '../inbound/messages.ts';

const procedure = provinceCatalogue('quang-tri').find((p) => p.procedureCode === '2.000488') as Procedure;
const agency = { agencyId: 'H50.12', name: { vi: 'A', en: 'A' }, kind: 'reception', level: 'commune' } as const;
export const DOSSIER_ID = dossierIdOf('quang-tri', create.MaHoSo);
const NOW = '2026-06-09T01:00:00.000Z';

export const bytesOf = (text: string): FetchedFile => {
  const bytes = Buffer.from(text);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
};

export const paper = (id: string, more: object = {}) => ({ ...create.TaiLieuNop[0], TepDinhKemId: id, ...more });
export const newDossier = (...papers: object[]) => ({ ...create, TaiLieuNop: papers });
export const supplementWith = (...papers: object[]) => ({ ...supplement, TaiLieuNop: papers });

type Message = { readonly MaBanTin: string };

/** The worker on an in-memory table that evaluates the product's own expressions; bucket and file server are scripted. */
export function openWorld() {
  const double = new TableDouble();
  const queued: QueuedCommand[] = [];
  const resent: (number | 'resetRetries')[] = [];
  const lines: string[] = [];
  const counted: string[] = [];
  const bucket = new Map<string, Buffer>();
  const fetched: string[] = [];
  let now = Date.parse(NOW);
  const outside = {
    /** Response of the file server: a file, a rejection, or an error code. */
    answer: (url: string): FetchedFile | string => bytesOf(url),
    /** Crashes the sandbox at this step. */
    breaks: undefined as 'put' | 'put-after' | 'command' | undefined,
    /** Duration of one fetch, milliseconds. */
    fetchMs: 0,
  };
  const logger = new Logger({ serviceName: 'test', logLevel: 'SILENT' });
  for (const level of ['info', 'warn', 'error'] as const) {
    logger[level] = (...said: unknown[]) => void lines.push(JSON.stringify(said));
  }
  const work = inboundFiles({
    table: double.table,
    catalogue: { procedure: async () => procedure, newestProcedure: async () => procedure },
    async fetchFile(url) {
      fetched.push(url);
      now += outside.fetchMs;
      const answer = outside.answer(url);
      if (typeof answer === 'string') throw new PartnerUnavailableError('file-server', answer);
      return answer;
    },
    async putFile({ dossierId, document }, bytes) {
      const key = `${dossierId}/${document.documentId}`;
      if (outside.breaks === 'put') throw new Error('sandbox died');
      if (!bucket.has(key)) bucket.set(key, bytes);
      if (outside.breaks === 'put-after') throw new Error('sandbox died');
    },
    commands: {
      async send(command) {
        if (outside.breaks === 'command') throw new Error('sandbox died');
        queued.push(command);
      },
    },
    count: (metric) => void counted.push(metric),
    logger,
    clock: () => new Date(now),
  });

  const dossier = () => double.get(keys.snapshot(DOSSIER_ID))?.dossier as Dossier;
  function change(command: Parameters<typeof decide>[1], actor: Parameters<typeof decide>[2]['actor']): void {
    const before = double.get(keys.snapshot(DOSSIER_ID))?.dossier as Dossier | undefined;
    const draft = 'draft' in command ? command.draft : undefined;
    const applicantKey = draft && 'owner';
    const context = { now: NOW, actor, newId: 'r', procedure, agency, applicantKey, dossierCode: 'H50.12-260609-0001' };
    const decision = decide(before, command, context);
    if (!decision.ok) throw new Error(decision.rejection.code);
    const recorded = record(before, decision.events, { dossierId: DOSSIER_ID, occurredAt: NOW, actor });
    double.put({ ...keys.snapshot(DOSSIER_ID), dossier: recorded?.dossier });
  }

  return {
    double,
    queued,
    resent,
    lines,
    counted,
    bucket,
    fetched,
    outside,
    keep: (message: Message, dossierId = DOSSIER_ID) =>
      keepInbound(double.table, {
        source: 'national-portal',
        messageId: message.MaBanTin,
        dossierId,
        body: JSON.stringify(message),
        receivedAt: NOW,
        state: 'queued',
      }),
    import: () =>
      change(toCommand({ body: JSON.stringify(newDossier()) }), { kind: 'system', subject: 'national-portal-inbound' }),
    askForSupplement: () =>
      change(
        { type: 'request-supplement', items: [{ content: 'a', reason: 'b', guidance: 'c' }] },
        { kind: 'officer', subject: 'o', roles: [{ agencyId: 'H50.12', role: 'reception' }] },
      ),
    dossier,
    deliver: (message: Message, attempt = 0) =>
      work(
        { dossierId: DOSSIER_ID, source: 'national-portal', messageId: message.MaBanTin },
        {
          attempt,
          again: async () => void resent.push(attempt + 1),
          resetRetries: async () => void resent.push('resetRetries'),
        },
      ),
    row: (message: Message, id: string) =>
      loadDocument(double.table, DOSSIER_ID, documentIdOf(message.MaBanTin, paper(id) as never)),
    rows: () => [...double.rows.values()].filter(({ pk }) => pk === keys.document(DOSSIER_ID, '').pk),
    /** Simulates verification and the command queue for a stored document. */
    async judge(row: DocumentRow | undefined, reason?: 'executable'): Promise<void> {
      if (row === undefined) throw new Error('no row to judge');
      const verdict = reason ? ({ state: 'rejected', reason } as const) : ({ state: 'verified' } as const);
      await recordVerdict(double.table, row, { ...verdict, versionId: 'v1' }, NOW);
      if (reason) return;
      change({ type: 'attach-document', document: row.document }, { kind: 'system', subject: 'transitions' });
    },
  };
}

import { randomUUID } from 'node:crypto';
import { DOCUMENT_REFUSALS } from '../../../shared/documents/refusals.ts';
import { isOver } from '../../../shared/documents/ticket.ts';
import type { Actor } from '../../../shared/dossier/actor.ts';
import { originOf, refuseUpload } from '../../../shared/dossier/may-upload.ts';
import type { RejectionCode } from '../../../shared/dossier/rejections.ts';
import { mayRead, maySeeDocument, maySeeForm } from '../../../shared/dossier/rights.ts';
import type { CommandOf } from '../../../shared/dossier/rule.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { isWithin } from '../../../shared/identifiers/agency-id.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import { RejectedError } from '../../../shared/platform/http/rejected.ts';
import type { RouteReply } from '../../../shared/platform/http/request.ts';
import { correlationId } from '../../../shared/platform/observability/correlation.ts';
import { findReplay } from '../../../shared/platform/table/idempotency.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import {
  createTicket,
  type DocumentRow,
  listDocuments,
  loadDocument,
  renewTicket,
} from '../../../shared/record/document-rows.ts';
import { awaitedAmong, loadWithDocuments } from '../../../shared/record/dossier-files.ts';
import { replyTo } from '../../../shared/record/dossier-route.ts';
import type { DossierStore } from '../../../shared/record/dossier-store.ts';
import { holderOf } from '../../../shared/record/quotas.ts';
import { type RegisterLists, registerPlace } from '../../../shared/record/registers.ts';
import type { Language } from '../../../shared/text/text.ts';
import type { routes } from './routes.ts';
import { takeOut } from './take-out.ts';
import type { Tickets } from './tickets.ts';

export type Documents = {
  readonly table: Table;
  readonly store: DossierStore<CommandOf<'remove-document'>>;
  readonly procedures: Catalogue;
  readonly tickets: Tickets;
  readonly registers: RegisterLists;
  readonly clock?: () => Date;
};

/** Maximum number of tickets per dossier: enough to replace every file once, plus a margin for mistakes. */
const MAX_TICKETS = 600;

const rejected = (code: RejectionCode) => new RejectedError({ code });

/** Files of a dossier: upload and download tickets, and removal. File bytes never pass through this function. */
export function documents(deps: Documents): Handlers<typeof routes> {
  const { table, store, procedures, tickets, registers, clock = () => new Date() } = deps;

  async function readable(dossierId: string, actor: Actor): Promise<Dossier> {
    const dossier = await store.load(dossierId);
    if (dossier === undefined || !mayRead(dossier, actor)) throw rejected('dossier-not-found');
    return dossier;
  }

  async function ticketReply(row: DocumentRow, replayed: boolean): Promise<RouteReply> {
    const { documentId } = row.document;
    const usable = row.state === 'pending' && !isOver(row.requestedAt, clock().toISOString());
    const upload = usable ? await tickets.upload(row) : undefined;
    return {
      status: 201,
      body: { documentId, state: row.state, upload },
      headers: {
        Location: `/v1/dossiers/${row.dossierId}/documents/${documentId}`,
        ...(replayed && { 'Idempotency-Replayed': 'true' }),
      },
    };
  }

  /**
   * Repeated request for an earlier ticket. The lifetime is extended while the rules would still grant the ticket; otherwise
   * the URL is signed again for the remainder of the original lifetime.
   */
  async function replay(dossierId: string, documentId: string, renewedAt: string | undefined): Promise<RouteReply> {
    const row = await loadDocument(table, dossierId, documentId);
    if (row === undefined) throw rejected('document-not-found');
    const renews = renewedAt !== undefined && row.state === 'pending';
    return ticketReply(renews ? await renewTicket(table, row, renewedAt) : row, true);
  }

  return {
    requestUpload: async ({ params: { dossierId }, body, actor, idempotency }) => {
      // Taken before any read, so that a ticket is always older than an event that closes the upload period.
      const requestedAt = clock().toISOString();
      const { dossier, files = [] } = (await loadWithDocuments(table, dossierId)) ?? {};
      if (dossier === undefined || !mayRead(dossier, actor)) throw rejected('dossier-not-found');
      const procedure = await procedures.procedure(dossier.procedureCode, dossier.procedureVersion);
      if (procedure === undefined) throw rejected('unknown-procedure');
      const document = { documentId: randomUUID(), ...body, ...originOf(body, actor) };
      const ticket = { dossierId, document, requestedAt, requestedBy: actor.subject, correlationId: correlationId() };
      const spent = files.length >= MAX_TICKETS;
      // Pending files matter only when a new ticket may be granted.
      const awaited = spent ? [] : awaitedAmong(files, dossier, requestedAt);
      const refusal =
        refuseUpload(dossier, document, actor, procedure, awaited) ??
        (spent ? ({ code: 'too-many-documents' } as const) : undefined);
      // A request that is rejected now may repeat one that was granted before.
      const earlier =
        refusal === undefined
          ? await createTicket(table, ticket, idempotency, holderOf(actor))
          : await findReplay<{ documentId: string }>(table, idempotency);
      if (earlier !== undefined && 'code' in earlier) throw new RejectedError(earlier);
      if (earlier?.found === 'same') {
        return replay(dossierId, earlier.answer.documentId, refusal === undefined ? requestedAt : undefined);
      }
      if (earlier?.found === 'other') throw rejected('idempotency-key-reused');
      if (refusal !== undefined) throw new RejectedError(refusal);
      return ticketReply({ ...ticket, state: 'pending' }, false);
    },

    listDocuments: async ({ params: { dossierId }, actor, language }) => {
      const [dossier, rows] = await Promise.all([readable(dossierId, actor), listDocuments(table, dossierId)]);
      const seen = rows.filter((row) => maySeeDocument(dossier, row.document, actor));
      const items = seen.map((row) => viewOf(row, dossier, language));
      return { status: 200, body: { items: items.toSorted((a, b) => a.documentId.localeCompare(b.documentId, 'en')) } };
    },

    readDocument: async ({ params: { dossierId, documentId }, actor, language }) => {
      const [dossier, row] = await Promise.all([
        readable(dossierId, actor),
        loadDocument(table, dossierId, documentId),
      ]);
      if (row === undefined || !maySeeDocument(dossier, row.document, actor)) throw rejected('document-not-found');
      const view = viewOf(row, dossier, language);
      const download = row.state === 'verified' && view.attached ? await tickets.download(row) : undefined;
      return { status: 200, body: { ...view, download } };
    },

    readForm: async ({ params: { dossierId, documentId }, actor }) => {
      const dossier = await readable(dossierId, actor);
      const form = dossier.forms.find((issued) => issued.documentId === documentId);
      if (form === undefined || !maySeeForm(dossier, form, actor)) throw rejected('document-not-found');
      const download = await tickets.downloadForm({ dossierId, documentId });
      return { status: 200, body: { ...form, download } };
    },

    readRegister: async ({ params: { agencyId, day }, actor }) => {
      const reads =
        actor.kind === 'officer' &&
        actor.roles.some((held) => held.role !== 'handler' && isWithin(agencyId, held.agencyId));
      if (!reads) throw new HttpProblem('forbidden');
      const found = await registers.list(agencyId, day);
      const parts = found.map(async ({ part, entries, sha256, size, signed }) => {
        const download = await tickets.downloadForm(registerPlace(agencyId, day, part));
        return { part, entries, sha256, size, signed, download };
      });
      return { status: 200, body: { agencyId, day, parts: await Promise.all(parts) } };
    },

    removeDocument: async ({ params, ...call }) => {
      const { actor, idempotency, expectedVersion } = call;
      const asked = { ...params, actor, idempotency, expectedVersion };
      return replyTo(await takeOut({ table, store, procedures }, asked, clock().toISOString()));
    },
  };
}

function viewOf({ document, ...row }: DocumentRow, dossier: Dossier, language: Language) {
  return {
    ...document,
    state: row.state,
    attached: dossier.documents.some((d) => d.documentId === document.documentId),
    ...(row.state === 'rejected' && {
      refusal: { code: row.reason, message: DOCUMENT_REFUSALS[row.reason][language] },
    }),
  };
}

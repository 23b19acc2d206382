import { momentOf } from '../calendar/deadline.ts';
import { workingTime } from '../calendar/working-time.ts';
import type { Procedure } from '../procedure/schema.ts';
import { missingComponents } from '../procedure/steps.ts';
import type { Command } from './commands.ts';
import { accept, type Context, type Decision, optional, refuseMove, reject, wrongStatus } from './decision.ts';
import { refuseMoreDocuments } from './limits.ts';
import type { Rejection } from './rejections.ts';
import { scheduleAfter, WORKING_DAY } from './schedule.ts';
import { type Dossier, openRequest, type SupplementRequest } from './state.ts';
import { statusIs } from './status.ts';
import type { DossierDocument } from './values.ts';

type OnDocuments = Extract<
  Command,
  { type: 'attach-document' | 'remove-document' | 'submit' | 'supplement' | 'request-supplement' }
>;

export function decideOnDocuments(
  dossier: Dossier,
  command: OnDocuments,
  context: Context,
  procedure: Procedure,
): Decision {
  switch (command.type) {
    case 'attach-document':
      return attach(dossier, command.document, procedure);
    case 'remove-document':
      if (!statusIs(dossier.status, 'takesPapers')) return wrongStatus(dossier);
      return dossier.documents.some((d) => d.documentId === command.documentId && d.kind === 'component')
        ? accept({ type: 'document-removed', documentId: command.documentId })
        : reject('document-not-found', { fields: ['documentId'] });
    case 'submit':
      // Once only: after a supplement the dossier goes back to where it was by `supply`, under the code it has.
      return dossier.status === 'draft' ? submit(dossier, context, procedure) : wrongStatus(dossier);
    case 'supplement':
      return supplement(dossier, command.note, context, procedure);
    case 'request-supplement': {
      const refused = refuseMove(dossier, 'supplement-required');
      if (refused) return refused;
      const known = new Set(procedure.components.map((c) => c.component));
      const wrong = command.items.findIndex((i) => i.component !== undefined && !known.has(i.component));
      if (wrong !== -1) return reject('unknown-component', { fields: [`items.${wrong}.component`] });
      // The first notice has to be complete: another one needs a reason, and counts against the agency.
      if (dossier.supplementRequests.length > 0 && command.reason === undefined) {
        return reject('reason-required', { fields: ['reason'] });
      }
      const { items, reason } = command;
      return accept({
        type: 'supplement-requested',
        requestId: context.newId,
        items,
        ...optional('reason', reason),
        ...(isLate(dossier, context) && { late: true }),
      });
    }
  }
}

/**
 * Why the file may not be brought now; undefined when it may. Asked when a ticket for it is given out, and not again when
 * the file has been judged: by then the dossier may have gone on, and what was granted is not taken back.
 * @param awaited files on their way
 */
export function refuseDocument(
  dossier: Dossier,
  document: DossierDocument,
  procedure: Procedure,
  awaited: readonly DossierDocument[] = [],
): Rejection | undefined {
  const { kind } = document;
  const takes = statusIs(dossier.status, kind === 'component' ? 'takesPapers' : 'takesResults');
  // A dossier imported from the national portal gets its papers after it is submitted: they are fetched one by one.
  const imported = dossier.nationalCode !== undefined && dossier.status === 'submitted';
  if (!takes && !(imported && kind === 'component')) {
    return { code: 'wrong-status', details: { status: dossier.status } };
  }
  return refuseForGood(dossier, document, procedure, awaited);
}

/** What no status changes. */
function refuseForGood(
  dossier: Dossier,
  document: DossierDocument,
  procedure: Procedure,
  awaited: readonly DossierDocument[],
): Rejection | undefined {
  const { kind, component } = document;
  if (kind === 'component' && !procedure.components.some((c) => c.component === component)) {
    return { code: 'unknown-component', fields: ['component'] };
  }
  return refuseMoreDocuments(dossier, document, awaited);
}

/** Whatever the status: the rules were asked when the ticket was given out, see {@link refuseDocument}. */
function attach(dossier: Dossier, document: DossierDocument, procedure: Procedure): Decision {
  if (dossier.documents.some((d) => d.documentId === document.documentId)) return accept();
  const rejection = refuseForGood(dossier, document, procedure, []);
  return rejection === undefined ? accept({ type: 'document-attached', document }) : { ok: false, rejection };
}

function submit(dossier: Dossier, context: Context, procedure: Procedure): Decision {
  // At the counter paper is handed over and checked by the officer; only an online dossier must hold every file.
  const missing = dossier.channel === 'online' ? missingComponents(procedure, attached(dossier)) : [];
  if (missing.length > 0) {
    return reject('missing-components', { fields: ['documents'], details: { components: missing } });
  }
  return accept({ type: 'submitted', dossierCode: context.dossierCode ?? '' });
}

/** Decree 61/2018/NĐ-CP, carried over: papers go back for a supplement within three working days of reception. */
function isLate({ receivingAgency, submittedAt }: Dossier, { calendar, now }: Context): boolean {
  if (calendar === undefined || submittedAt === undefined || submittedAt > now) return false;
  const waited = workingTime(calendar, receivingAgency).between(momentOf(submittedAt), momentOf(now));
  return waited > 3 * WORKING_DAY;
}

function supplement(dossier: Dossier, note: string | undefined, context: Context, procedure: Procedure): Decision {
  const { calendar, now } = context;
  // Nothing else is answered by papers: not a payment, a stop or a withdrawal, and a draft is submitted.
  if (dossier.status !== 'supplement-required') return wrongStatus(dossier);
  const missing = dossier.channel === 'online' ? missingComponents(procedure, attached(dossier)) : [];
  if (missing.length > 0 && dossier.nationalCode === undefined) {
    return reject('missing-components', { fields: ['documents'], details: { components: missing } });
  }
  const open = openRequest(dossier);
  const owed = open === undefined ? [] : unanswered(dossier, open, context);
  if (owed.length > 0) return reject('supplement-missing', { fields: owed.map((index) => `items.${index}`) });
  if (dossier.pausedAt !== undefined && calendar === undefined) return reject('no-calendar');
  return accept({
    type: 'supplemented',
    requestId: open?.requestId ?? '',
    ...optional('note', note),
    ...(calendar && scheduleAfter(dossier, calendar, now, 'supplemented', procedure)),
  });
}

/**
 * Places of the items for whose component nothing has come since they were asked for. At the counter the officer has
 * the paper in hand, and what the national portal says was supplied there is not ours to refuse.
 */
function unanswered(
  dossier: Dossier,
  { items, requestedVersion = 0 }: SupplementRequest,
  { actor }: Context,
): number[] {
  if (dossier.channel !== 'online' || actor.kind === 'system') return [];
  const fresh = dossier.documents.filter((d) => d.kind === 'component' && (d.attachedVersion ?? 0) > requestedVersion);
  const brought = new Set(fresh.map((d) => d.component));
  return items.flatMap(({ component }, index) => (component === undefined || brought.has(component) ? [] : [index]));
}

const attached = (dossier: Dossier) => dossier.documents.filter((d) => d.kind === 'component').map((d) => d.component);

import type { Procedure } from '../procedure/schema.ts';
import { missingComponents } from '../procedure/steps.ts';
import { refuseIncomplete } from './decide-declaration.ts';
import { declares, handOver } from './decide-handed-over.ts';
import { accept, type Decision, optional, type Refusal, reject, wrongStatus } from './decision.ts';
import { componentsOnFile, filedNow } from './declaration-state.ts';
import type { HandedOver } from './handed-over.ts';
import { toSuccessors } from './jurisdiction.ts';
import { refuseMoreDocuments } from './limits.ts';
import { receptionDue } from './reception-deadline.ts';
import { WHENEVER } from './refuse-now.ts';
import type { Rejection } from './rejections.ts';
import { onlySystem, ownerOrReception } from './rights.ts';
import { ANYWHERE, CALENDAR, type CommandOf, type Given, HERE, NOTHING, rule } from './rule.ts';
import { scheduleAfter } from './schedule.ts';
import { type Dossier, openRequest, type SupplementRequest } from './state.ts';
import { statusIs } from './status.ts';
import type { DossierDocument } from './values.ts';

export const DOCUMENT_RULES = {
  'attach-document': rule<'attach-document'>()({
    needs: NOTHING,
    may: onlySystem,
    refuseNow: WHENEVER,
    ...ANYWHERE,
    decide: (dossier, { document }, _, procedure) => attach(dossier, document, procedure),
  }),
  'remove-document': rule<'remove-document'>()({
    needs: NOTHING,
    may: ownerOrReception,
    refuseNow: (dossier, given) => (removable(dossier, given).length > 0 ? undefined : refuseRemoving(dossier)),
    ...ANYWHERE,
    decide: (dossier, { documentId }, given) =>
      removable(dossier, given).some((document) => document.documentId === documentId)
        ? accept({ type: 'document-removed', documentId })
        : refuseRemoving(dossier),
  }),
  submit: rule<'submit'>()({
    needs: (_, { receivingAgency, competentAgency }) => ({
      ...{ dossierCode: receivingAgency, calendar: true, successions: true },
      ...{ agency: receivingAgency, competent: competentAgency },
    }),
    may: ownerOrReception,
    refuseNow: refuseSubmitting,
    ...ANYWHERE,
    awaits: 'component',
    decide: submit,
  }),
  supplement: rule<'supplement'>()({
    needs: CALENDAR,
    may: ownerOrReception,
    refuseNow: refuseSupplementing,
    ...HERE,
    awaits: 'component',
    decide: supplement,
  }),
};

/**
 * Why the file may not be added now; undefined when it may. Checked when its ticket is issued, and not again after the file
 * check: the dossier may have changed by then, and an issued ticket stays valid.
 * @param awaited pending files
 */
export function refuseDocument(
  dossier: Dossier,
  document: DossierDocument,
  procedure: Procedure,
  awaited: readonly DossierDocument[] = [],
): Rejection | undefined {
  const { kind } = document;
  const takes = takesFile(dossier, document);
  // Documents of a dossier imported from the national portal are fetched one by one after submission.
  const imported = dossier.nationalCode !== undefined && dossier.status === 'submitted';
  if (!takes && !(imported && kind === 'component')) {
    return { code: 'wrong-status', details: { status: dossier.status } };
  }
  return refuseForGood(dossier, document, procedure, awaited);
}

/** Officers scan papers after submission too; applicants add files only while the dossier is theirs to change. */
function takesFile({ status }: Dossier, { kind, origin = 'filed' }: DossierDocument): boolean {
  if (kind === 'result') return statusIs(status, 'takesResults');
  return statusIs(status, origin === 'filed' ? 'takesPapers' : 'takesScans');
}

/** Rules independent of the status. */
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

/** Accepted in any status: the rules were checked when the ticket was issued, see {@link refuseDocument}. */
function attach(dossier: Dossier, document: DossierDocument, procedure: Procedure): Decision {
  if (dossier.documents.some((d) => d.documentId === document.documentId)) return accept();
  const rejection = refuseForGood(dossier, document, procedure, []);
  return rejection === undefined ? accept({ type: 'document-attached', document }) : { ok: false, rejection };
}

/** Files that the actor may take out now. What an officer made they may take back, such as the scan of another person's paper. */
export const removable = (dossier: Dossier, { actor }: Given): readonly DossierDocument[] =>
  dossier.documents.filter(
    (document) =>
      document.kind === 'component' &&
      (statusIs(dossier.status, 'takesPapers') || (actor.kind !== 'citizen' && takesFile(dossier, document))),
  );

const refuseRemoving = (dossier: Dossier): Refusal =>
  statusIs(dossier.status, 'takesPapers')
    ? reject('document-not-found', { fields: ['documentId'] })
    : wrongStatus(dossier);

/** Required components without a file: only an online dossier must have every one, as reception checks papers itself. */
export const componentsMissing = (dossier: Dossier, procedure: Procedure): readonly string[] =>
  dossier.channel === 'online' ? missingComponents(procedure, componentsOnFile(dossier)) : [];

const refuseMissing = (components: readonly string[]): Refusal | undefined =>
  components.length > 0 ? reject('missing-components', { fields: ['documents'], details: { components } }) : undefined;

/** Submission happens once. After a supplement the dossier returns by `supplement`, with the same code. */
function refuseSubmitting(dossier: Dossier, _: Given, procedure: Procedure): Refusal | undefined {
  if (dossier.status !== 'draft') return wrongStatus(dossier);
  return refuseIncomplete(dossier) ?? refuseMissing(componentsMissing(dossier, procedure));
}

function submit(
  dossier: Dossier,
  _: CommandOf<'submit'>,
  given: Given<'dossierCode' | 'calendar' | 'agency' | 'competent' | 'successions'>,
  procedure: Procedure,
): Decision {
  const { dossierCode = '', calendar, now } = given;
  const due = receptionDue(dossier.receivingAgency, calendar, now, procedure);
  // An agency may have been closed since the draft was opened.
  const declaration = optional('declaration', filedNow(dossier));
  return accept({ type: 'submitted', dossierCode, ...declaration, ...due }, ...toSuccessors(given));
}

function refuseSupplementing(dossier: Dossier, given: Given<'calendar'>, procedure: Procedure): Refusal | undefined {
  // Documents answer nothing else: not a payment, a stop or a withdrawal; a draft is submitted instead.
  if (dossier.status !== 'supplement-required') return wrongStatus(dossier);
  // Supplements made at the national portal cannot be refused here.
  const incomplete =
    dossier.nationalCode === undefined
      ? (refuseIncomplete(dossier) ?? refuseMissing(componentsMissing(dossier, procedure)))
      : undefined;
  if (incomplete) return incomplete;
  // Reception may still declare papers that answer the request.
  const owed = declares(given.actor) ? undefined : refuseUnanswered(dossier, undefined, given);
  if (owed) return owed;
  return dossier.pausedAt !== undefined && given.calendar === undefined ? reject('no-calendar') : undefined;
}

function refuseUnanswered(dossier: Dossier, declared: HandedOver | undefined, given: Given): Refusal | undefined {
  const open = openRequest(dossier);
  const owed = open === undefined ? [] : unanswered(dossier, open, declared, given);
  return owed.length > 0 ? reject('supplement-missing', { fields: owed.map((index) => `items.${index}`) }) : undefined;
}

function supplement(
  dossier: Dossier,
  { note, handedOver: declared }: CommandOf<'supplement'>,
  given: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  const { calendar, now, actor } = given;
  const open = openRequest(dossier);
  const supplements = open ?? { requestedAt: '', requestedVersion: dossier.version };
  const handed = handOver({ dossier, declared, by: { actor, now }, procedure, supplements });
  if (!handed.ok) return handed;
  const owed = refuseUnanswered(dossier, declared, given);
  if (owed) return owed;
  return accept({
    type: 'supplemented',
    requestId: open?.requestId ?? '',
    ...optional('note', note),
    ...optional('declaration', filedNow(dossier)),
    handedOver: handed.handedOver,
    ...(calendar && scheduleAfter(dossier, calendar, now, 'supplemented', procedure)),
    ...(dossier.acceptedAt === undefined && receptionDue(dossier.receivingAgency, calendar, now, procedure)),
  });
}

/**
 * Indexes of the requested items for whose component nothing has come since the request: neither a file nor a paper that
 * reception declares. Supplements made at the national portal cannot be rejected here.
 */
function unanswered(
  dossier: Dossier,
  { items, requestedVersion = 0 }: SupplementRequest,
  declared: HandedOver | undefined,
  { actor }: Given,
): number[] {
  if (actor.kind === 'system') return [];
  const fresh = dossier.documents.filter((d) => d.kind === 'component' && (d.attachedVersion ?? 0) > requestedVersion);
  const again = dossier.declaration?.draft;
  const brought = new Set(
    [...fresh, ...(declared?.papers ?? []), ...(again ? [again] : [])].map((one) => one.component),
  );
  return items.flatMap(({ component }, index) => (component === undefined || brought.has(component) ? [] : [index]));
}

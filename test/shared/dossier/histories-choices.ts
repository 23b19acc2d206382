import type { AllowedAction, PersonAct } from '../../../functions/dossiers/allowed/allowed-actions.ts';
import type { Choices } from '../../../functions/dossiers/allowed/choices.ts';
import type { Actor } from '../../../shared/dossier/actor.ts';
import type { Command } from '../../../shared/dossier/commands.ts';
import { type Dossier, openRequest } from '../../../shared/dossier/state.ts';
import type { FeeChoices } from '../../../shared/procedure/fee.ts';
import { PARENT } from './samples.ts';
import { at, VERIFICATION } from './world.ts';

type From = { readonly dossier: Dossier; readonly actor: Actor; readonly choices: Choices; readonly minute: number };
type Build = (from: From) => readonly Command[];

const reason = 'Có lý do';
/** More than any history pays. */
const assessment: FeeChoices = { fees: [{ code: 'fee' }, { code: 'copy', copies: 77 }] };

function handedOver({ dossier, actor }: From) {
  if (dossier.channel === 'online' || actor.kind === 'citizen' || dossier.acceptedAt !== undefined) return {};
  const papers = [{ component: 'request', original: 1 }];
  const record = { recordNumber: 'BB7', signedAt: dossier.updatedAt, carrier: 'vnpost' };
  return { handedOver: { papers, sets: 1, ...(dossier.channel === 'postal' && { record }) } };
}

/** What answers each open item, as reception declares it. */
function supplied({ dossier, actor }: From) {
  if (actor.kind === 'citizen') return {};
  const asked = new Set(openRequest(dossier)?.items.flatMap(({ component }) => component ?? []));
  return { handedOver: { papers: [...asked].map((component) => ({ component, original: 1 })), sets: 1 } };
}

/** Commands for each act, from what its choices offer and from nothing else but typed text. */
const BUILD: Readonly<Record<PersonAct, Build>> = {
  ...{ 'change-contact': none, 'attach-document': none, 'record-payment': none, 'fire-timer': none },
  ...{ 'record-shipment-event': none, 'record-form': none, suspend: none, 'lift-suspension': none },
  ...{ pay: none, 'add-document': none },
  'change-draft': ({ dossier: { applicant, filer } }) => [
    {
      type: 'change-draft',
      change: { applicant, ...(filer && { filer }), resultDelivery: { method: 'counter' }, language: 'vi' },
    },
  ],
  'delete-draft': () => [{ type: 'delete-draft' }],
  declare: () => [{ type: 'declare', answers: { name: 'Trần Thị Mẫu' } }],
  submit: () => [{ type: 'submit' }],
  supplement: (from) => [{ type: 'supplement', ...supplied(from) }],
  'remove-document': ({ choices }) =>
    (choices.documents ?? []).map(({ documentId }) => ({ type: 'remove-document', documentId })),
  'request-withdrawal': () => [{ type: 'request-withdrawal', reason }],
  'request-correction': ({ dossier }) => [
    { type: 'request-correction', applicant: { ...dossier.applicant, address: 'Thôn 77' }, reason },
  ],
  'change-filer': () => [{ type: 'change-filer', filer: { ...PARENT, noticesTo: 'applicant' } }],
  accept: (from) => [{ type: 'accept', ...handedOver(from) }],
  reject: () => [{ type: 'reject', legalGround: 'Điều 17', reason }],
  transfer: ({ choices }) => (choices.agencies ?? []).map(({ agencyId }) => ({ type: 'transfer', agencyId, reason })),
  'move-to-successor': ({ choices }) =>
    (choices.agencies ?? []).map(({ agencyId }) => ({ type: 'move-to-successor', agencyId })),
  'request-supplement': ({ choices, minute }) => [
    {
      type: 'request-supplement',
      items: (choices.components ?? []).map(({ component }) => ({
        ...{ component, content: 'Thiếu', reason: 'Mờ', guidance: 'Chụp lại' },
      })),
      ...(choices.required?.includes('reason') && { reason }),
      ...(choices.required?.includes('approval') && { approval: { approver: 'head', approvedAt: at(minute) } }),
    },
  ],
  'assess-fees': () => [{ type: 'assess-fees', assessment }],
  'request-payment': (from) => [
    {
      type: 'request-payment',
      ...(from.choices.required?.includes('assessment') && { assessment }),
      ...handedOver(from),
    },
  ],
  'cancel-payment': ({ choices: { obligation } }) =>
    obligation === undefined ? [] : [{ type: 'cancel-payment', obligationId: obligation.obligationId, reason }],
  'record-counter-payment': ({ choices: { obligation } }) =>
    obligation === undefined ? [] : [{ type: 'record-counter-payment', ...obligation, receiptNumber: 'BL-777' }],
  'correct-receipt-number': ({ choices }) =>
    (choices.receipts ?? []).map(({ obligationId }) => ({
      ...{ type: 'correct-receipt-number', obligationId, receiptNumber: 'BL-778', reason },
    })),
  'approve-refund': ({ choices }) => (choices.refunds ?? []).map((refund) => ({ type: 'approve-refund', ...refund })),
  'refuse-refund': ({ choices }) =>
    (choices.refunds ?? []).map(({ refundId }) => ({
      type: 'refuse-refund',
      refundId,
      legalGround: 'Điều 17',
      reason,
    })),
  'record-refund': ({ choices, minute }) =>
    (choices.refunds ?? []).map((refund) => ({
      ...{ type: 'record-refund', ...refund, method: 'cash', reference: 'PC-777' },
      paidOn: new Date(Date.parse(at(minute)) + 7 * 3_600_000).toISOString().slice(0, 10),
    })),
  'reopen-refund': ({ choices }) =>
    (choices.refunds ?? []).map(({ refundId }) => ({ type: 'reopen-refund', refundId, reason })),
  forward: ({ choices }) =>
    (choices.steps ?? []).flatMap(({ stepId, agencies, outcomes }) =>
      agencies.flatMap(({ agencyId }) =>
        (outcomes ?? [undefined]).map(
          (one): Command => ({ type: 'forward', stepId, agencyId, ...(one && { outcome: one.outcome }) }),
        ),
      ),
    ),
  'send-back': ({ choices }) => (choices.steps ?? []).map(({ stepId }) => ({ type: 'send-back', stepId, reason })),
  assign: ({ choices }) => (choices.officers ?? []).map(({ officer }) => ({ type: 'assign', officer, reason })),
  'open-branch': ({ choices }) =>
    (choices.branches ?? []).flatMap(({ branchId, agencies }) =>
      agencies.map(({ agencyId }): Command => ({ type: 'open-branch', branchId, agencyId })),
    ),
  'ask-opinion': ({ choices }) => [
    {
      type: 'ask-opinion',
      agencyId: choices.anyAgencyBut === 'H50.20' ? 'H50.30' : 'H50.20',
      question: 'Đồng ý?',
      workingHours: 8,
    },
  ],
  'finish-branch': ({ choices }) =>
    (choices.branches ?? []).flatMap(({ branchId }) =>
      (choices.results ?? []).map((result): Command => ({ type: 'finish-branch', branchId, result })),
    ),
  'cancel-branch': ({ choices }) =>
    (choices.branches ?? []).map(({ branchId }) => ({ type: 'cancel-branch', branchId, reason })),
  'record-verification': () => [VERIFICATION],
  reappoint: ({ choices }) => [{ type: 'reappoint', workingHours: choices.mostHours ?? 1, reason }],
  'recalculate-appointment': () => [{ type: 'recalculate-appointment', reason }],
  'send-reminder': () => [{ type: 'send-reminder', message: 'Sớm' }],
  'add-note': () => [{ type: 'add-note', note: 'Chờ' }],
  'report-status': ({ choices, minute }) =>
    (choices.statuses ?? []).map(({ status }) => ({
      ...{ type: 'report-status', toStatus: status as 'accepted', occurredAt: at(minute) },
    })),
  complete: ({ choices }) =>
    (choices.outcomes ?? []).map((outcome) => ({
      ...{ type: 'complete', outcome },
      ...(outcome === 'denied' && { denial: { legalGround: 'Điều 17', reason } }),
    })),
  'return-result': () => [{ type: 'return-result', method: 'counter' }],
  'decide-withdrawal': () => [{ type: 'decide-withdrawal', granted: true }],
  stop: () => [{ type: 'stop', ground: 'Chờ tòa án' }],
  close: ({ choices }) =>
    (choices.grounds ?? []).map(({ ground, legalGround, otherDossier }) => ({
      ...{ type: 'close', ground },
      ...(legalGround && { legalGround: 'Điều 17' }),
      ...(otherDossier && { otherDossierCode: 'H50.1-261119-0007' }),
    })),
  resume: () => [{ type: 'resume' }],
  'correct-particulars': ({ choices }) => [
    {
      type: 'correct-particulars',
      ...(choices.requestId && { requestId: choices.requestId }),
      resultDelivery: { method: 'counter' },
      reason,
    },
  ],
  'refuse-correction': ({ choices: { requestId } }) =>
    requestId === undefined ? [] : [{ type: 'refuse-correction', requestId, reason }],
  'confirm-identity': ({ choices, dossier }) =>
    (choices.persons ?? []).map((person) => {
      const { name = '', identity } = dossier[person] ?? {};
      const number = identity?.number;
      return { type: 'confirm-identity', person, name, ...(number !== undefined && { number }) };
    }),
  correct: ({ choices }) =>
    (choices.statuses ?? []).map(({ status }) => ({ type: 'correct', toStatus: status as 'accepted', reason })),
};

function none(): readonly Command[] {
  return [];
}

/** Commands for an offered act, each made of one choice. */
export const chosen = (act: AllowedAction, dossier: Dossier, actor: Actor, minute: number): readonly Command[] =>
  BUILD[act.type]({ dossier, actor, minute, choices: (act.allowed ? act.choices : undefined) ?? {} });

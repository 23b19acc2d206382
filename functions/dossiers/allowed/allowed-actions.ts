import { counterPayments } from '../../../shared/dossier/decide-receipt-number.ts';
import { refundsIn, reopenableRefunds } from '../../../shared/dossier/decide-refunds.ts';
import { type Context, type Refusal, reject, wrongStatus } from '../../../shared/dossier/decision.ts';
import { refusePaying } from '../../../shared/dossier/paying.ts';
import { type PeopleCommand, refusedNow } from '../../../shared/dossier/people-rules.ts';
import { REJECTIONS, type RejectionCode } from '../../../shared/dossier/rejections.ts';
import { mayRead } from '../../../shared/dossier/rights.ts';
import type { DossierCommandType } from '../../../shared/dossier/rule-book.ts';
import { currentAgency, type Dossier } from '../../../shared/dossier/state.ts';
import { isFinal } from '../../../shared/dossier/status.ts';
import { successionsOf } from '../../../shared/dossier/successions.ts';
import type { Language } from '../../../shared/text/text.ts';
import {
  type At,
  agenciesToSucceed,
  branchesFor,
  branchesOpen,
  type Choices,
  componentsOf,
  correctionOf,
  documentsOf,
  feesOf,
  groundsOf,
  hoursOf,
  kindsOf,
  myBranches,
  nextStepsOf,
  obligationOf,
  outcomesOf,
  paymentOf,
  personsOf,
  receptionsFor,
  refundsOf,
  requestOf,
  statusesOf,
  stepsBefore,
} from './choices.ts';
import { officersFor } from './officers.ts';

/** Who has a way to give the command: by a route of the API, or only by the province's own components. */
type By = readonly ('citizen' | 'officer' | 'partner')[] | 'system';
const OWNERS = ['citizen', 'officer'] as const;
const DESKS = ['officer', 'partner'] as const;

/** Acts of people that are no command, because they change another row than the dossier's: a payment attempt, a file's ticket. */
type OtherAct = 'pay' | 'add-document';
export type PersonAct = DossierCommandType | OtherAct;

type Row = {
  readonly by: By;
  /** What there is to choose from now. A refusal: nothing, and no input can have another. */
  readonly choices: (at: At) => Choices | Refusal;
};

const typed = () => ({});
const requiring =
  (...required: string[]) =>
  () => ({ required });
const none = (code: RejectionCode, found: readonly unknown[], choices: Choices) =>
  found.length > 0 ? choices : reject(code);

/** Every command with who can give it and what they choose from. Whether they may, and when, is in its rule. */
const ACTS = {
  ...{ 'change-contact': system(), 'attach-document': system(), 'record-payment': system(), 'fire-timer': system() },
  ...{ 'record-shipment-event': system(), 'record-form': system(), suspend: system(), 'lift-suspension': system() },
  'change-draft': { by: OWNERS, choices: typed },
  'delete-draft': { by: OWNERS, choices: typed },
  declare: { by: OWNERS, choices: typed },
  submit: { by: OWNERS, choices: typed },
  supplement: { by: OWNERS, choices: componentsOf },
  'remove-document': { by: OWNERS, choices: documentsOf },
  'request-withdrawal': { by: OWNERS, choices: typed },
  'request-correction': { by: ['citizen'], choices: typed },
  'change-filer': { by: ['citizen'], choices: typed },
  pay: { by: ['citizen'], choices: (at) => refusePaying(at.dossier) ?? obligationOf(at) },
  'add-document': {
    by: ['citizen', 'officer', 'partner'],
    choices: (at) => {
      const kinds = kindsOf(at);
      return kinds.length > 0 ? { ...componentsOf(at), kinds } : wrongStatus(at.dossier);
    },
  },
  accept: {
    by: DESKS,
    choices: (at) => ({
      ...feesOf(at),
      ...componentsOf(at),
      ...(at.dossier.channel !== 'online' && { required: ['handedOver'] }),
    }),
  },
  reject: { by: DESKS, choices: typed },
  transfer: {
    by: DESKS,
    choices: (at) => none('not-competent', receptionsFor(at), { agencies: receptionsFor(at) }),
  },
  'move-to-successor': {
    by: DESKS,
    choices: (at) =>
      at.dossier.status === 'draft' || isFinal(at.dossier.status)
        ? wrongStatus(at.dossier)
        : none('agency-not-closed', agenciesToSucceed(at), { agencies: agenciesToSucceed(at) }),
  },
  'request-supplement': { by: DESKS, choices: requestOf },
  'assess-fees': { by: DESKS, choices: feesOf },
  'request-payment': {
    by: DESKS,
    choices: paymentOf,
  },
  'cancel-payment': { by: DESKS, choices: obligationOf },
  'record-counter-payment': { by: DESKS, choices: obligationOf },
  'correct-receipt-number': {
    by: DESKS,
    choices: ({ dossier }) => ({
      receipts: counterPayments(dossier).map(({ obligationId, transactionId }) => ({
        obligationId,
        receiptNumber: transactionId,
      })),
    }),
  },
  'approve-refund': { by: DESKS, choices: refundsOf((dossier) => refundsIn(dossier, 'open')) },
  'refuse-refund': { by: DESKS, choices: refundsOf((dossier) => refundsIn(dossier, 'open')) },
  'record-refund': { by: DESKS, choices: refundsOf((dossier) => refundsIn(dossier, 'approved')) },
  'reopen-refund': { by: DESKS, choices: refundsOf(reopenableRefunds) },
  forward: { by: DESKS, choices: nextStepsOf },
  'send-back': { by: DESKS, choices: stepsBefore },
  assign: { by: DESKS, choices: officersFor },
  'open-branch': { by: DESKS, choices: branchesFor },
  'ask-opinion': { by: DESKS, choices: ({ dossier }) => ({ anyAgencyBut: currentAgency(dossier) }) },
  'finish-branch': { by: DESKS, choices: myBranches },
  'cancel-branch': { by: DESKS, choices: (at) => ({ branches: branchesOpen(at, false) }) },
  'record-verification': { by: DESKS, choices: typed },
  reappoint: { by: DESKS, choices: hoursOf },
  'recalculate-appointment': { by: DESKS, choices: typed },
  'send-reminder': { by: DESKS, choices: typed },
  'add-note': { by: DESKS, choices: typed },
  'report-status': { by: ['partner'], choices: (at) => statusesOf(at, 'reported') },
  complete: { by: DESKS, choices: outcomesOf },
  'return-result': { by: DESKS, choices: typed },
  'decide-withdrawal': { by: DESKS, choices: typed },
  stop: { by: DESKS, choices: typed },
  close: { by: DESKS, choices: groundsOf },
  resume: { by: DESKS, choices: typed },
  'correct-particulars': { by: DESKS, choices: correctionOf },
  'refuse-correction': { by: DESKS, choices: correctionOf },
  'confirm-identity': {
    by: DESKS,
    choices: (at) => none('no-change', personsOf(at), { persons: personsOf(at), ...requiring('number')() }),
  },
  correct: { by: DESKS, choices: (at) => statusesOf(at, 'corrected') },
} satisfies Record<PersonAct, Row>;

function system(): Row {
  return { by: 'system', choices: typed };
}

export const ACT_NAMES = Object.keys(ACTS) as [PersonAct, ...PersonAct[]];

/** One act, whether the caller may do it now, and with what choices or why not. */
export type AllowedAction =
  | { readonly type: PersonAct; readonly allowed: true; readonly choices?: Choices }
  | {
      readonly type: PersonAct;
      readonly allowed: false;
      readonly because: { readonly code: RejectionCode; readonly message: string };
    };

const OTHER_ACTS: Readonly<Record<OtherAct, true>> = { pay: true, 'add-document': true };
const isCommand = (type: PersonAct): type is PeopleCommand => !(type in OTHER_ACTS);

/**
 * What the caller may do with the dossier now, read off the rules that decide: an act that is listed as allowed is refused at most
 * for its input, one that is not allowed is refused with any. Acts that the caller has no way to do are not listed.
 * @param context as a decision has it, without what a command names
 */
export function allowedActions(
  dossier: Dossier,
  context: Context,
  about: Pick<At, 'agencies' | 'officers' | 'language'>,
) {
  const { actor, procedure } = context;
  if (procedure === undefined || !mayRead(dossier, actor)) return [];
  const successions = successionsOf(about.agencies);
  const at: At = { dossier, procedure, given: { ...context, successions }, ...about };
  return ACT_NAMES.filter((type) => canGive(ACTS[type].by, actor.kind)).map((type): AllowedAction => {
    const refused = isCommand(type) ? refusedNow(dossier, type, context, procedure) : undefined;
    const choices = refused ?? ACTS[type].choices(at);
    if (isRefusal(choices)) return { type, allowed: false, because: reasonOf(choices, about.language) };
    return { type, allowed: true, ...(Object.keys(choices).length > 0 && { choices }) };
  });
}

const isRefusal = (found: Choices | Refusal): found is Refusal => 'rejection' in found;

const canGive = (by: By, kind: Context['actor']['kind']) => by !== 'system' && kind !== 'system' && by.includes(kind);

const reasonOf = ({ rejection: { code } }: Refusal, language: Language) => ({
  code,
  message: REJECTIONS[code][language],
});

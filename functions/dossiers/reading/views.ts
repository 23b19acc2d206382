import * as z from 'zod/mini';
import type { Actor } from '../../../shared/dossier/actor.ts';
import { PARTIES } from '../../../shared/dossier/parties.ts';
import { maySeeDocument, maySeeForm, ownerOrReception } from '../../../shared/dossier/rights.ts';
import { type Dossier, openRequest } from '../../../shared/dossier/state.ts';
import { ENDS_WITHOUT_RESULT, STATUS_NAMES, STATUSES, statusName } from '../../../shared/dossier/status.ts';
import {
  applicantSchema,
  filerSchema,
  resultDeliverySchema,
  supplementItemSchema,
} from '../../../shared/dossier/values.ts';
import { UNREACHABLE, type Unreachable } from '../../../shared/mail/unreachable.ts';
import type { Language } from '../../../shared/text/text.ts';
import { CHANNELS } from '../../../shared/values.ts';
import { declarationsOf, declarationsView } from '../intake/declaration-view.ts';
import type { Shown } from '../whole.ts';
import { correctionOf, correctionView } from './correction-view.ts';
import { assessmentView, dueOf, dueView, moneyOf, obligationView, refundView, surplusView } from './money-view.ts';
import { papersOf, papersView } from './papers-view.ts';
import {
  appointmentView,
  branchView,
  completedStepView,
  documentView,
  formView,
  shipmentView,
  stepView,
  suspensionView,
  verificationView,
} from './state-views.ts';

const moment = z.optional(z.string());

export const dossierView = z.object({
  dossierId: z.string(),
  version: z.int(),
  status: z.enum(STATUS_NAMES),
  statusName: z.string(),
  nationalStatus: z.optional(z.int()),
  dossierCode: z.optional(z.string()),
  nationalCode: z.optional(z.string()),
  procedureCode: z.string(),
  procedureVersion: z.int(),
  channel: z.enum(CHANNELS),
  /** Language for notifications to the applicant. */
  language: z.enum(['vi', 'en']),
  receivingAgency: z.string(),
  /** Deciding agency, when it is not the agency of the reception that received the dossier. */
  competentAgency: z.optional(z.string()),
  /** Commune of the matter, by code. */
  place: z.optional(z.string()),
  /** First receiving agency, if the dossier was transferred. */
  receivedBy: z.optional(z.string()),
  /** The owner. */
  applicant: applicantSchema,
  /** Who filed for the owner; absent: the owner did. */
  filer: z.optional(filerSchema),
  /** Whose identity awaits its second reading at reception: that account does not see the dossier yet. */
  unconfirmed: z.optional(z.array(z.enum(PARTIES))),
  /** Reachability of the applicant: this e-mail address is no longer written to. Not shown to agencies' systems. */
  contact: z.optional(z.object({ mail: z.enum(UNREACHABLE) })),
  resultDelivery: resultDeliverySchema,
  /** The last correction that the owner or the filer asked for; `changes` while it is open. */
  correction: z.optional(correctionView),
  /** The declaration, without its answers. */
  declaration: z.optional(declarationsView),
  documents: z.array(documentView),
  handedOver: z.optional(papersView),
  step: z.optional(stepView),
  /** Open request; `answerBy`: the dossier is closed if nothing is supplied by then. */
  supplement: z.optional(z.object({ requestId: z.string(), items: z.array(supplementItemSchema), answerBy: moment })),
  /** Amounts due now. */
  payment: z.optional(dueView),
  assessment: z.optional(assessmentView),
  obligations: z.array(obligationView),
  surplusPayments: z.array(surplusView),
  /** Further requests, listed only in the timeline. */
  moreSurplusPayments: z.optional(z.int()),
  refunds: z.array(refundView),
  /** Further ones, all closed, listed only in the timeline. */
  moreRefunds: z.optional(z.int()),
  shipments: z.array(shipmentView),
  /** All promised dates, oldest first. */
  appointments: z.array(appointmentView),
  /** The first promised date that was missed: the dossier counts as overdue, also after a new date. */
  overdueSince: moment,
  /** Since when the deadline clock is paused. */
  pausedAt: moment,
  /** Force majeure: work and all clocks stand by a decision for many dossiers. */
  suspension: z.optional(suspensionView),
  branches: z.array(branchView),
  forms: z.array(formView),
  /** Steps that were completed, for officers and agencies' systems. */
  completedSteps: z.optional(z.array(completedStepView)),
  verifications: z.optional(z.array(verificationView)),
  /** Until when a draft is kept that is not changed again. */
  keptUntil: moment,
  createdAt: z.string(),
  updatedAt: z.string(),
  submittedAt: moment,
  /** Until when reception decides on a submitted dossier. */
  receptionDueAt: moment,
  /** Reception missed that moment. */
  lateAtReception: z.optional(z.literal(true)),
  acceptedAt: moment,
  appointmentAt: moment,
  completedAt: moment,
  outcome: z.optional(z.enum(['granted', 'denied'])),
  returnedAt: moment,
  /** Of a returned dossier: it ended without a result. */
  ended: z.optional(z.enum(ENDS_WITHOUT_RESULT)),
});

/** Type of state fields that the view does not include. */
type Said<T> = { [K in keyof T]: K extends keyof z.input<typeof dossierView> ? T[K] : never };

/** The dossier for those who may read it: everything that concerns the applicant, no internal bookkeeping. */
export function viewOf(
  dossier: Dossier,
  actor: Actor,
  language: Language,
  mail?: Unreachable,
): Shown<z.input<typeof dossierView>> {
  const {
    ownerKey: _,
    filerKey,
    unconfirmed,
    openedBy,
    emailVerified,
    statusBeforeInterruption,
    agencies,
    heldBefore,
    assessment,
    correction,
    declaration,
    surplusPayments,
    supplementRequests,
    obligations,
    refunds,
    handedOver,
    ...rest
  } = dossier;
  const {
    changedVersion,
    keptDays,
    deletedAt,
    firedTimerIds,
    completedSteps,
    verifications,
    step,
    endingSince,
    returnReason,
    turns,
    liftedSuspension,
    partlyRefunded,
    ...shown
  } = rest;
  // Compile-time check: a new field of the dossier must be added to the view, and so to the API description, or omitted here.
  shown satisfies Said<typeof shown>;
  // Assignment and hand-over history of officers is internal to agencies.
  const inside = actor.kind !== 'citizen';
  const { assignee, ...place } = step ?? {};
  const supplement = openRequest(dossier);
  return {
    ...shown,
    ...(unconfirmed !== undefined && { unconfirmed }),
    ...(mail !== undefined && { contact: { mail } }),
    ...(step !== undefined && { step: inside ? step : (place as typeof step) }),
    ...(inside && { completedSteps, verifications }),
    ...(correction !== undefined && { correction: correctionOf(dossier, correction) }),
    ...(declaration !== undefined && {
      declaration: declarationsOf(declaration, ownerOrReception(dossier, { actor })),
    }),
    ...(handedOver !== undefined && { handedOver: papersOf(handedOver) }),
    forms: dossier.forms.filter((form) => maySeeForm(dossier, form, actor)),
    documents: dossier.documents.filter((document) => maySeeDocument(dossier, document, actor)),
    statusName: statusName(dossier.status, returnReason, language),
    ...(returnReason !== undefined && returnReason !== 'result' && { ended: returnReason }),
    nationalStatus: STATUSES[dossier.status].code,
    supplement: supplement && {
      requestId: supplement.requestId,
      items: supplement.items,
      answerBy: supplement.answerBy?.dueAt,
    },
    ...moneyOf(dossier),
    payment: dueOf(dossier),
  };
}

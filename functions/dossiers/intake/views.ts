import * as z from 'zod/mini';
import type { Actor } from '../../../shared/dossier/actor.ts';
import { textsFor } from '../../../shared/dossier/audiences.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { handedOverSchema } from '../../../shared/dossier/handed-over.ts';
import { PARTIES } from '../../../shared/dossier/parties.ts';
import { audiencesOf, maySeeDocument, maySeeForm } from '../../../shared/dossier/rights.ts';
import { type Dossier, openRequest } from '../../../shared/dossier/state.ts';
import { STATUS_NAMES, STATUSES, statusName } from '../../../shared/dossier/status.ts';
import {
  applicantSchema,
  filerSchema,
  resultDeliverySchema,
  supplementItemSchema,
} from '../../../shared/dossier/values.ts';
import { UNREACHABLE, type Unreachable } from '../../../shared/mail/unreachable.ts';
import type { Language } from '../../../shared/text/text.ts';
import { vnd } from '../../../shared/values.ts';
import { correctionOf, correctionView } from './correction-view.ts';
import { assessmentView, dueOf, dueView, moneyOf, obligationView, refundView, surplusView } from './money-view.ts';
import { handedOverIn, papersOf, papersView } from './papers-view.ts';

const moment = z.optional(z.string());

export const summaryView = z.looseObject({
  dossierId: z.string(),
  version: z.int(),
  status: z.enum(STATUS_NAMES),
  dossierCode: z.optional(z.string()),
  procedureCode: z.string(),
  stepId: z.optional(z.string()),
  appointmentAt: moment,
  dueAt: moment,
  /** A correction that was asked for awaits its decision. */
  correctionAsked: z.optional(z.literal(true)),
});

export const dossierPage = z.object({ items: z.array(summaryView), next: z.optional(z.string()) });

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
  channel: z.string(),
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
  documents: z.array(z.looseObject({ documentId: z.string(), component: z.string(), kind: z.string() })),
  handedOver: z.optional(papersView),
  step: z.optional(z.looseObject({ stepId: z.string(), agencyId: z.string() })),
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
  shipments: z.array(z.looseObject({ shipmentId: z.string(), state: z.string() })),
  /** All promised dates, oldest first. */
  appointments: z.array(z.looseObject({ appointmentAt: z.string(), reason: z.string() })),
  /** The first promised date that was missed: the dossier counts as overdue, also after a new date. */
  overdueSince: moment,
  /** Since when the deadline clock is paused. */
  pausedAt: moment,
  /** Force majeure: work and all clocks stand by a decision for many dossiers. */
  suspension: z.optional(z.looseObject({ suspensionId: z.string(), since: z.string() })),
  branches: z.array(z.looseObject({ branchId: z.string(), kind: z.string(), agencyId: z.string(), dueAt: z.string() })),
  forms: z.array(z.looseObject({ form: z.string(), documentId: z.string() })),
  /** Steps that were completed, for officers and agencies' systems. */
  completedSteps: z.optional(z.array(z.looseObject({ stepId: z.string(), agencyId: z.string() }))),
  verifications: z.optional(z.array(z.looseObject({ stepId: z.string(), place: z.string() }))),
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
  outcome: z.optional(z.string()),
  returnedAt: moment,
});

/** Type of state fields that the view does not include. */
type Said<T> = { [K in keyof T]: K extends keyof z.input<typeof dossierView> ? T[K] : never };

/** The dossier for those who may read it: everything that concerns the applicant, no internal bookkeeping. */
export function viewOf(
  dossier: Dossier,
  actor: Actor,
  language: Language,
  mail?: Unreachable,
): z.input<typeof dossierView> {
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
    surplusPayments,
    supplementRequests,
    obligations,
    refunds,
    handedOver,
    ...rest
  } = dossier;
  const {
    changedVersion,
    firedTimerIds,
    completedSteps,
    verifications,
    step,
    endingSince,
    returnReason,
    turns,
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
    ...(unconfirmed !== undefined && { unconfirmed: [...unconfirmed] }),
    ...(mail !== undefined && { contact: { mail } }),
    ...(step !== undefined && { step: inside ? step : (place as typeof step) }),
    ...(inside && { completedSteps: [...completedSteps], verifications: [...verifications] }),
    ...(correction !== undefined && { correction: correctionOf(dossier, correction) }),
    ...(handedOver !== undefined && { handedOver: papersOf(handedOver) }),
    appointments: [...dossier.appointments],
    branches: [...dossier.branches],
    forms: dossier.forms.filter((form) => maySeeForm(dossier, form, actor)),
    documents: dossier.documents.filter((document) => maySeeDocument(dossier, document, actor)),
    shipments: [...dossier.shipments],
    statusName: statusName(dossier.status, returnReason, language),
    nationalStatus: STATUSES[dossier.status].code,
    supplement: supplement && {
      requestId: supplement.requestId,
      items: [...supplement.items],
      answerBy: supplement.answerBy?.dueAt,
    },
    ...moneyOf(dossier),
    payment: dueOf(dossier),
  };
}

export const timelineView = z.object({
  items: z.array(
    z.looseObject({
      version: z.int(),
      type: z.string(),
      occurredAt: z.string(),
      status: z.enum(STATUS_NAMES),
      statusName: z.string(),
      /** Amount of requested or received payments, or of a refund, VND. */
      amount: z.optional(vnd),
      provider: z.optional(z.string()),
      transactionId: z.optional(z.string()),
      /** What the applicant handed over with this entry. */
      handedOver: z.optional(handedOverSchema),
      /** Why a received payment settles no request, or money goes back. */
      reason: z.optional(z.string()),
      /** What people wrote, as far as it is meant for the reader; `field` is its path in the event: `items.0.content`. */
      texts: z.optional(z.array(z.object({ field: z.string(), text: z.string() }))),
    }),
  ),
});

/** One timeline entry, with the texts of the reader's audience. Officers see who acted; applicants see which agency. */
export function timelineEntry(event: RecordedEvent, dossier: Dossier, actor: Actor, language: Language) {
  const { version, type, occurredAt, after } = event;
  const texts = textsFor(event, audiencesOf(dossier, actor));
  return {
    version,
    type,
    occurredAt,
    status: after.status,
    statusName: statusName(after.status, type === 'returned' ? event.reason : undefined, language),
    agencyId: after.agencyId,
    stepId: after.stepId,
    ...moneyIn(event),
    ...handedOverIn(event),
    ...(texts.length > 0 && { texts: texts.map(({ field, text }) => ({ field, text })) }),
    ...(actor.kind === 'officer' && { actor: event.actor }),
  };
}

/** The amounts of an entry. */
function moneyIn(event: RecordedEvent) {
  switch (event.type) {
    case 'fees-assessed':
      return { amount: event.assessment.amount };
    case 'payment-requested':
    case 'payment-cancelled':
    case 'refund-approved':
    case 'refund-refused':
    case 'refund-paid':
    case 'refund-dropped':
      return { amount: event.amount };
    case 'refund-opened':
      return { amount: event.amount, reason: event.reason };
    case 'payment-recorded':
    case 'surplus-payment-recorded': {
      const { amount, provider, transactionId } = event.payment;
      return { amount, provider, transactionId, ...('reason' in event && { reason: event.reason }) };
    }
    default:
      return {};
  }
}

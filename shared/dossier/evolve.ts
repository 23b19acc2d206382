import type { Timeliness } from '../calendar/deadline.ts';
import type { DossierEvent, EventSummary, NumberedEvent } from './events.ts';
import { goOn, pause, promised } from './evolve-clock.ts';
import { correction } from './evolve-correction.ts';
import { MOST_SHIPMENTS, MOST_SURPLUS_PAYMENTS } from './limits.ts';
import { isSamePayment } from './payments.ts';
import { currentAgency, type Dossier, type SurplusPayment } from './state.ts';
import type { DossierStatus } from './status.ts';
import { datesOf, timerId } from './timers.ts';

/**
 * What is noted beside the course of a dossier, by the system some time after an event or by those who follow it. Whoever
 * saw the dossier before it has seen all that an action depends on: a receipt that is printed meanwhile must not turn
 * the officer's next step away.
 */
const BOOKKEEPING: readonly DossierEvent['type'][] = [
  'form-issued',
  'deadline-warned',
  'deadline-breached',
  'reminder-sent',
];

type Opening = Extract<DossierEvent, { draft: unknown }>;

/**
 * Folds one event of the log into the dossier. Total: any event that `decide` produced on the same state is accepted.
 * @throws Error when an event comes out of turn; that is a defect of the log, never of the input.
 */
export function evolve(dossier: Dossier | undefined, event: NumberedEvent): Dossier {
  if (event.version !== (dossier?.version ?? 0) + 1) {
    throw new Error(`event ${event.dossierId}:${event.version} does not follow version ${dossier?.version ?? 0}`);
  }
  if (event.type === 'draft-created' || event.type === 'imported') return open(event);
  if (dossier === undefined) throw new Error(`log of ${event.dossierId} begins with ${event.type}`);
  const changedVersion = BOOKKEEPING.includes(event.type) ? dossier.changedVersion : event.version;
  const next = { ...dossier, version: event.version, changedVersion, updatedAt: event.occurredAt };
  return Object.assign(next, change(dossier, event));
}

/** Every field is there from the beginning, so that all dossiers have one shape: reading and copying them is far cheaper. */
function open(event: NumberedEvent & Opening): Dossier {
  const { draft } = event;
  const imported = event.type === 'imported' ? event : undefined;
  return {
    dossierId: event.dossierId,
    version: event.version,
    changedVersion: event.version,
    status: imported === undefined ? 'draft' : 'submitted',
    dossierCode: imported?.dossierCode,
    nationalCode: imported?.nationalCode,
    procedureCode: draft.procedureCode,
    procedureVersion: event.procedureVersion,
    channel: draft.channel,
    language: draft.language,
    receivingAgency: draft.receivingAgency,
    competentAgency: draft.competentAgency,
    applicant: draft.applicant,
    ownerKey: event.ownerKey,
    openedBy: event.actor.kind === 'officer' ? event.actor.subject : undefined,
    emailVerified: event.type === 'draft-created' && event.emailVerified ? true : undefined,
    resultDelivery: draft.resultDelivery,
    documents: [],
    step: undefined,
    completedSteps: [],
    branches: [],
    verifications: [],
    agencies: [draft.receivingAgency],
    statusBeforeInterruption: undefined,
    supplementRequests: [],
    obligations: [],
    surplusPayments: [],
    moreSurplusPayments: undefined,
    shipments: [],
    createdAt: event.occurredAt,
    updatedAt: event.occurredAt,
    submittedAt: imported?.occurredAt,
    acceptedAt: undefined,
    appointmentAt: undefined,
    appointments: [],
    pausedAt: undefined,
    firedTimerIds: [],
    forms: [],
    turns: undefined,
    completedAt: undefined,
    outcome: undefined,
    returnedAt: undefined,
    returnReason: undefined,
    endingSince: undefined,
  };
}

/** Where a dossier goes on after an interruption. */
export function statusBeforeInterruption(dossier: Dossier): DossierStatus {
  if (dossier.statusBeforeInterruption !== undefined) return dossier.statusBeforeInterruption;
  if (dossier.acceptedAt === undefined) return 'submitted';
  return dossier.step === undefined ? 'accepted' : 'in-processing';
}

function change(dossier: Dossier, event: NumberedEvent): Partial<Dossier> {
  const at = event.occurredAt;
  switch (event.type) {
    case 'document-attached':
      return { documents: [...dossier.documents, { ...event.document, attachedVersion: event.version }] };
    case 'document-removed':
      return { documents: dossier.documents.filter((d) => d.documentId !== event.documentId) };
    case 'submitted':
      return { status: 'submitted', dossierCode: event.dossierCode, submittedAt: at };
    case 'accepted':
      return {
        status: 'accepted',
        acceptedAt: at,
        statusBeforeInterruption: undefined,
        // A correction may have made it stand before it was accepted.
        pausedAt: undefined,
        ...promised(dossier, event.appointment),
      };
    case 'rejected':
      return { status: 'rejected' };
    case 'supplement-requested': {
      const { requestId, items, version } = event;
      const request = { requestId, items, requestedAt: at, requestedVersion: version };
      return {
        status: 'supplement-required',
        statusBeforeInterruption: dossier.status,
        ...pause(dossier, at),
        supplementRequests: [...dossier.supplementRequests, request],
      };
    }
    case 'supplemented':
      return {
        status: statusBeforeInterruption(dossier),
        statusBeforeInterruption: undefined,
        supplementRequests: dossier.supplementRequests.map((r) =>
          r.requestId === event.requestId ? { ...r, supplementedAt: at } : r,
        ),
        ...goOn(dossier, event),
      };
    case 'payment-requested': {
      const { obligationId, fees, amount } = event;
      const beforeAcceptance = dossier.acceptedAt === undefined;
      const obligation = { obligationId, fees, amount, beforeAcceptance, requestedAt: at };
      return {
        status: 'payment-required',
        statusBeforeInterruption: dossier.status,
        obligations: [...dossier.obligations, obligation],
        ...(event.stopsClock && pause(dossier, at)),
      };
    }
    case 'payment-recorded':
      return {
        ...(resumesOnPayment(dossier) && {
          status: statusBeforeInterruption(dossier),
          statusBeforeInterruption: undefined,
          ...goOn(dossier, event),
        }),
        obligations: dossier.obligations.map((o) =>
          o.obligationId === event.payment.obligationId ? { ...o, payment: event.payment, recordedAt: at } : o,
        ),
      };
    case 'surplus-payment-recorded': {
      const { payment, reason } = event;
      return {
        ...addSurplus(dossier, { payment, reason, recordedAt: at }),
        // What was credited and is given back settles its obligation no more.
        obligations: dossier.obligations.map(({ payment: credited, ...o }) => {
          if (credited === undefined) return o;
          return isSamePayment(credited, payment) ? { ...o, closed: 'refunded' } : { ...o, payment: credited };
        }),
      };
    }
    case 'shipment-updated': {
      if (event.superseded) return {};
      const others = dossier.shipments.filter((s) => s.shipmentId !== event.shipment.shipmentId);
      return { shipments: [...others, event.shipment].slice(-MOST_SHIPMENTS) };
    }
    case 'forwarded':
    case 'sent-back': {
      const { stepId, agencyId, dueAt, warnAt } = event;
      return {
        status: 'in-processing',
        step: { stepId, agencyId, since: at, dueAt, warnAt },
        agencies: withAgency(dossier, agencyId),
        completedSteps: completedStepsAfter(dossier, event, event.timeliness),
        ...(event.appointment !== undefined && promised(dossier, event.appointment)),
      };
    }
    case 'assigned':
      return dossier.step === undefined ? {} : { step: { ...dossier.step, assignee: event.officer } };
    case 'branch-opened': {
      const { branchId, kind, agencyId, dueAt, warnAt } = event;
      const stepId = dossier.step?.stepId ?? '';
      const branch = { branchId, kind, stepId, agencyId, since: at, dueAt, warnAt };
      return { branches: [...dossier.branches, branch], agencies: withAgency(dossier, agencyId) };
    }
    case 'branch-finished':
      return {
        branches: dossier.branches.map((b) =>
          b.branchId === event.branchId && b.finishedAt === undefined
            ? { ...b, finishedAt: at, result: event.result, timeliness: event.timeliness }
            : b,
        ),
      };
    case 'site-verified': {
      const { verifiedAt, place, participants, content } = event;
      const verification = { stepId: dossier.step?.stepId ?? '', verifiedAt, place, participants, content };
      return { verifications: [...dossier.verifications, verification] };
    }
    case 'reappointed':
    case 'appointment-recalculated':
      return promised(dossier, event.appointment);
    case 'deadline-warned':
    case 'deadline-breached':
      return { firedTimerIds: [...stillUseful(dossier), timerId(event.timer)] };
    case 'reminder-sent':
      return {};
    case 'status-reported':
      return correction(dossier, event, event.reportedAt);
    case 'form-issued':
      return { forms: [...dossier.forms, { ...event.issued, issuedAt: at }] };
    case 'completed':
      return {
        status: 'completed',
        completedAt: at,
        outcome: event.outcome,
        completedSteps: completedStepsAfter(dossier, event, event.stepTimeliness),
      };
    case 'returned':
      return { status: 'returned', returnedAt: at, returnReason: event.reason };
    case 'withdrawal-requested':
      return { status: 'withdrawal-requested', statusBeforeInterruption: undefined, endingSince: at };
    case 'withdrawal-decided':
      // A granted withdrawal is followed at once by `returned`, which is what closes the dossier.
      return event.granted ? {} : { status: 'in-processing', endingSince: undefined, ...goOn(dossier, event) };
    case 'stopped':
      return {
        status: 'stopped',
        turns: (dossier.turns ?? 0) + 1,
        statusBeforeInterruption: undefined,
        endingSince: dossier.endingSince ?? at,
        ...pause(dossier, at),
      };
    case 'resumed':
      return { status: 'in-processing', endingSince: undefined, ...goOn(dossier, event) };
    case 'corrected':
      return { ...correction(dossier, event, at, event.stands), turns: (dossier.turns ?? 0) + 1 };
    case 'draft-created':
    case 'imported':
      throw new Error(`${event.type} in the middle of the log of ${event.dossierId}`);
  }
}

function addSurplus(
  { surplusPayments, moreSurplusPayments = 0 }: Dossier,
  surplus: SurplusPayment,
): Pick<Dossier, 'surplusPayments' | 'moreSurplusPayments'> {
  return surplusPayments.length < MOST_SURPLUS_PAYMENTS
    ? { surplusPayments: [...surplusPayments, surplus] }
    : { surplusPayments, moreSurplusPayments: moreSurplusPayments + 1 };
}

/** A step that was left and a date that moved do not come back: what fired for them cannot fire again. */
function stillUseful(dossier: Dossier): readonly string[] {
  if (dossier.firedTimerIds.length === 0) return dossier.firedTimerIds;
  const possible = datesOf(dossier).map(timerId);
  return dossier.firedTimerIds.filter((id) => possible.includes(id));
}

const withAgency = ({ agencies }: Dossier, agencyId: string) =>
  agencies.includes(agencyId) ? agencies : [...agencies, agencyId];

/** Writes down that the present step was left; a completed dossier keeps its last step as the place it ended at. */
function completedStepsAfter(
  { step, completedSteps }: Dossier,
  { occurredAt, actor }: NumberedEvent,
  timeliness: Timeliness | undefined,
): Dossier['completedSteps'] {
  if (step === undefined) return completedSteps;
  const { stepId, agencyId, since, dueAt } = step;
  return [
    ...completedSteps,
    { stepId, agencyId, since, dueAt, until: occurredAt, timeliness, handedBy: actor.subject },
  ];
}

/** A payment that was the condition of acceptance does not resume anything: `accepted` follows and does. */
export function resumesOnPayment(dossier: Dossier): boolean {
  return dossier.status === 'payment-required' && dossier.acceptedAt !== undefined;
}

/** The part of a dossier that may leave the table. */
export function summarise(dossier: Dossier): EventSummary {
  return {
    status: dossier.status,
    dossierCode: dossier.dossierCode,
    procedureCode: dossier.procedureCode,
    channel: dossier.channel,
    receivingAgency: dossier.receivingAgency,
    agencyId: currentAgency(dossier),
    stepId: dossier.step?.stepId,
    appointmentAt: dossier.appointmentAt,
  };
}

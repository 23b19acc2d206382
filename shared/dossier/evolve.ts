import type { Timeliness } from '../calendar/deadline.ts';
import { answeredBy, paidBy, withPayTime } from './awaited-from.ts';
import { withFiled } from './declaration-state.ts';
import { keptLonger } from './drafts.ts';
import { EVENT_TYPES } from './event-types.ts';
import type { EventSummary, NumberedEvent } from './events.ts';
import { goOn, pause, promised, standing } from './evolve-clock.ts';
import { correction, dropAwaited } from './evolve-correction.ts';
import { moneyAfter } from './evolve-money.ts';
import { open } from './evolve-opening.ts';
import { shipmentsAfter, submission } from './evolve-papers.ts';
import { correctionRefused, correctionRequested, particulars, partiesOf, withoutParty } from './evolve-particulars.ts';
import { refundsAfter } from './evolve-refunds.ts';
import { transferred, withAgency } from './evolve-transfer.ts';
import { withAdded } from './handed-over.ts';
import { statusBeforeInterruption } from './interruption.ts';
import { concededBy, effectiveAt, withMissedDeadlines } from './overdue.ts';
import { untilDecided, withLateReception } from './reception-deadline.ts';
import { currentAgency, type Dossier } from './state.ts';
import { statusIs } from './status.ts';
import { datesOf, timerId } from './timers.ts';

/**
 * Applies one event of the log to the dossier. Total: accepts any event that `decide` produced for the same state.
 * @throws Error when an event is out of order: a defect of the log, never of the input.
 */
export function evolve(dossier: Dossier | undefined, event: NumberedEvent): Dossier {
  if (event.version !== (dossier?.version ?? 0) + 1) {
    throw new Error(`event ${event.dossierId}:${event.version} does not follow version ${dossier?.version ?? 0}`);
  }
  if (event.type === 'draft-created' || event.type === 'imported') return open(event);
  if (dossier === undefined) throw new Error(`log of ${event.dossierId} begins with ${event.type}`);
  const changedVersion = EVENT_TYPES[event.type].bookkeeping ? dossier.changedVersion : event.version;
  const before = withLateReception(withMissedDeadlines(dossier, event), event);
  const next = { ...before, version: event.version, changedVersion, updatedAt: event.occurredAt };
  const after = standing(Object.assign(next, change(before, event)), event.occurredAt);
  return withPayTime(after, effectiveAt(event));
}

function change(dossier: Dossier, event: NumberedEvent): Partial<Dossier> {
  const at = event.occurredAt;
  switch (event.type) {
    case 'draft-changed':
      return { ...event.change, filer: event.change.filer, ...partiesOf(event), ...keptLonger(dossier, at) };
    case 'draft-deleted':
      return { deletedAt: at };
    case 'particulars-corrected':
      return particulars(dossier, event);
    case 'correction-requested':
      return correctionRequested(dossier, event);
    case 'correction-refused':
      return correctionRefused(dossier, event);
    case 'identity-confirmed':
      return { unconfirmed: withoutParty(dossier, event.person) };
    case 'declared':
      return {
        declaration: {
          filed: dossier.declaration?.filed,
          draft: event.declared && { ...event.declared, declaredAt: at },
        },
        ...keptLonger(dossier, at),
      };
    case 'document-attached':
      return {
        documents: [...dossier.documents, { ...event.document, attachedVersion: event.version }],
        ...keptLonger(dossier, at),
      };
    case 'document-removed':
      return {
        documents: dossier.documents.filter((d) => d.documentId !== event.documentId),
        ...keptLonger(dossier, at),
      };
    case 'submitted':
      return {
        status: 'submitted',
        keptUntil: undefined,
        dossierCode: event.dossierCode,
        ...withFiled(dossier, event.declaration, at),
        submittedAt: at,
        receptionDueAt: event.receptionDueAt,
      };
    case 'accepted':
      return {
        status: 'accepted',
        acceptedAt: at,
        statusBeforeInterruption: undefined,
        // A correction may have paused it before acceptance.
        pausedAt: undefined,
        ...promised(dossier, event.appointment),
        ...submission(event.handedOver),
      };
    case 'rejected':
      return { status: 'rejected', statusBeforeInterruption: undefined, ...dropAwaited(dossier, at) };
    case 'supplement-requested': {
      const { requestId, items, version, answerBy } = event;
      const request = { requestId, items, requestedAt: at, requestedVersion: version, answerBy };
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
          r.requestId === event.requestId ? { ...r, supplementedAt: event.handedOver?.record?.signedAt ?? at } : r,
        ),
        ...(event.handedOver !== undefined && { handedOver: withAdded(dossier.handedOver, event.handedOver) }),
        ...withFiled(dossier, event.declaration, at),
        ...goOn(dossier, event),
        ...untilDecided(event),
      };
    case 'fees-assessed':
      return { assessment: { ...event.assessment, assessedAt: at } };
    case 'payment-requested':
    case 'payment-cancelled':
    case 'payment-recorded':
    case 'receipt-number-corrected':
    case 'surplus-payment-recorded':
      return moneyAfter(dossier, event);
    case 'refund-opened':
    case 'refund-approved':
    case 'refund-refused':
    case 'refund-paid':
    case 'refund-reopened':
    case 'refund-dropped':
      return refundsAfter(dossier, event);
    case 'shipment-updated':
      return { shipments: shipmentsAfter(dossier, event) };
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
    case 'transferred':
      return transferred(dossier, event);
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
          b.branchId === event.branchId && b.finishedAt === undefined ? { ...b, ...finished(event) } : b,
        ),
      };
    case 'branch-cancelled': {
      const cancelled = event.withoutAnswer ? ('without-answer' as const) : ('mistaken' as const);
      return {
        branches: dossier.branches.map((b) =>
          b.branchId === event.branchId && b.finishedAt === undefined ? { ...b, finishedAt: at, cancelled } : b,
        ),
      };
    }
    case 'site-verified': {
      const { verifiedAt, place, participants, content } = event;
      const verification = { stepId: dossier.step?.stepId ?? '', verifiedAt, place, participants, content };
      return { verifications: [...dossier.verifications, verification] };
    }
    case 'reappointed':
    case 'appointment-recalculated':
      return { ...promised(dossier, event.appointment), ...concededBy(dossier, event.appointment) };
    case 'deadline-warned':
    case 'deadline-breached':
    case 'applicant-reminded':
      return { firedTimerIds: [...stillUseful(dossier), timerId(event.timer)] };
    case 'reminder-sent':
    case 'note-added':
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
      // A granted withdrawal is followed immediately by `returned`, which closes the dossier.
      return event.granted ? {} : continued(dossier, event);
    case 'stopped':
      return {
        status: 'stopped',
        turns: (dossier.turns ?? 0) + 1,
        statusBeforeInterruption: undefined,
        endingSince: dossier.endingSince ?? at,
        ...(event.closing !== undefined && dropAwaited(dossier, at)),
        ...pause(dossier, at),
      };
    case 'suspended': {
      const since = effectiveAt(event);
      return {
        suspension: { suspensionId: event.suspensionId, since, stood: dossier.pausedAt !== undefined },
        ...(statusIs(dossier.status, 'hasDeadlines') && pause(dossier, since)),
      };
    }
    case 'suspension-lifted':
      return {
        suspension: undefined,
        liftedSuspension: event.suspensionId,
        ...(!event.stands && goOn(dossier, event)),
        ...answeredBy(dossier, event.answerBy),
        ...paidBy(dossier, event.payBy),
        ...untilDecided(event),
      };
    case 'resumed':
      return continued(dossier, event);
    case 'corrected':
      return corrected(dossier, event);
    case 'draft-created':
    case 'imported':
      throw new Error(`${event.type} in the middle of the log of ${event.dossierId}`);
  }
}

type EventOf<T extends NumberedEvent['type']> = Extract<NumberedEvent, { type: T }>;

const finished = ({ occurredAt, result, timeliness, deemed }: EventOf<'branch-finished'>) => ({
  finishedAt: occurredAt,
  result,
  timeliness,
  ...(deemed && { deemed }),
});

function corrected(dossier: Dossier, event: EventOf<'corrected'>): Partial<Dossier> {
  const change = { ...correction(dossier, event, event.occurredAt, event.stands), ...untilDecided(event) };
  const after = { ...dossier, ...change };
  const awaited = { ...answeredBy(after, event.answerBy), ...paidBy(after, event.payBy) };
  return { ...change, ...awaited, turns: (dossier.turns ?? 0) + 1 };
}

/** An early end did not come: it is processed on. */
const continued = (dossier: Dossier, event: EventOf<'resumed' | 'withdrawal-decided'>): Partial<Dossier> => ({
  status: 'in-processing',
  endingSince: undefined,
  ...goOn(dossier, event),
  ...paidBy(dossier, event.payBy),
});

/** Removes timers of steps that were left and of dates that moved: they cannot fire again. */
function stillUseful(dossier: Dossier): readonly string[] {
  if (dossier.firedTimerIds.length === 0) return dossier.firedTimerIds;
  const possible = datesOf(dossier).map(timerId);
  return dossier.firedTimerIds.filter((id) => possible.includes(id));
}

/** Records that the current step was left; a completed dossier keeps its last step. */
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

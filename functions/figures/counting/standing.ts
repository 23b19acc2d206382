import { allDigitised } from '../../../shared/dossier/digitisation.ts';
import { unfinishedRefunds } from '../../../shared/dossier/refunds.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { Channel } from '../../../shared/values.ts';
import type { Counter, Counts, Place } from './counters.ts';
import { isEnded, type ProcedureFacts, type StatisticsState } from './statistics-state.ts';

const RECEIVED: Readonly<Record<Channel, Counter>> = {
  direct: 'receivedDirect',
  online: 'receivedOnline',
  postal: 'receivedPostal',
};

/** Counts that stay with the receiving agency after another one takes the dossier over. */
const HANDED_OVER: Readonly<Record<Channel, Counts>> = {
  direct: { receivedDirect: 1, takenOver: -1 },
  online: { receivedOnline: 1, takenOver: -1 },
  postal: { receivedPostal: 1, takenOver: -1 },
};

const LATE_AT_RECEPTION: Counts = { lateAtReception: 1 };

const FINISHED = {
  early: 'finishedEarly',
  'on-time': 'finishedOnTime',
  overdue: 'finishedOverdue',
} as const satisfies Record<string, Place>;

/** Counts by agency, each agency once; never more than two. */
export type Standing = readonly { readonly agencyId: string; readonly counts: Counts }[];

/**
 * Current counts of a dossier per agency. A draft has none. The receiving agency keeps the count of reception when another one
 * takes the dossier over.
 */
export function standingOf(dossier: Dossier, state: StatisticsState, facts: ProcedureFacts): Standing {
  const { channel, submittedAt } = dossier;
  const receivedBy = dossier.receivedBy ?? dossier.receivingAgency;
  if (dossier.status === 'draft' || submittedAt === undefined) return [];
  const held: Held = {};
  held[placeOf(dossier, state)] = 1;
  addReturn(held, dossier, state);
  addQuality(held, dossier, state, facts);
  addRefunds(held, dossier);
  if (state.holder === receivedBy) {
    held[RECEIVED[channel]] = 1;
    if (state.lateAtReception) held.lateAtReception = 1;
    return [{ agencyId: receivedBy, counts: held }];
  }
  held.takenOver = 1;
  return [
    { agencyId: receivedBy, counts: { ...HANDED_OVER[channel], ...(state.lateAtReception && LATE_AT_RECEPTION) } },
    { agencyId: state.holder, counts: held },
  ];
}

/** Mutable accumulator: created once per event, so one object is used. */
type Held = { -readonly [C in keyof Counts]: Counts[C] };

function placeOf({ status }: Dossier, { late, lateAtReception, finished, returned }: StatisticsState): Place {
  switch (status) {
    case 'supplement-required':
      return 'waitingSupplement';
    case 'payment-required':
      return 'waitingPayment';
    case 'stopped':
      return 'stopped';
    case 'rejected':
      return 'rejected';
    case 'completed':
    case 'returned':
      if (finished === undefined) return returned?.reason === 'stopped' ? 'closedAfterStop' : 'withdrawn';
      return finished.timeliness === undefined ? 'finishedUntimed' : FINISHED[finished.timeliness];
    case 'submitted':
      return lateAtReception ? 'overdueAtReception' : late ? 'overdue' : 'inTime';
    default:
      return late ? 'overdue' : 'inTime';
  }
}

/** Money that is to go back counts until its case is final, in every status: most cases outlive the work on the dossier. */
function addRefunds(to: Held, dossier: Dossier): void {
  const refunds = unfinishedRefunds(dossier);
  if (refunds.length === 0) return;
  to.refundsOpen = refunds.length;
  to.refundsOpenVnd = refunds.reduce((sum, { amount }) => sum + amount, 0);
}

function addReturn(to: Held, { status }: Dossier, { finished, returned }: StatisticsState): void {
  if (finished === undefined) return;
  if (status === 'completed') {
    to.awaitingReturn = 1;
    return;
  }
  to.returned = 1;
  if (returned?.post === true) to.returnedByPost = 1;
}

/**
 * Inputs of the quality index. Decision 766: more than one supplement request is overdue. A dossier without an appointment, so
 * one that was never accepted, is not judged (our interpretation: there is nothing to compare with).
 */
function addQuality(
  to: Held,
  dossier: Dossier,
  { kept, late, finished }: StatisticsState,
  facts: ProcedureFacts,
): void {
  const { appointmentAt, overdueSince, supplementRequests, documents, channel } = dossier;
  if (!isEnded(dossier)) {
    const judged = appointmentAt !== undefined || overdueSince !== undefined;
    if (judged) to[late || supplementRequests.length > 1 ? 'openBroken' : 'openKept'] = 1;
    return;
  }
  if (kept !== undefined) to[kept ? 'endedKept' : 'endedBroken'] = 1;
  if (finished === undefined) return;
  if (allDigitised(dossier, facts)) to.componentsDigitised = 1;
  if (!documents.some((d) => d.kind === 'result')) return;
  to.resultsDigitised = 1;
  if (channel === 'online') to.onlineResults = 1;
}

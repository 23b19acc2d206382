import type { Dossier } from '../dossier/state.ts';
import { missingComponents } from '../procedure/steps.ts';
import type { Channel } from '../values.ts';
import type { Counter, Counts, Place } from './counters.ts';
import { type Course, isEnded, type ProcedureFacts } from './course.ts';

const RECEIVED: Readonly<Record<Channel, Counter>> = {
  direct: 'receivedDirect',
  online: 'receivedOnline',
  postal: 'receivedPostal',
};

const FINISHED = {
  early: 'finishedEarly',
  'on-time': 'finishedOnTime',
  overdue: 'finishedOverdue',
} as const satisfies Record<string, Place>;

/**
 * What is true of a dossier, as counts for each agency: one for the place it stands at, and so on. A draft counts for
 * nothing. The agency that received it keeps that one count when another takes the dossier over.
 */
export function standingOf(dossier: Dossier, course: Course, facts: ProcedureFacts): ReadonlyMap<string, Counts> {
  const { receivingAgency, channel, submittedAt } = dossier;
  if (dossier.status === 'draft' || submittedAt === undefined) return new Map();
  const received: Counts = { [RECEIVED[channel]]: 1 };
  const held = { [placeOf(dossier, course)]: 1, ...returnOf(dossier, course), ...qualityOf(dossier, course, facts) };
  if (course.holder === receivingAgency) return new Map([[receivingAgency, { ...received, ...held }]]);
  return new Map<string, Counts>([
    [receivingAgency, { ...received, takenOver: -1 }],
    [course.holder, { ...held, takenOver: 1 }],
  ]);
}

function placeOf({ status }: Dossier, { late, finished, returned }: Course): Place {
  switch (status) {
    case 'supplement-required':
      return 'waitingSupplement';
    case 'payment-required':
      return 'waitingPayment';
    case 'stopped':
      return 'stopped';
    case 'refused':
      return 'refused';
    case 'completed':
    case 'returned':
      if (finished === undefined) return returned?.because === 'stopped' ? 'closedAfterStop' : 'withdrawn';
      return finished.timeliness === undefined ? 'finishedUntimed' : FINISHED[finished.timeliness];
    default:
      return late ? 'overdue' : 'inTime';
  }
}

function returnOf({ status }: Dossier, { finished, returned }: Course): Counts {
  if (finished === undefined) return {};
  if (status === 'completed') return { awaitingReturn: 1 };
  return { returned: 1, ...(returned?.post === true && { returnedByPost: 1 }) };
}

/**
 * Inputs of the quality index. Decision 766: more than one supplement request is overdue; a dossier without an
 * appointment, so one that was never accepted, is not judged (our reading: there is nothing to compare with).
 */
function qualityOf(dossier: Dossier, { kept, late, finished }: Course, facts: ProcedureFacts): Counts {
  const { appointmentAt, supplementRequests, documents, channel } = dossier;
  if (!isEnded(dossier)) {
    if (appointmentAt === undefined) return {};
    return late || supplementRequests.length > 1 ? { openBroken: 1 } : { openKept: 1 };
  }
  const judgement: Counts = kept === undefined ? {} : kept ? { endedKept: 1 } : { endedBroken: 1 };
  if (finished === undefined) return judgement;
  const components = documents.filter((d) => d.kind === 'component').map((d) => d.component);
  const result = documents.some((d) => d.kind === 'result');
  return {
    ...judgement,
    ...(missingComponents(facts, components).length === 0 && { componentsDigitised: 1 }),
    ...(result && { resultsDigitised: 1 }),
    ...(result && channel === 'online' && { onlineResults: 1 }),
  };
}

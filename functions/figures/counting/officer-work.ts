import type { Timeliness } from '../../../shared/calendar/deadline.ts';
import type { NumberedEvent } from '../../../shared/dossier/events.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { Counts, OfficerCounter } from './counters.ts';

type Work = { readonly agencyId: string; readonly officer: string; readonly counts: Counts<OfficerCounter> };

const BY_TIMELINESS: Readonly<Record<Timeliness, OfficerCounter>> = {
  early: 'workEarly',
  'on-time': 'workOnTime',
  overdue: 'workOverdue',
};

/**
 * Increments for the officer who caused an event. Work on a step or a branch is finished by handing it on and is attributed to
 * the officer who did. Sending it back finishes nothing, but a step that was overdue counts as such: it gets a new deadline. Work by agencies' systems and by the province's components is
 * attributed to no officer.
 * @param before the dossier before the event
 */
export function officerWork(before: Dossier, event: NumberedEvent): Work | undefined {
  if (event.actor.kind !== 'officer') return undefined;
  const work = (agencyId: string | undefined, counter: OfficerCounter | undefined): Work | undefined =>
    agencyId === undefined || counter === undefined
      ? undefined
      : { agencyId, officer: event.actor.subject, counts: { [counter]: 1 } };
  const { receivingAgency, step } = before;
  // A new date after the due moment does not make the work on time.
  const judged = (late: { readonly overdueSince?: string | undefined } | undefined, by: Timeliness | undefined) =>
    by && BY_TIMELINESS[late?.overdueSince === undefined ? by : 'overdue'];
  switch (event.type) {
    case 'accepted':
      return work(receivingAgency, 'accepted');
    case 'rejected':
      return work(receivingAgency, 'refusals');
    case 'supplement-requested':
      return work(step?.agencyId ?? receivingAgency, 'supplementRequests');
    case 'forwarded':
      return work(step?.agencyId, judged(step, event.timeliness));
    case 'completed':
      return work(step?.agencyId, judged(step, event.stepTimeliness));
    case 'sent-back': {
      const late = judged(step, event.timeliness) === 'workOverdue';
      const place = work(step?.agencyId, 'sentBack');
      return place && late ? { ...place, counts: { sentBack: 1, workOverdue: 1 } } : place;
    }
    case 'branch-finished': {
      const branch = before.branches.find((b) => b.branchId === event.branchId && b.finishedAt === undefined);
      return work(branch?.agencyId, judged(branch, event.timeliness));
    }
    default:
      return undefined;
  }
}

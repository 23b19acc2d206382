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
 * the officer who did; sending it back finishes nothing. Work by agencies' systems and by the province's components is
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
  switch (event.type) {
    case 'accepted':
      return work(receivingAgency, 'accepted');
    case 'rejected':
      return work(receivingAgency, 'refusals');
    case 'supplement-requested':
      return work(step?.agencyId ?? receivingAgency, 'supplementRequests');
    case 'forwarded':
      return work(step?.agencyId, event.timeliness && BY_TIMELINESS[event.timeliness]);
    case 'completed':
      return work(step?.agencyId, event.stepTimeliness && BY_TIMELINESS[event.stepTimeliness]);
    case 'sent-back':
      return work(step?.agencyId, 'sentBack');
    case 'branch-finished': {
      const branch = before.branches.find((b) => b.branchId === event.branchId && b.finishedAt === undefined);
      return work(branch?.agencyId, BY_TIMELINESS[event.timeliness]);
    }
    default:
      return undefined;
  }
}

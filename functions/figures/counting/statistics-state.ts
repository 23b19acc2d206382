import type { Timeliness } from '../../../shared/calendar/deadline.ts';
import type { NumberedEvent } from '../../../shared/dossier/events.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { statusIs } from '../../../shared/dossier/status.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';
import { findStep } from '../../../shared/procedure/steps.ts';
import { dayInVietNam } from '../../../shared/time/viet-nam.ts';

/** What of a procedure the figures depend on. A version never changes, so neither does what a log contributes. */
export type ProcedureFacts = Pick<Procedure, 'field' | 'steps' | 'components' | 'interlinked'>;

/** What the figures remember of a dossier besides its state, so that each event can be counted by itself. */
export type StatisticsState = {
  /** The agency the dossier is counted for: the one that received it, from its hand-over on the one that leads. */
  readonly holder: string;
  /** The leading agency is known; it stays the same from then on. */
  readonly settled: boolean;
  /** Its appointment had passed, as far as the log shows, while it was open and its clock ran. */
  readonly late: boolean;
  /** How it was returned, and why; absent before. */
  readonly returned?: { readonly reason: 'result' | 'withdrawn' | 'stopped'; readonly post: boolean } | undefined;
  readonly finished?: { readonly timeliness: Timeliness | undefined; readonly day: string } | undefined;
  /** For the quality index: whether an ended dossier kept its appointment; absent where it had none. */
  readonly kept?: boolean | undefined;
};

export const isEnded = ({ status }: Dossier): boolean => statusIs(status, 'closed');

/** A dossier that is still open at its due moment is late; while its clock stands, the moment it stopped decides. */
export function isLateAt({ appointmentAt, pausedAt }: Dossier, at: string): boolean {
  return appointmentAt !== undefined && (pausedAt ?? at) >= appointmentAt;
}

/** The state after one more event. @param after the dossier with the event folded in */
export function goOn(
  state: StatisticsState | undefined,
  event: NumberedEvent,
  after: Dossier,
  facts: ProcedureFacts,
): StatisticsState {
  const place = state ?? { holder: after.receivingAgency, settled: false, late: false };
  const returned = returnedBy(place, event, after);
  const done = after.status === 'completed' || (after.status === 'returned' && returned?.reason === 'result');
  const finished = done ? (place.finished ?? { timeliness: judged(event, after), day: dayOf(event) }) : undefined;
  return {
    ...holderAfter(place, event, facts),
    late: isLateAt(after, event.occurredAt),
    returned,
    finished,
    kept: isEnded(after) ? keptAfter(place, event, after, finished) : undefined,
  };
}

const dayOf = (event: NumberedEvent) => dayInVietNam(event.occurredAt);

function returnedBy(
  { returned }: StatisticsState,
  event: NumberedEvent,
  { status }: Dossier,
): StatisticsState['returned'] {
  if (status !== 'returned') return undefined;
  if (event.type === 'returned') return { reason: event.reason, post: event.method === 'post' };
  // By a correction, or so reported by the system that processes it.
  return returned ?? { reason: 'result', post: false };
}

/**
 * The agency that answers for the dossier: that of the first step which is not the one-stop shop's own, in a set of
 * procedures that of the first step of the kind that leads.
 */
function holderAfter(
  place: StatisticsState,
  event: NumberedEvent,
  facts: ProcedureFacts,
): Pick<StatisticsState, 'holder' | 'settled'> {
  const { holder, settled } = place;
  if (settled || event.type !== 'forwarded') return { holder, settled };
  const kind = findStep(facts, event.stepId)?.agencyKind;
  const leads = facts.interlinked === undefined ? kind !== 'reception' : kind === facts.interlinked.lead;
  return leads ? { holder: event.agencyId, settled: true } : { holder, settled };
}

/**
 * As the completing event says. A completion by correction, or reported by another authority's system, carries no
 * judgement: then the bare moments decide, and "early", for which a calendar is needed, is not given.
 */
function judged(event: NumberedEvent, { appointmentAt, completedAt }: Dossier): Timeliness | undefined {
  if (event.type === 'completed' && event.timeliness !== undefined) return event.timeliness;
  if (appointmentAt === undefined || completedAt === undefined) return undefined;
  return completedAt > appointmentAt ? 'overdue' : 'on-time';
}

function keptAfter(
  place: StatisticsState,
  event: NumberedEvent,
  after: Dossier,
  finished: StatisticsState['finished'],
): boolean | undefined {
  const same = (finished === undefined) === (place.finished === undefined);
  if (place.kept !== undefined && same) return place.kept;
  // Judged when it was finished: a date that a system reports about afterwards was promised to nobody.
  if (place.finished !== undefined && finished !== undefined) return undefined;
  if (after.appointmentAt === undefined) return undefined;
  if (after.supplementRequests.length > 1) return false;
  return finished === undefined ? !isLateAt(after, event.occurredAt) : finished.timeliness !== 'overdue';
}

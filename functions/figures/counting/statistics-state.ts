import type { Timeliness } from '../../../shared/calendar/deadline.ts';
import type { NumberedEvent } from '../../../shared/dossier/events.ts';
import { isLateAtReception } from '../../../shared/dossier/reception-deadline.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { statusIs } from '../../../shared/dossier/status.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';
import { findStep } from '../../../shared/procedure/steps.ts';
import { dayInVietNam } from '../../../shared/time/viet-nam.ts';

/** Procedure data that the figures depend on. A version is immutable, so the contribution of a log never changes. */
export type ProcedureFacts = Pick<Procedure, 'field' | 'steps' | 'components' | 'interlinked'>;

/** Statistics state of a dossier besides its own state, so that each event can be counted incrementally. */
export type StatisticsState = {
  /** Agency the dossier is counted for: the receiving one, after hand-over the leading one. */
  readonly holder: string;
  /** The leading agency is known and no longer changes. */
  readonly settled: boolean;
  /** The appointment passed, as far as the log shows, while the dossier was open and its clock ran. */
  readonly late: boolean;
  /** The same for the time reception has to decide on a submitted dossier. */
  readonly lateAtReception: boolean;
  /** How and why it was returned; absent before. */
  readonly returned?: { readonly reason: 'result' | 'withdrawn' | 'stopped'; readonly post: boolean } | undefined;
  readonly finished?: { readonly timeliness: Timeliness | undefined; readonly day: string } | undefined;
  /** Quality index: whether an ended dossier kept its appointment; absent without one. */
  readonly kept?: boolean | undefined;
};

export const isEnded = ({ status }: Dossier): boolean => statusIs(status, 'closed');

/**
 * An open dossier is late after its due moment; while its clock is paused, the moment of the pause decides. Once late, it stays
 * so: a new date given afterwards is no longer the one that was promised.
 */
export function isLateAt({ appointmentAt, pausedAt, overdueSince }: Dossier, at: string): boolean {
  if (overdueSince !== undefined) return true;
  return appointmentAt !== undefined && (pausedAt ?? at) >= appointmentAt;
}

/** Folds one more event. @param after the dossier with the event folded in */
export function goOn(
  state: StatisticsState | undefined,
  event: NumberedEvent,
  after: Dossier,
  facts: ProcedureFacts,
): StatisticsState {
  const place = state ?? { holder: after.receivingAgency, settled: false, late: false, lateAtReception: false };
  const returned = returnedBy(place, event, after);
  const done = after.status === 'completed' || (after.status === 'returned' && returned?.reason === 'result');
  const finished = done ? (place.finished ?? { timeliness: judged(event, after), day: dayOf(event) }) : undefined;
  return {
    ...holderAfter(place, event, facts),
    late: isLateAt(after, event.occurredAt),
    lateAtReception: isLateAtReception(after, event.occurredAt),
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
  // By a correction, or reported by the processing system.
  return returned ?? { reason: 'result', post: false };
}

/**
 * The responsible agency: that of the first step outside the one-stop shop; in a set of procedures, that of the first step of
 * the leading kind.
 */
function holderAfter(
  place: StatisticsState,
  event: NumberedEvent,
  facts: ProcedureFacts,
): Pick<StatisticsState, 'holder' | 'settled'> {
  const { holder, settled } = place;
  // The agency that has it from a transfer on is counted for it, as if handed over.
  if (event.type === 'transferred') return { holder: holder === event.fromAgency ? event.agencyId : holder, settled };
  if (settled || event.type !== 'forwarded') return { holder, settled };
  const kind = findStep(facts, event.stepId)?.agencyKind;
  const leads = facts.interlinked === undefined ? kind !== 'reception' : kind === facts.interlinked.lead;
  return leads ? { holder: event.agencyId, settled: true } : { holder, settled };
}

/**
 * Judgement from the completing event. A completion by correction, or reported by another authority's system, carries none:
 * then moments are compared directly, and "early", which needs a calendar, is not given.
 */
function judged(event: NumberedEvent, { appointmentAt, completedAt, overdueSince }: Dossier): Timeliness | undefined {
  // Before misses were kept, an event judged by the latest date only.
  if (overdueSince !== undefined && completedAt !== undefined && completedAt > overdueSince) return 'overdue';
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
  // Judged when it was finished: a date reported afterwards by a system was promised to no applicant.
  if (place.finished !== undefined && finished !== undefined) return undefined;
  if (after.appointmentAt === undefined && after.overdueSince === undefined) return undefined;
  if (after.supplementRequests.length > 1) return false;
  return finished === undefined ? !isLateAt(after, event.occurredAt) : finished.timeliness !== 'overdue';
}

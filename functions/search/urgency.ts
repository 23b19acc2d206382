import { clockRuns } from '../../shared/dossier/overdue.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import { isFinal, statusIs } from '../../shared/dossier/status.ts';
import { dueAt } from '../../shared/platform/table/keys.ts';

/**
 * Place of a dossier in the order of urgency, as text: what counts against the office by its due moment (an overdue one stays
 * before the others, also with a new date); then what waits for others; then what only has to be returned; then what ended,
 * newest first.
 */
export type Urgency = `${keyof typeof GROUPS}#${string}`;

const GROUPS = { 0: 'due', 1: 'waiting', 2: 'finished', 3: 'ended' } as const;

/** Milliseconds; later than any date here, with as many digits as the difference to one. */
const FAR = 9_999_999_999_999;

/** When the dossier is due: at its step, else as promised, else at reception. */
export function dueMoment(dossier: Dossier): string | undefined {
  const atReception = dossier.status === 'submitted' ? dossier.receptionDueAt : undefined;
  return dueAt(dossier) ?? atReception;
}

/** The moments after which the dossier is late. All that passed come first, whether or not the log has recorded it. */
function lateAfter(dossier: Dossier): readonly string[] {
  const { overdueSince, step, appointmentAt, status, receptionDueAt, suspension } = dossier;
  const running = clockRuns(dossier) ? [step?.dueAt, appointmentAt] : [];
  const reception = status === 'submitted' && suspension === undefined ? [receptionDueAt] : [];
  return [overdueSince, step?.overdueSince, ...running, ...reception].filter((moment) => moment !== undefined);
}

/** Pure, and independent of the time at which it is asked. */
export function urgencyOf(dossier: Dossier): Urgency {
  const { status, submittedAt, createdAt, completedAt, returnedAt, endingSince } = dossier;
  const since = submittedAt ?? createdAt;
  if (isFinal(status)) return `3#${FAR - Date.parse(returnedAt ?? since)}`;
  if (statusIs(status, 'closed')) return `2#${completedAt ?? endingSince ?? since}`;
  const [first] = lateAfter(dossier).toSorted();
  return first === undefined ? `1#${dueMoment(dossier) ?? since}` : `0#${first}`;
}

/** Whether the office is late with it at a moment. */
export const isOverdue = (urgency: Urgency, now: string): boolean => urgency.startsWith('0#') && urgency.slice(2) < now;

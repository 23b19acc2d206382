import { answerTimers } from './awaited-from.ts';
import type { Timer } from './commands.ts';
import { correctionTimers } from './correction-request.ts';
import { draftTimers } from './drafts.ts';
import { receptionTimers } from './reception-deadline.ts';
import { refundTimers } from './refunds.ts';
import { type Dossier, openBranches } from './state.ts';
import { statusIs } from './status.ts';

/** Permanent id of a timer within its dossier: a moved date is another timer. */
export const timerId = ({ kind, of, id, at }: Timer): string => `${of}#${id}#${kind}#${at}`;

/**
 * The current deadlines of a dossier: of the whole, of its step, of each open branch, of what the applicant is asked for, and of
 * what is to be refunded.
 * Each warns once and is breached once.
 * Fired, ended and paused timers are excluded; check this list before firing.
 */
export function timersOf(dossier: Dossier): readonly Timer[] {
  const clockRuns = statusIs(dossier.status, 'hasDeadlines') && dossier.pausedAt === undefined;
  const dates = clockRuns ? datesOf(dossier) : ownTimers(dossier);
  return dossier.firedTimerIds.length === 0
    ? dates
    : dates.filter((timer) => !dossier.firedTimerIds.includes(timerId(timer)));
}

/** Timers that run while the clock of the dossier is paused as well. */
const ownTimers = (dossier: Dossier): readonly Timer[] => [
  ...draftTimers(dossier),
  ...answerTimers(dossier),
  ...receptionTimers(dossier),
  ...correctionTimers(dossier),
  ...refundTimers(dossier),
];

/** All timers of this state, including paused and fired ones. */
export function datesOf(dossier: Dossier): readonly Timer[] {
  // A correction to before acceptance removes the promise; the old appointment stays in the list.
  const appointment = dossier.appointmentAt === undefined ? undefined : dossier.appointments.at(-1);
  const timers = [...ownTimers(dossier)];
  const add = (of: Timer['of'], id: string, { warnAt, dueAt }: { readonly warnAt: string; readonly dueAt: string }) => {
    timers.push({ kind: 'warning', of, id, at: warnAt }, { kind: 'breach', of, id, at: dueAt });
  };
  if (appointment !== undefined) {
    add('appointment', 'appointment', { warnAt: appointment.warnAt, dueAt: appointment.appointmentAt });
  }
  if (dossier.step !== undefined) add('step', dossier.step.stepId, dossier.step);
  for (const branch of openBranches(dossier)) add('branch', branch.branchId, branch);
  return timers;
}

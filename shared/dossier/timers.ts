import type { Timer } from './commands.ts';
import { type Dossier, openBranches } from './state.ts';
import { statusIs } from './status.ts';

/** Identifies a timer within its dossier for ever: a date that moves is another timer. */
export const timerId = ({ kind, of, id, at }: Timer): string => `${of}#${id}#${kind}#${at}`;

/**
 * The deadlines a dossier is under now: of the whole, of its step, of each open branch; each warns once and is broken
 * once. What firedTimerIds, what ended and what stands still is not among them: whatever fires asks here first.
 */
export function timersOf(dossier: Dossier): readonly Timer[] {
  if (!statusIs(dossier.status, 'hasDeadlines') || dossier.pausedAt !== undefined) return [];
  const dates = datesOf(dossier);
  return dossier.firedTimerIds.length === 0
    ? dates
    : dates.filter((timer) => !dossier.firedTimerIds.includes(timerId(timer)));
}

/** All that could come in this state, whether its clock runs, whether it came already. */
export function datesOf(dossier: Dossier): readonly Timer[] {
  // A correction back to before acceptance takes the promise away; what was promised once stays in the list.
  const appointment = dossier.appointmentAt === undefined ? undefined : dossier.appointments.at(-1);
  const timers: Timer[] = [];
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

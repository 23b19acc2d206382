import { dueAfter, momentOf } from '../calendar/deadline.ts';
import type { Command } from './commands.ts';
import { accept, type Context, type Decision, reject, wrongStatus } from './decision.ts';
import { appointmentFrom, clockOf, WORKING_DAY } from './schedule.ts';
import type { Dossier } from './state.ts';
import { statusIs } from './status.ts';
import { timerId, timersOf } from './timers.ts';

type OnDeadlines = Extract<Command, { type: 'reappoint' | 'recalculate-appointment' | 'fire-timer' }>;

/** The promised date changes only by these, each recorded with its reason, the old date kept beside the new one. */
export function decideOnDeadlines(dossier: Dossier, command: OnDeadlines, context: Context): Decision {
  switch (command.type) {
    case 'reappoint':
      return reappoint(dossier, command, context);
    case 'recalculate-appointment':
      return recalculate(dossier, command, context);
    case 'fire-timer': {
      const { timer } = command;
      // The step ended, the date moved, or it fired before: a timer that comes late or twice does nothing.
      const pending = timersOf(dossier).some((t) => timerId(t) === timerId(timer));
      if (!pending || context.now < timer.at) return accept();
      return accept({ type: timer.kind === 'warning' ? 'deadline-warned' : 'deadline-breached', timer });
    }
  }
}

/** Decree 61/2018/NĐ-CP, carried over: an apology at least one day before expiry, a new date at most once. */
function reappoint(dossier: Dossier, command: Extract<OnDeadlines, { type: 'reappoint' }>, context: Context): Decision {
  const { calendar, now } = context;
  const inWork = statusIs(dossier.status, 'inWork');
  const { appointmentAt } = dossier;
  if (!inWork || appointmentAt === undefined) return wrongStatus(dossier);
  if (dossier.appointments.some((a) => a.reason === 'reappointed')) return reject('reappointed-before');
  if (calendar === undefined) return reject('no-calendar');
  const wt = clockOf(dossier, calendar);
  const inTime = now < appointmentAt && wt.between(momentOf(now), momentOf(appointmentAt)) >= WORKING_DAY;
  if (!inTime) return reject('too-late-to-reappoint', { details: { appointmentAt } });
  const minutes = command.workingHours * 60;
  const appointment = appointmentFrom(wt, 'reappointed', appointmentAt, minutes, appointmentAt);
  return accept({ type: 'reappointed', appointment, reason: command.reason });
}

/** Counts the present appointment again by the calendar in force now. */
function recalculate(
  dossier: Dossier,
  command: Extract<OnDeadlines, { type: 'recalculate-appointment' }>,
  { calendar }: Context,
): Decision {
  const last = dossier.appointments.at(-1);
  const inWork = statusIs(dossier.status, 'inWork');
  if (!inWork || last === undefined) return wrongStatus(dossier);
  if (calendar === undefined) return reject('no-calendar');
  const wt = clockOf(dossier, calendar);
  if (dueAfter(wt, last.from, last.workingMinutes / 60).dueAt === last.appointmentAt) return reject('no-change');
  const { from, workingMinutes, appointmentAt } = last;
  const appointment = appointmentFrom(wt, 'recalculated', from, workingMinutes, appointmentAt);
  return accept({ type: 'appointment-recalculated', appointment, reason: command.reason });
}

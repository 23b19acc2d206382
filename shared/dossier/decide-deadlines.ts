import { dueAfter, momentOf } from '../calendar/deadline.ts';
import { atTimer } from './decide-reached.ts';
import { accept, type Decision, reject, wrongStatus } from './decision.ts';
import { administersHolder, leadsCurrentDesk, onlySystem } from './rights.ts';
import { ANYWHERE, CALENDAR, type CommandOf, type Given, HERE, NOTHING, rule } from './rule.ts';
import { appointmentFrom, clockOf, WORKING_DAY } from './schedule.ts';
import type { Dossier } from './state.ts';
import { statusIs } from './status.ts';
import { timerId, timersOf } from './timers.ts';

/** Only these commands change the promised date. Each records a reason and keeps the old date beside the new one. */
export const DEADLINE_RULES = {
  reappoint: rule<'reappoint'>()({
    needs: CALENDAR,
    may: leadsCurrentDesk,
    ...HERE,
    decide: reappoint,
  }),
  'recalculate-appointment': rule<'recalculate-appointment'>()({
    needs: CALENDAR,
    may: (dossier, by) => leadsCurrentDesk(dossier, by) || administersHolder(dossier, by),
    ...HERE,
    decide: recalculate,
  }),
  'fire-timer': rule<'fire-timer'>()({
    needs: NOTHING,
    may: onlySystem,
    ...ANYWHERE,
    decide(dossier, { timer }, { now }, procedure) {
      // The step ended, the date moved, or the timer already fired: a late or duplicate timer has no effect.
      const pending = timersOf(dossier).some((t) => timerId(t) === timerId(timer));
      if (!pending || now < timer.at) return accept();
      return accept(...atTimer(dossier, timer, procedure));
    },
  }),
};

/** Decree 61/2018/NĐ-CP, carried over: an apology at least one day before expiry; a new date at most once. */
function reappoint(dossier: Dossier, command: CommandOf<'reappoint'>, { calendar, now }: Given<'calendar'>): Decision {
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

/** Recomputes the current appointment with the calendar in force. */
function recalculate(
  dossier: Dossier,
  command: CommandOf<'recalculate-appointment'>,
  { calendar }: Given<'calendar'>,
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

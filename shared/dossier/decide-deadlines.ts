import { momentOf } from '../calendar/deadline.ts';
import type { Procedure } from '../procedure/schema.ts';
import { atTimer } from './decide-reached.ts';
import { accept, type Decision, reject, wrongStatus } from './decision.ts';
import { administersHolder, leadsCurrentDesk, onlySystem } from './rights.ts';
import { ANYWHERE, CALENDAR, type CommandOf, type Given, HERE, rule } from './rule.ts';
import { sameDayAppointment } from './same-day.ts';
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
    needs: CALENDAR,
    may: onlySystem,
    ...ANYWHERE,
    decide(dossier, { timer }, { calendar, now }, procedure) {
      // The step ended, the date moved, or the timer already fired: a late or duplicate timer has no effect.
      const pending = timersOf(dossier).some((t) => timerId(t) === timerId(timer));
      if (!pending || now < timer.at) return accept();
      return accept(...atTimer(dossier, timer, { calendar, now, procedure }));
    },
  }),
};

/**
 * Decree 61/2018/NĐ-CP, carried over: an apology at least one day before expiry; a new date at most once. The project's
 * reading: the new date takes at most the procedure's own time. A limit shorter than two days, which hardly leaves a day, needs
 * half of its time as notice. What comes later, before the date or after it, is late: the applicant still gets an apology and a
 * date, and the date before it counts as missed. So at no moment is an applicant left without either.
 */
function reappoint(
  dossier: Dossier,
  command: CommandOf<'reappoint'>,
  { calendar, now }: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  const inWork = statusIs(dossier.status, 'inWork');
  const { appointmentAt } = dossier;
  if (!inWork || appointmentAt === undefined) return wrongStatus(dossier);
  if (dossier.appointments.some((a) => a.reason === 'reappointed')) return reject('reappointed-before');
  const limit = Math.floor(procedure.workingHours);
  if (command.workingHours > Math.max(1, limit)) {
    return reject('reappointment-too-long', { fields: ['workingHours'], details: { limit: Math.max(1, limit) } });
  }
  if (calendar === undefined) return reject('no-calendar');
  const wt = clockOf(dossier, calendar);
  const wholeTime = Math.round(procedure.workingHours * 60);
  const notice = wholeTime < 2 * WORKING_DAY ? Math.floor(wholeTime / 2) : WORKING_DAY;
  const overdue = now > appointmentAt || dossier.overdueSince !== undefined;
  const inTime = !overdue && wt.between(momentOf(now), momentOf(appointmentAt)) >= notice;
  const from = now > appointmentAt ? now : appointmentAt;
  const appointment = appointmentFrom(wt, 'reappointed', from, command.workingHours * 60, appointmentAt);
  return accept({
    type: 'reappointed',
    appointment: inTime ? appointment : { ...appointment, late: true },
    reason: command.reason,
  });
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
  const { from, workingMinutes, appointmentAt } = last;
  const appointment =
    last.rule === 'same-day'
      ? sameDayAppointment(wt, calendar, 'recalculated', from, appointmentAt)
      : appointmentFrom(wt, 'recalculated', from, workingMinutes, appointmentAt);
  if (appointment.appointmentAt === appointmentAt) return reject('no-change');
  return accept({ type: 'appointment-recalculated', appointment, reason: command.reason });
}

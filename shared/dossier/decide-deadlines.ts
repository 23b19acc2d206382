import { momentOf } from '../calendar/deadline.ts';
import type { Procedure } from '../procedure/schema.ts';
import type { Appointment } from './appointment.ts';
import { accept, type Decision, type Refusal, reject, wrongStatus } from './decision.ts';
import { clockRuns } from './overdue.ts';
import { administersHolder, leadsCurrentDesk } from './rights.ts';
import { CALENDAR, type CommandOf, type Given, HERE, rule } from './rule.ts';
import { sameDayAppointment } from './same-day.ts';
import { appointmentFrom, clockOf, WORKING_DAY } from './schedule.ts';
import type { Dossier } from './state.ts';
import { statusIs } from './status.ts';

/** Only these commands change the promised date. Each records a reason and keeps the old date beside the new one. */
export const DEADLINE_RULES = {
  reappoint: rule<'reappoint'>()({
    needs: CALENDAR,
    may: leadsCurrentDesk,
    refuseNow: refuseReappointing,
    ...HERE,
    decide: reappoint,
  }),
  'recalculate-appointment': rule<'recalculate-appointment'>()({
    needs: CALENDAR,
    may: (dossier, by) => leadsCurrentDesk(dossier, by) || administersHolder(dossier, by),
    refuseNow(dossier, given) {
      const recalculated = recalculatedNow(dossier, given);
      return 'ok' in recalculated ? recalculated : undefined;
    },
    ...HERE,
    decide: recalculate,
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
  const { appointmentAt } = dossier;
  if (calendar === undefined || appointmentAt === undefined) return wrongStatus(dossier);
  const limit = longestReappointment(procedure);
  if (command.workingHours > limit) {
    return reject('reappointment-too-long', { fields: ['workingHours'], details: { limit } });
  }
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

function refuseReappointing(dossier: Dossier, { calendar }: Given<'calendar'>): Refusal | undefined {
  // Also while a fee is awaited or a withdrawal decided on, if the clock runs meanwhile.
  if (!clockRuns(dossier) || dossier.appointmentAt === undefined) return wrongStatus(dossier);
  if (dossier.appointments.some((a) => a.reason === 'reappointed')) return reject('reappointed-before');
  return calendar === undefined ? reject('no-calendar') : undefined;
}

/** Most working hours that a new date may be put off by. */
export const longestReappointment = ({ workingHours }: Procedure): number => Math.max(1, Math.floor(workingHours));

/** Recomputes the current appointment with the calendar in force. */
function recalculate(
  dossier: Dossier,
  { reason }: CommandOf<'recalculate-appointment'>,
  given: Given<'calendar'>,
): Decision {
  const appointment = recalculatedNow(dossier, given);
  return 'ok' in appointment ? appointment : accept({ type: 'appointment-recalculated', appointment, reason });
}

function recalculatedNow(dossier: Dossier, { calendar }: Given<'calendar'>): Appointment | Refusal {
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
  return appointment.appointmentAt === appointmentAt ? reject('no-change') : appointment;
}

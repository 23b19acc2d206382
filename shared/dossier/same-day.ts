import { dueFrom, momentOf, sameDayDue } from '../calendar/deadline.ts';
import { isoOf } from '../calendar/iso.ts';
import { receptionRules } from '../calendar/reception-rules.ts';
import type { Calendar } from '../calendar/schema.ts';
import type { WorkingTime } from '../calendar/working-time.ts';
import type { Appointment, AppointmentReason, Deadline } from './appointment.ts';

/**
 * Appointment of a procedure whose result is due on the day of reception. The head is warned when half of the time has passed,
 * as for every short time limit.
 */
export function sameDayAppointment(
  wt: WorkingTime,
  calendar: Calendar,
  reason: AppointmentReason,
  from: string,
  previousAt?: string,
): Appointment {
  const start = momentOf(from);
  const due = sameDayDue(wt, from, receptionRules(calendar).sameDayUntil);
  const opens = Math.min(wt.normalise(start), due);
  const workingMinutes = wt.between(opens, due);
  const { dueAt, calendarVersion, confirmed } = dueFrom(wt, start, due);
  return {
    appointmentAt: dueAt,
    ...(previousAt !== undefined && { previousAt }),
    reason,
    from,
    workingMinutes,
    warnAt: isoOf(Math.min(due, wt.add(opens, Math.floor(workingMinutes / 2)))),
    rule: 'same-day',
    calendarVersion,
    confirmed,
  };
}

/** A step's deadline that is not after the promise of a same-day procedure: received at 14:00, all steps end at closing. */
export function withinSameDay(
  deadline: Deadline,
  now: string,
  appointment: Pick<Appointment, 'appointmentAt' | 'rule'> | undefined,
): Deadline {
  if (appointment?.rule !== 'same-day') return deadline;
  const { appointmentAt } = appointment;
  if (appointmentAt <= now || deadline.dueAt <= appointmentAt) return deadline;
  const warnAt = deadline.warnAt < appointmentAt ? deadline.warnAt : appointmentAt;
  return { ...deadline, dueAt: appointmentAt, warnAt };
}

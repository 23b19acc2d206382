import { dueFrom, momentOf, paperDueAt, WORKING_DAY_HOURS, wholeMinutes } from '../calendar/deadline.ts';
import { isoOf } from '../calendar/iso.ts';
import type { Calendar } from '../calendar/schema.ts';
import { type WorkingTime, workingTime } from '../calendar/working-time.ts';
import { isWithin } from '../identifiers/agency-id.ts';
import { policiesOf, warningShare } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import { findStep } from '../procedure/steps.ts';
import type { Appointment, AppointmentReason, Deadline, Schedule } from './appointment.ts';
import { sameDayAppointment, withinSameDay } from './same-day.ts';
import { type Dossier, openBranches } from './state.ts';

/** One working day of the law, in minutes. */
export const WORKING_DAY = WORKING_DAY_HOURS * 60;

/** An opinion has no catalogue entry that sets the warning time. */
export const OPINION_WARNING = 0.75;

const WARN_BEFORE = 2 * WORKING_DAY;

export function appointmentFrom(
  wt: WorkingTime,
  reason: AppointmentReason,
  from: string,
  workingMinutes: number,
  previousAt?: string,
): Appointment {
  const start = momentOf(from);
  const due = wt.add(start, workingMinutes);
  const warn = Math.max(wt.normalise(start), wt.subtract(due, Math.min(WARN_BEFORE, Math.floor(workingMinutes / 2))));
  const { dueAt, calendarVersion, confirmed } = dueFrom(wt, start, due);
  return {
    appointmentAt: dueAt,
    ...(previousAt !== undefined && { previousAt }),
    reason,
    from,
    workingMinutes,
    warnAt: isoOf(Math.min(warn, due)),
    calendarVersion,
    confirmed,
  };
}

/** Agency whose opening hours apply to all dates of the dossier: the competent agency, else the receiving one. */
export function clockOf(dossier: Dossier, calendar: Calendar): WorkingTime {
  return workingTime(calendar, dossier.competentAgency ?? dossier.receivingAgency);
}

/** @param warningShare share (0 to 1) of the allotted time after which the officer is warned. */
export function deadlineAfter(wt: WorkingTime, from: string, workingHours: number, warningShare: number): Deadline {
  const start = momentOf(from);
  const after = (hours: number) => wt.add(start, wholeMinutes(hours));
  const { dueAt, calendarVersion, confirmed } = dueFrom(wt, start, after(workingHours));
  return { dueAt, calendarVersion, confirmed, warnAt: isoOf(after(workingHours * warningShare)) };
}

/**
 * Due dates when a dossier's paused clock resumes. `restart` counts the whole time again (the law after a supplement),
 * `resume` the time that was left when the clock stopped. Time that had run out already stays run out.
 */
function scheduleAfterPause(
  dossier: Dossier,
  calendar: Calendar,
  now: string,
  reason: AppointmentReason,
  mode:
    | { readonly kind: 'resume' }
    | { readonly kind: 'restart'; readonly procedure: Procedure; readonly stepHours: number },
  warningShare: number,
): Schedule {
  const { pausedAt, appointmentAt, step } = dossier;
  if (pausedAt === undefined || appointmentAt === undefined) return {};
  const ofDossier = clockOf(dossier, calendar);
  const left = mode.kind === 'restart' ? 0 : leftAt(ofDossier, pausedAt, appointmentAt);
  const appointment =
    mode.kind === 'restart'
      ? wholeTimeFrom(ofDossier, calendar, reason, now, mode.procedure, appointmentAt)
      : left > 0
        ? appointmentFrom(ofDossier, reason, now, left, appointmentAt)
        : undefined;
  if (step === undefined) return { appointment };
  const ofStep = workingTime(calendar, step.agencyId);
  const stepLeft = mode.kind === 'restart' ? mode.stepHours * 60 : leftAt(ofStep, pausedAt, step.dueAt);
  return {
    appointment,
    ...(stepLeft > 0 && {
      step: withinSameDay(deadlineAfter(ofStep, now, stepLeft / 60, warningShare), now, appointment),
    }),
    branches: branchesAfterPause(dossier, calendar, pausedAt, now, warningShare),
  };
}

/** The dossier's clock applies to all involved agencies. A consulted agency resumes with the time it had left. */
function branchesAfterPause(
  dossier: Dossier,
  calendar: Calendar,
  pausedAt: string,
  now: string,
  warningShare: number,
): Schedule['branches'] {
  const moved = openBranches(dossier).flatMap(({ branchId, kind, agencyId, dueAt }) => {
    const wt = workingTime(calendar, agencyId);
    const left = leftAt(wt, pausedAt, dueAt);
    const share = kind === 'opinion' ? OPINION_WARNING : warningShare;
    return left > 0 ? [{ branchId, ...deadlineAfter(wt, now, left / 60, share) }] : [];
  });
  return moved.length > 0 ? moved : undefined;
}

export function leftAt(wt: WorkingTime, pausedAt: string, due: string): number {
  return pausedAt < due ? wt.between(momentOf(pausedAt), momentOf(due)) : 0;
}

/**
 * The clock starts with acceptance, by the opening hours of the receiving agency. If another agency is competent, the clock
 * starts when that agency receives the dossier: immediately without paper documents, else when they must be there (the 15:00
 * rule).
 * Source: Decree 309/2026/NĐ-CP, second-hand.
 */
export function firstAppointment(dossier: Dossier, calendar: Calendar, now: string, procedure: Procedure): Appointment {
  const wt = clockOf(dossier, calendar);
  const carried = dossier.competentAgency !== undefined && dossier.channel !== 'online';
  return wholeTimeFrom(wt, calendar, 'accepted', carried ? paperDueAt(wt, now) : now, procedure);
}

/** The procedure's whole time from a moment: its working hours, or the day of reception. */
export function wholeTimeFrom(
  wt: WorkingTime,
  calendar: Calendar,
  reason: AppointmentReason,
  from: string,
  procedure: Procedure,
  previousAt?: string,
): Appointment {
  return policiesOf(procedure).sameDay
    ? sameDayAppointment(wt, calendar, reason, from, previousAt)
    : appointmentFrom(wt, reason, from, Math.round(procedure.workingHours * 60), previousAt);
}

/** Recomputed from when the competent agency received a dossier handed in elsewhere; absent if that changes nothing. */
export function appointmentOnReceipt(
  dossier: Dossier,
  byAgency: string,
  calendar: Calendar,
  now: string,
  procedure: Procedure,
): Appointment | undefined {
  const { competentAgency, appointmentAt, appointments } = dossier;
  if (competentAgency === undefined || appointmentAt === undefined || dossier.step !== undefined) return undefined;
  // After a supplement or an apology the date is independent; a new acceptance after a correction is not.
  if (appointments.at(-1)?.reason !== 'accepted' || !isWithin(byAgency, competentAgency)) return undefined;
  const wt = workingTime(calendar, competentAgency);
  const received = wholeTimeFrom(wt, calendar, 'received', now, procedure, appointmentAt);
  return received.appointmentAt === appointmentAt ? undefined : received;
}

/** Due dates when a dossier resumes, by its procedure's policies. */
export function scheduleAfter(
  dossier: Dossier,
  calendar: Calendar,
  now: string,
  reason: AppointmentReason,
  procedure: Procedure,
): Schedule {
  const step = dossier.step && findStep(procedure, dossier.step.stepId);
  const restarts = reason === 'supplemented' && policiesOf(procedure).afterSupplement === 'restart';
  const mode = restarts
    ? ({ kind: 'restart', procedure, stepHours: step?.workingHours ?? 0 } as const)
    : ({ kind: 'resume' } as const);
  return scheduleAfterPause(dossier, calendar, now, reason, mode, warningShare(step ?? {}));
}

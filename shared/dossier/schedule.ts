import { dueFrom, momentOf, paperDueAt, WORKING_DAY_HOURS, wholeMinutes } from '../calendar/deadline.ts';
import { isoOf } from '../calendar/iso.ts';
import type { Calendar } from '../calendar/schema.ts';
import { type WorkingTime, workingTime } from '../calendar/working-time.ts';
import { isWithin } from '../identifiers/agency-id.ts';
import { policiesOf, warningShare } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import { findStep } from '../procedure/steps.ts';
import type { Appointment, AppointmentReason, Deadline, Schedule } from './appointment.ts';
import { type Dossier, openBranches } from './state.ts';

/** One working day of the law, in minutes. */
export const WORKING_DAY = WORKING_DAY_HOURS * 60;

/** An opinion has no catalogue entry that says when to warn. */
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

/** The hours a promise runs by, from the first date to the last: the competent agency's, else the receiving one's. */
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
 * The dates with which a dossier goes on after its clock stood. `restart` counts the whole time again (the law after a
 * supplement), `resume` what was left when the clock stopped. Time that had run out already stays run out.
 */
function scheduleAfterPause(
  dossier: Dossier,
  calendar: Calendar,
  now: string,
  reason: AppointmentReason,
  mode:
    | { readonly kind: 'resume' }
    | { readonly kind: 'restart'; readonly workingHours: number; readonly stepHours: number },
  warningShare: number,
): Schedule {
  const { pausedAt, appointmentAt, step } = dossier;
  if (pausedAt === undefined || appointmentAt === undefined) return {};
  const ofDossier = clockOf(dossier, calendar);
  const left = mode.kind === 'restart' ? mode.workingHours * 60 : leftAt(ofDossier, pausedAt, appointmentAt);
  const appointment = left > 0 ? appointmentFrom(ofDossier, reason, now, left, appointmentAt) : undefined;
  if (step === undefined) return { appointment };
  const ofStep = workingTime(calendar, step.agencyId);
  const stepLeft = mode.kind === 'restart' ? mode.stepHours * 60 : leftAt(ofStep, pausedAt, step.dueAt);
  return {
    appointment,
    ...(stepLeft > 0 && { step: deadlineAfter(ofStep, now, stepLeft / 60, warningShare) }),
    branches: branchesAfterPause(dossier, calendar, pausedAt, now, warningShare),
  };
}

/** The clock of the dossier is that of all who work on it. An agency that was asked goes on with what it had left. */
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

function leftAt(wt: WorkingTime, pausedAt: string, due: string): number {
  return pausedAt < due ? wt.between(momentOf(pausedAt), momentOf(due)) : 0;
}

/**
 * The clock starts with acceptance, by the hours of the agency that received the dossier. Where another agency is
 * competent it starts when that one gets it: at once without paper, else when paper has to be there (the 15:00 rule).
 * Source: Decree 309/2026/NĐ-CP, second-hand.
 */
export function firstAppointment(dossier: Dossier, calendar: Calendar, now: string, procedure: Procedure): Appointment {
  const minutes = Math.round(procedure.workingHours * 60);
  const wt = clockOf(dossier, calendar);
  const carried = dossier.competentAgency !== undefined && dossier.channel !== 'online';
  return appointmentFrom(wt, 'accepted', carried ? paperDueAt(wt, now) : now, minutes);
}

/** When the competent agency really has a dossier that was received elsewhere: counted from then; absent if that changes nothing. */
export function appointmentOnReceipt(
  dossier: Dossier,
  byAgency: string,
  calendar: Calendar,
  now: string,
  procedure: Procedure,
): Appointment | undefined {
  const { competentAgency, appointmentAt, appointments } = dossier;
  if (competentAgency === undefined || appointmentAt === undefined || dossier.step !== undefined) return undefined;
  // After a supplement or an apology the date stands on its own; accepted anew after a correction it does not.
  if (appointments.at(-1)?.reason !== 'accepted' || !isWithin(byAgency, competentAgency)) return undefined;
  const wt = workingTime(calendar, competentAgency);
  const received = appointmentFrom(wt, 'received', now, Math.round(procedure.workingHours * 60), appointmentAt);
  return received.appointmentAt === appointmentAt ? undefined : received;
}

/** The dates with which a dossier goes on, by its procedure's policies. */
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
    ? ({ kind: 'restart', workingHours: procedure.workingHours, stepHours: step?.workingHours ?? 0 } as const)
    : ({ kind: 'resume' } as const);
  return scheduleAfterPause(dossier, calendar, now, reason, mode, warningShare(step ?? {}));
}

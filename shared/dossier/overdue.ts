import { type Timeliness, timeliness } from '../calendar/deadline.ts';
import type { WorkingTime } from '../calendar/working-time.ts';
import type { Appointment } from './appointment.ts';
import type { NumberedEvent } from './events.ts';
import type { Dossier } from './state.ts';
import { statusIs } from './status.ts';

/*
 * A deadline that passed while its clock ran is missed for good. A later supplement, stop, re-appointment or new date tells the
 * applicant when to come; it does not make the work on time. So the miss is a fact of the dossier, not a comparison with its
 * latest date.
 */

/** Something with a due moment: a step, a branch. */
type Work = { readonly dueAt: string; readonly overdueSince?: string | undefined };

/** Whether the dossier's clock runs: it was accepted, is open and is not waiting for its applicant. */
export function clockRuns({ status, pausedAt, acceptedAt }: Dossier): boolean {
  return acceptedAt !== undefined && pausedAt === undefined && statusIs(status, 'hasDeadlines');
}

/** The promised moment that was missed by `at`, if any: recorded earlier, or passed since while the clock ran. */
export function missedPromise(dossier: Dossier, at: string): string | undefined {
  const { overdueSince, appointmentAt } = dossier;
  if (overdueSince !== undefined) return overdueSince;
  return clockRuns(dossier) && appointmentAt !== undefined && at > appointmentAt ? appointmentAt : undefined;
}

/** When an event took effect: a suspension from the moment of its decision on, so that no deadline is missed in between. */
export const effectiveAt = (event: NumberedEvent): string =>
  event.type === 'suspended' ? (event.since ?? event.occurredAt) : event.occurredAt;

/** Early, on time or overdue, for a dossier that ends at `at`: overdue once any promise to its applicant was missed. */
export function timelinessOf(dossier: Dossier, wt: WorkingTime, at: string): Timeliness | undefined {
  const missed = missedPromise(dossier, at);
  if (missed !== undefined && at > missed) return 'overdue';
  return dossier.appointmentAt === undefined ? undefined : timeliness(wt, at, dossier.appointmentAt);
}

/**
 * The same for a step or a branch. Its clock is the dossier's: work handed in while the dossier waits for its applicant is
 * judged at the moment of the pause.
 */
export function workTimeliness({ pausedAt }: Dossier, work: Work, wt: WorkingTime, at: string): Timeliness {
  if (work.overdueSince !== undefined) return 'overdue';
  return timeliness(wt, pausedAt !== undefined && pausedAt < at ? pausedAt : at, work.dueAt);
}

/**
 * The dossier with the deadlines marked that passed before this event. Derived from the log alone, so figures and snapshots
 * rebuilt from older logs have the marks, too.
 */
export function withMissedDeadlines(dossier: Dossier, event: NumberedEvent): Dossier {
  if (event.type === 'status-reported') return asReported(dossier, event.reportedAt);
  if (!clockRuns(dossier)) return dossier;
  const at = effectiveAt(event);
  const { overdueSince, appointmentAt, step, branches } = dossier;
  const fired = event.type === 'deadline-breached' && event.timer.of === 'appointment';
  const dossierIsLate = overdueSince === undefined && appointmentAt !== undefined && (fired || at > appointmentAt);
  const stepIsLate = step !== undefined && isNewlyLate(step, at);
  const branchIsLate = branches.some((b) => b.finishedAt === undefined && isNewlyLate(b, at));
  if (!dossierIsLate && !stepIsLate && !branchIsLate) return dossier;
  return {
    ...dossier,
    ...(dossierIsLate && { overdueSince: appointmentAt }),
    ...(stepIsLate && { step: { ...step, overdueSince: step.dueAt } }),
    ...(branchIsLate && {
      branches: branches.map((b) =>
        b.finishedAt === undefined && isNewlyLate(b, at) ? { ...b, overdueSince: b.dueAt } : b,
      ),
    }),
  };
}

/** An apology that comes too late to be one concedes that the date before it is missed. */
export function concededBy(
  { overdueSince }: Dossier,
  { late, previousAt }: Appointment,
): Pick<Dossier, 'overdueSince'> {
  return late === true && overdueSince === undefined ? { overdueSince: previousAt } : {};
}

const isNewlyLate = ({ dueAt, overdueSince }: Work, at: string) => overdueSince === undefined && at > dueAt;

/**
 * Another authority's system reports late: what it reports from before the due moment shows that the breach our clock assumed
 * did not happen.
 */
function asReported(dossier: Dossier, reportedAt: string): Dossier {
  const { overdueSince } = dossier;
  if (overdueSince !== undefined && reportedAt <= overdueSince) return { ...dossier, overdueSince: undefined };
  const missed = missedPromise(dossier, reportedAt);
  return missed === overdueSince ? dossier : { ...dossier, overdueSince: missed };
}

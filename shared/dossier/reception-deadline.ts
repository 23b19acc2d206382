import { momentOf, wholeMinutes } from '../calendar/deadline.ts';
import { isoOf } from '../calendar/iso.ts';
import { receptionRules } from '../calendar/reception-rules.ts';
import type { Calendar } from '../calendar/schema.ts';
import { workingTime } from '../calendar/working-time.ts';
import { policiesOf } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import type { Timer } from './commands.ts';
import type { NumberedEvent } from './events.ts';
import { effectiveAt } from './overdue.ts';
import type { Dossier } from './state.ts';

/*
 * A dossier that was submitted and that the one-stop shop has neither accepted nor rejected nor asked to be supplemented. Its
 * legal clock has not started, so that nothing else would show that it lies there.
 */

/** Until when reception decides, from the moment it has the dossier; undefined without a calendar or a duty here. */
export function receptionDue(
  receivingAgency: string,
  calendar: Calendar | undefined,
  now: string,
  procedure: Procedure,
): { readonly receptionDueAt?: string } {
  if (calendar === undefined || policiesOf(procedure).processedBy === 'ministry') return {};
  const wt = workingTime(calendar, receivingAgency);
  return { receptionDueAt: isoOf(wt.add(momentOf(now), wholeMinutes(receptionRules(calendar).decideWithinHours))) };
}

/**
 * Until when reception decides on a dossier that it could not decide on since a moment: the time that was left then. Nothing for one
 * that is accepted, or whose time was over.
 */
export function receptionLeft(
  { acceptedAt, receptionDueAt, receivingAgency }: Dossier,
  since: string,
  calendar: Calendar,
  now: string,
): { readonly receptionDueAt?: string } {
  if (acceptedAt !== undefined || receptionDueAt === undefined || since >= receptionDueAt) return {};
  const wt = workingTime(calendar, receivingAgency);
  return { receptionDueAt: isoOf(wt.add(momentOf(now), wt.between(momentOf(since), momentOf(receptionDueAt)))) };
}

/** What an event that moves the time to decide changes. */
export const untilDecided = ({ receptionDueAt }: { readonly receptionDueAt?: string | undefined }): Partial<Dossier> =>
  receptionDueAt === undefined ? {} : { receptionDueAt };

/** The timer of a dossier at reception. There is no warning before: most are decided on within the hour. */
export function receptionTimers({ status, receptionDueAt, suspension }: Dossier): readonly Timer[] {
  return status === 'submitted' && receptionDueAt !== undefined && suspension === undefined
    ? [{ kind: 'breach', of: 'reception', id: 'reception', at: receptionDueAt }]
    : [];
}

/** Whether reception has missed its time by `at`. It stays so: a supplement asked for afterwards does not undo it. */
export function isLateAtReception(dossier: Dossier, at: string): boolean {
  const { status, receptionDueAt, lateAtReception, suspension } = dossier;
  if (lateAtReception === true) return true;
  return status === 'submitted' && suspension === undefined && receptionDueAt !== undefined && at > receptionDueAt;
}

/** The dossier with the mark of a reception that was late before this event. */
export function withLateReception(dossier: Dossier, event: NumberedEvent): Dossier {
  if (dossier.lateAtReception === true) return dossier;
  const fired = event.type === 'deadline-breached' && event.timer.of === 'reception';
  return fired || isLateAtReception(dossier, effectiveAt(event)) ? { ...dossier, lateAtReception: true } : dossier;
}

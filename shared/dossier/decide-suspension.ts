import type { Calendar } from '../calendar/schema.ts';
import { workingTime } from '../calendar/working-time.ts';
import type { Procedure } from '../procedure/schema.ts';
import { answerTime } from './answer-time.ts';
import type { Deadline } from './appointment.ts';
import { payAgain, requestOwed } from './awaited-from.ts';
import { accept, type Decision, optional, reject, wrongStatus } from './decision.ts';
import { receptionLeft } from './reception-deadline.ts';
import { WHENEVER } from './refuse-now.ts';
import { onlySystem } from './rights.ts';
import { CALENDAR, type CommandOf, type Given, HERE, NOTHING, rule } from './rule.ts';
import { leftAt, scheduleAfter } from './schedule.ts';
import type { Dossier } from './state.ts';
import { canBeSuspended } from './suspension-due.ts';

/**
 * Force majeure, dossier by dossier: a leader's recorded decision is applied at the next command or deadline of each, or to all of
 * them by an operator, and lifted the same way.
 */
export const SUSPENSION_RULES = {
  suspend: rule<'suspend'>()({
    needs: NOTHING,
    may: onlySystem,
    refuseNow: (dossier) => (canBeSuspended(dossier) ? undefined : wrongStatus(dossier)),
    ...HERE,
    decide(dossier, { suspensionId, decision, reason, since }, { now }) {
      if (dossier.suspension !== undefined) return accept();
      // What happened after the decision, before it was known here, stays.
      const from = later(since ?? now, dossier.updatedAt);
      return accept({ type: 'suspended', suspensionId, decision, reason, ...(from < now && { since: from }) });
    },
  }),
  'lift-suspension': rule<'lift-suspension'>()({
    needs: CALENDAR,
    may: onlySystem,
    refuseNow: WHENEVER,
    ...HERE,
    decide: lift,
  }),
};

function lift(
  dossier: Dossier,
  { suspensionId, decision, liftedAt }: CommandOf<'lift-suspension'>,
  { calendar, now }: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  const { suspension, pausedAt, status } = dossier;
  if (suspension?.suspensionId !== suspensionId) return accept();
  if (calendar === undefined) return reject('no-calendar');
  // The agencies' time goes on from the lifting, the applicant's from when they are told.
  const from = liftedAt !== undefined && liftedAt < now ? later(liftedAt, suspension.since) : now;
  // It stood for a reason of its own before, or does now: that reason ends its standing.
  const stands = suspension.stood || status === 'supplement-required' || status === 'stopped';
  const goesOn = pausedAt !== undefined && !stands;
  return accept({
    type: 'suspension-lifted',
    suspensionId,
    decision,
    ...(stands && { stands }),
    ...(goesOn && scheduleAfter(dossier, calendar, from, 'resumed', procedure)),
    ...optional('answerBy', answerAfter(dossier, suspension.since, calendar, now)),
    ...payAgain(dossier, { status, suspension: undefined }, calendar, now),
    ...(status === 'submitted' && receptionLeft(dossier, suspension.since, calendar, from)),
  });
}

const later = (a: string, b: string) => (a > b ? a : b);

/** The applicant has the time to supply that was left when the suspension began. */
function answerAfter(dossier: Dossier, since: string, calendar: Calendar, now: string): Deadline | undefined {
  const { answerBy } = requestOwed(dossier) ?? {};
  if (answerBy === undefined) return undefined;
  const left = leftAt(workingTime(calendar, dossier.receivingAgency), since, answerBy.dueAt);
  return left > 0 ? answerTime(dossier, calendar, now, left / 60) : undefined;
}

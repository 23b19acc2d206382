import type { Procedure } from '../procedure/schema.ts';
import { payAgain, payTimeStands } from './awaited-from.ts';
import { accept, type Decision, optional, reject } from './decision.ts';
import { settled } from './papers-back.ts';
import { refundsAtEnd } from './refund-opening.ts';
import { inStatus, leadingTo } from './refuse-now.ts';
import { leadsCurrentDesk, ownerOrReception } from './rights.ts';
import { CALENDAR, type CommandOf, type Given, HERE, NOTHING, rule } from './rule.ts';
import { scheduleAfter } from './schedule.ts';
import type { Dossier } from './state.ts';

export const WITHDRAWAL_RULES = {
  'request-withdrawal': rule<'request-withdrawal'>()({
    needs: NOTHING,
    may: ownerOrReception,
    refuseNow: leadingTo('withdrawal-requested'),
    ...HERE,
    decide: (_, { reason }) => accept({ type: 'withdrawal-requested', reason }),
  }),
  'decide-withdrawal': rule<'decide-withdrawal'>()({
    needs: CALENDAR,
    may: leadsCurrentDesk,
    refuseNow: inStatus('withdrawal-requested'),
    ...HERE,
    decide: decideWithdrawal,
  }),
};

/** A dossier that was never accepted must be returned when its applicant asks. */
function decideWithdrawal(
  dossier: Dossier,
  command: CommandOf<'decide-withdrawal'>,
  { calendar, now }: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  if (!command.granted && dossier.acceptedAt === undefined) return reject('not-accepted-yet', { fields: ['granted'] });
  const decided = {
    type: 'withdrawal-decided',
    granted: command.granted,
    ...optional('reason', command.reason),
    ...(command.granted && settled(dossier, command, procedure)),
  } as const;
  if (!command.granted) {
    // It may have been requested while the clock was paused: processing resumes, so the clock does too.
    if (dossier.pausedAt === undefined && !payTimeStands(dossier)) return accept(decided);
    if (calendar === undefined) return reject('no-calendar');
    const goesOn = dossier.pausedAt !== undefined && scheduleAfter(dossier, calendar, now, 'resumed', procedure);
    const after = { status: 'in-processing', suspension: dossier.suspension } as const;
    return accept({ ...decided, ...goesOn, ...payAgain(dossier, after, calendar, now) });
  }
  const method = dossier.channel === 'online' ? 'electronic' : 'counter';
  const clock = { calendar, now, procedure };
  const refunded = refundsAtEnd(dossier, 'withdrawn', command.refunded === true, clock);
  return accept(decided, ...refunded, { type: 'returned', method, reason: 'withdrawn' });
}

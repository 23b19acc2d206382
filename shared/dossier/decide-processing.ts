import type { Procedure } from '../procedure/schema.ts';
import { payAgain, payTimeStands } from './awaited-from.ts';
import { correct, reportStatus } from './decide-correction.ts';
import { assessed } from './decide-fees.ts';
import { handOver } from './decide-handed-over.ts';
import { accept, type Decision, optional, refuseMove, reject, wrongStatus } from './decision.ts';
import type { Settlement } from './event-parts.ts';
import { papersBack } from './papers-back.ts';
import { refundsAtEnd } from './refund-opening.ts';
import {
  administersHolder,
  atReception,
  leadsCurrentDesk,
  officerConcerned,
  ownerOrReception,
  processingSystem,
  readsInternal,
} from './rights.ts';
import { ANYWHERE, CALENDAR, type CommandOf, type Given, HERE, NOTHING, rule } from './rule.ts';
import { firstAppointment, scheduleAfter } from './schedule.ts';
import { type Dossier, openObligation } from './state.ts';
import { isFinal } from './status.ts';

export const PROCESSING_RULES = {
  accept: rule<'accept'>()({
    needs: CALENDAR,
    may: atReception,
    ...HERE,
    decide: acceptDossier,
  }),
  reject: rule<'reject'>()({
    needs: NOTHING,
    may: atReception,
    ...HERE,
    decide(dossier, { legalGround, reason }) {
      // While the applicant is waited for, only the end of their time or another ground closes it.
      if (dossier.status !== 'submitted') return wrongStatus(dossier);
      return accept({ type: 'rejected', legalGround, reason });
    },
  }),
  'return-result': rule<'return-result'>()({
    needs: CALENDAR,
    may: atReception,
    ...HERE,
    awaits: 'result',
    decide(dossier, { method }, { calendar, now }, procedure) {
      if (dossier.status === 'completed') return accept({ type: 'returned', method, reason: 'result' });
      if (dossier.status !== 'stopped') return wrongStatus(dossier);
      return accept(...refundsAtEnd(dossier, 'stopped', false, { calendar, now, procedure }), {
        type: 'returned',
        method,
        reason: 'stopped',
      });
    },
  }),
  'request-withdrawal': rule<'request-withdrawal'>()({
    needs: NOTHING,
    may: ownerOrReception,
    ...HERE,
    decide: (dossier, { reason }) =>
      refuseMove(dossier, 'withdrawal-requested') ?? accept({ type: 'withdrawal-requested', reason }),
  }),
  'decide-withdrawal': rule<'decide-withdrawal'>()({
    needs: CALENDAR,
    may: leadsCurrentDesk,
    ...HERE,
    decide: decideWithdrawal,
  }),
  stop: rule<'stop'>()({
    needs: CALENDAR,
    may: leadsCurrentDesk,
    ...HERE,
    decide(dossier, command, { calendar, now }, procedure) {
      if (dossier.status !== 'withdrawal-requested' && dossier.acceptedAt === undefined) {
        return reject('not-accepted-yet');
      }
      return (
        refuseMove(dossier, 'stopped') ??
        accept(
          { type: 'stopped', ground: command.ground, ...settled(dossier, command, procedure) },
          ...(command.refunded === true ? refundsAtEnd(dossier, 'stopped', true, { calendar, now, procedure }) : []),
        )
      );
    },
  }),
  resume: rule<'resume'>()({
    needs: CALENDAR,
    may: leadsCurrentDesk,
    ...HERE,
    decide(dossier, { note }, { calendar, now }, procedure) {
      if (dossier.status !== 'stopped') return wrongStatus(dossier);
      if (dossier.acceptedAt === undefined) return reject('not-accepted-yet');
      if (calendar === undefined) return reject('no-calendar');
      const after = { status: 'in-processing', suspension: dossier.suspension } as const;
      return accept({
        type: 'resumed',
        ...optional('note', note),
        ...scheduleAfter(dossier, calendar, now, 'resumed', procedure),
        ...payAgain(dossier, after, calendar, now),
      });
    },
  }),
  correct: rule<'correct'>()({
    needs: CALENDAR,
    may: administersHolder,
    ...HERE,
    decide: correct,
  }),
  'send-reminder': rule<'send-reminder'>()({
    needs: NOTHING,
    may: officerConcerned,
    ...ANYWHERE,
    decide(dossier, { message }) {
      if (isFinal(dossier.status) || dossier.status === 'draft') return wrongStatus(dossier);
      return accept({ type: 'reminder-sent', message });
    },
  }),
  'add-note': rule<'add-note'>()({
    needs: NOTHING,
    may: readsInternal,
    ...ANYWHERE,
    decide(dossier, { note }) {
      if (isFinal(dossier.status) || dossier.status === 'draft') return wrongStatus(dossier);
      return accept({ type: 'note-added', note });
    },
  }),
  'report-status': rule<'report-status'>()({
    needs: CALENDAR,
    may: processingSystem,
    ...ANYWHERE,
    decide: reportStatus,
  }),
};

function acceptDossier(
  dossier: Dossier,
  { assessment, handedOver: declared }: CommandOf<'accept'>,
  { calendar, now, actor }: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  const refused = refuseMove(dossier, 'accepted');
  if (refused) return refused;
  // Only the applicant's own action or the settled payment ends an interruption.
  const waits = dossier.status === 'supplement-required' || openObligation(dossier) !== undefined;
  if (waits || dossier.acceptedAt !== undefined) return wrongStatus(dossier);
  if (calendar === undefined) return reject('no-calendar');
  const handed = handOver({ dossier, declared, by: { actor, now }, procedure });
  if (!handed.ok) return handed;
  const assessing = assessed(dossier, assessment, { calendar, now, procedure });
  if (!assessing.ok) return assessing;
  return accept(...assessing.events, {
    type: 'accepted',
    appointment: firstAppointment(dossier, calendar, now, procedure),
    handedOver: handed.handedOver,
  });
}

const settled = (dossier: Dossier, { refunded, returnedDocuments }: Settlement, procedure: Procedure): Settlement => ({
  ...optional('refunded', refunded),
  ...optional('returnedDocuments', papersBack(dossier, procedure, returnedDocuments)),
});

/** A dossier that was never accepted must be returned when its applicant asks. */
function decideWithdrawal(
  dossier: Dossier,
  command: CommandOf<'decide-withdrawal'>,
  { calendar, now }: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  if (dossier.status !== 'withdrawal-requested') return wrongStatus(dossier);
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

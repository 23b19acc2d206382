import type { Procedure } from '../procedure/schema.ts';
import { payAgain } from './awaited-from.ts';
import { correct, refuseCorrecting, reportStatus } from './decide-correction.ts';
import { assessed } from './decide-fees.ts';
import { handOver } from './decide-handed-over.ts';
import { accept, type Decision, optional, type Refusal, refuseMove, reject, wrongStatus } from './decision.ts';
import { settled } from './papers-back.ts';
import { refundsAtEnd } from './refund-opening.ts';
import { inStatus, WHENEVER, whileOpen } from './refuse-now.ts';
import {
  administersHolder,
  atReception,
  leadsCurrentDesk,
  officerConcerned,
  processingSystem,
  readsInternal,
} from './rights.ts';
import { ANYWHERE, CALENDAR, type CommandOf, type Given, HERE, NOTHING, rule } from './rule.ts';
import { firstAppointment, scheduleAfter } from './schedule.ts';
import { type Dossier, openObligation } from './state.ts';

export const PROCESSING_RULES = {
  accept: rule<'accept'>()({
    needs: CALENDAR,
    may: atReception,
    refuseNow: refuseAccepting,
    ...HERE,
    decide: acceptDossier,
  }),
  reject: rule<'reject'>()({
    needs: NOTHING,
    may: atReception,
    // While the applicant is waited for, only the end of their time or another ground closes it.
    refuseNow: inStatus('submitted'),
    ...HERE,
    decide: (_, { legalGround, reason }) => accept({ type: 'rejected', legalGround, reason }),
  }),
  'return-result': rule<'return-result'>()({
    needs: CALENDAR,
    may: atReception,
    refuseNow: inStatus('completed', 'stopped'),
    ...HERE,
    awaits: 'result',
    decide(dossier, { method }, { calendar, now }, procedure) {
      if (dossier.status === 'completed') return accept({ type: 'returned', method, reason: 'result' });
      const refunds = refundsAtEnd(dossier, 'stopped', false, { calendar, now, procedure });
      return accept(...refunds, { type: 'returned', method, reason: 'stopped' });
    },
  }),
  stop: rule<'stop'>()({
    needs: CALENDAR,
    may: leadsCurrentDesk,
    refuseNow: (dossier) =>
      dossier.status !== 'withdrawal-requested' && dossier.acceptedAt === undefined
        ? reject('not-accepted-yet')
        : refuseMove(dossier, 'stopped'),
    ...HERE,
    decide: (dossier, command, { calendar, now }, procedure) =>
      accept(
        { type: 'stopped', ground: command.ground, ...settled(dossier, command, procedure) },
        ...(command.refunded === true ? refundsAtEnd(dossier, 'stopped', true, { calendar, now, procedure }) : []),
      ),
  }),
  resume: rule<'resume'>()({
    needs: CALENDAR,
    may: leadsCurrentDesk,
    refuseNow(dossier, { calendar }) {
      if (dossier.status !== 'stopped') return wrongStatus(dossier);
      if (dossier.acceptedAt === undefined) return reject('not-accepted-yet');
      return calendar === undefined ? reject('no-calendar') : undefined;
    },
    ...HERE,
    decide(dossier, { note }, { calendar, now }, procedure) {
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
    refuseNow: refuseCorrecting,
    ...HERE,
    decide: correct,
  }),
  'send-reminder': rule<'send-reminder'>()({
    needs: NOTHING,
    may: officerConcerned,
    refuseNow: whileOpen,
    ...ANYWHERE,
    decide: (_, { message }) => accept({ type: 'reminder-sent', message }),
  }),
  'add-note': rule<'add-note'>()({
    needs: NOTHING,
    may: readsInternal,
    refuseNow: whileOpen,
    ...ANYWHERE,
    decide: (_, { note }) => accept({ type: 'note-added', note }),
  }),
  'report-status': rule<'report-status'>()({
    needs: CALENDAR,
    may: processingSystem,
    refuseNow: WHENEVER,
    ...ANYWHERE,
    decide: reportStatus,
  }),
};

function refuseAccepting(dossier: Dossier, { calendar }: Given<'calendar'>): Refusal | undefined {
  const refused = refuseMove(dossier, 'accepted');
  if (refused) return refused;
  // Only the applicant's own action or the settled payment ends an interruption.
  const waits = dossier.status === 'supplement-required' || openObligation(dossier) !== undefined;
  if (waits || dossier.acceptedAt !== undefined) return wrongStatus(dossier);
  return calendar === undefined ? reject('no-calendar') : undefined;
}

function acceptDossier(
  dossier: Dossier,
  { assessment, handedOver: declared }: CommandOf<'accept'>,
  { calendar, now, actor }: Given<'calendar'>,
  procedure: Procedure,
): Decision {
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

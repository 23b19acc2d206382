import type { Procedure } from '../procedure/schema.ts';
import type { Command } from './commands.ts';
import { correct, reportStatus } from './decide-correction.ts';
import { accept, type Context, type Decision, optional, refuseMove, reject, wrongStatus } from './decision.ts';
import type { Settlement } from './events.ts';
import { refunds } from './payments.ts';
import { firstAppointment, scheduleAfter } from './schedule.ts';
import { type Dossier, openObligation } from './state.ts';
import { isFinal } from './status.ts';

type OnProcessing = Extract<
  Command,
  {
    type:
      | 'accept'
      | 'reject'
      | 'return-result'
      | 'request-withdrawal'
      | 'decide-withdrawal'
      | 'stop'
      | 'resume'
      | 'correct'
      | 'send-reminder'
      | 'report-status';
  }
>;

export function decideOnProcessing(
  dossier: Dossier,
  command: OnProcessing,
  context: Context,
  procedure: Procedure,
): Decision {
  switch (command.type) {
    case 'accept': {
      const refused = refuseMove(dossier, 'accepted');
      if (refused) return refused;
      // From an interruption only the applicant's own act, or the settled payment, leads on.
      const waits = dossier.status === 'supplement-required' || openObligation(dossier) !== undefined;
      if (waits || dossier.acceptedAt !== undefined) return wrongStatus(dossier);
      if (context.calendar === undefined) return reject('no-calendar');
      return accept({
        type: 'accepted',
        appointment: firstAppointment(dossier, context.calendar, context.now, procedure),
      });
    }
    case 'reject':
      return (
        refuseMove(dossier, 'rejected') ??
        accept({ type: 'rejected', legalGround: command.legalGround, reason: command.reason })
      );
    case 'return-result':
      if (dossier.status === 'completed') return accept({ type: 'returned', method: command.method, reason: 'result' });
      if (dossier.status !== 'stopped') return wrongStatus(dossier);
      return accept(...refunds(dossier, 'stopped', false), {
        type: 'returned',
        method: command.method,
        reason: 'stopped',
      });
    case 'request-withdrawal':
      return (
        refuseMove(dossier, 'withdrawal-requested') ?? accept({ type: 'withdrawal-requested', reason: command.reason })
      );
    case 'decide-withdrawal':
      return decideWithdrawal(dossier, command, context, procedure);
    case 'stop':
      if (dossier.status !== 'withdrawal-requested' && dossier.acceptedAt === undefined)
        return reject('not-accepted-yet');
      return (
        refuseMove(dossier, 'stopped') ??
        accept(
          { type: 'stopped', ground: command.ground, ...settled(command) },
          ...(command.refunded === true ? refunds(dossier, 'stopped', true) : []),
        )
      );
    case 'resume':
      if (dossier.status !== 'stopped') return wrongStatus(dossier);
      if (dossier.acceptedAt === undefined) return reject('not-accepted-yet');
      if (context.calendar === undefined) return reject('no-calendar');
      return accept({
        type: 'resumed',
        ...optional('note', command.note),
        ...scheduleAfter(dossier, context.calendar, context.now, 'resumed', procedure),
      });
    case 'correct':
      return correct(dossier, command, context, procedure);
    case 'send-reminder':
      if (isFinal(dossier.status) || dossier.status === 'draft') return wrongStatus(dossier);
      return accept({ type: 'reminder-sent', message: command.message });
    case 'report-status':
      return reportStatus(dossier, command, context, procedure);
  }
}

const settled = ({ refunded, returnedDocuments }: Settlement): Settlement => ({
  ...optional('refunded', refunded),
  ...optional('returnedDocuments', returnedDocuments),
});

/** A dossier that was never accepted cannot be kept against its applicant's will. */
function decideWithdrawal(
  dossier: Dossier,
  command: Extract<OnProcessing, { type: 'decide-withdrawal' }>,
  { calendar, now }: Context,
  procedure: Procedure,
): Decision {
  if (dossier.status !== 'withdrawal-requested') return wrongStatus(dossier);
  if (!command.granted && dossier.acceptedAt === undefined) return reject('not-accepted-yet', { fields: ['granted'] });
  const decided = {
    type: 'withdrawal-decided',
    granted: command.granted,
    ...optional('reason', command.reason),
    ...settled(command),
  } as const;
  if (!command.granted) {
    // It may have been asked for while the clock stood: processing goes on, so the clock does too.
    if (dossier.pausedAt === undefined) return accept(decided);
    if (calendar === undefined) return reject('no-calendar');
    return accept({ ...decided, ...scheduleAfter(dossier, calendar, now, 'resumed', procedure) });
  }
  const method = dossier.channel === 'online' ? 'electronic' : 'counter';
  const refunded = refunds(dossier, 'withdrawn', command.refunded === true);
  return accept(decided, ...refunded, { type: 'returned', method, reason: 'withdrawn' });
}

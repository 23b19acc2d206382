import type { Procedure } from '../procedure/schema.ts';
import { findStep, isLastStep, nextStep } from '../procedure/steps.ts';
import type { OfficerAction } from './commands.ts';
import { accept, type Context, type Decision, refuseMove, reject, wrongStatus } from './decision.ts';
import { type Dossier, openObligation } from './state.ts';

type OnProcessing =
  | Exclude<OfficerAction, { type: 'request-supplement' | 'request-payment' | 'record-counter-payment' }>
  | { readonly type: 'request-withdrawal'; readonly reason: string };

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
      if (command.appointmentAt <= context.now) return reject('moment-in-the-past', { fields: ['appointmentAt'] });
      return accept({ type: 'accepted', appointmentAt: command.appointmentAt });
    }
    case 'refuse':
      return (
        refuseMove(dossier, 'refused') ??
        accept({ type: 'refused', legalGround: command.legalGround, reason: command.reason })
      );
    case 'forward':
      return forward(dossier, command, context, procedure);
    case 'complete':
      return complete(dossier, command, procedure);
    case 'return-result':
      if (dossier.status === 'completed')
        return accept({ type: 'returned', method: command.method, because: 'result' });
      if (dossier.status === 'stopped') return accept({ type: 'returned', method: command.method, because: 'stopped' });
      return wrongStatus(dossier);
    case 'request-withdrawal':
      return (
        refuseMove(dossier, 'withdrawal-requested') ?? accept({ type: 'withdrawal-requested', reason: command.reason })
      );
    case 'decide-withdrawal':
      return decideWithdrawal(dossier, command);
    case 'stop':
      if (dossier.status !== 'withdrawal-requested' && dossier.acceptedAt === undefined)
        return reject('not-accepted-yet');
      return refuseMove(dossier, 'stopped') ?? accept({ type: 'stopped', ground: command.ground });
    case 'resume':
      if (dossier.status !== 'stopped') return wrongStatus(dossier);
      if (dossier.acceptedAt === undefined) return reject('not-accepted-yet');
      return accept({ type: 'resumed', ...optional('note', command.note) });
    case 'correct':
      if (dossier.status === 'draft') return wrongStatus(dossier);
      if (dossier.status === command.toStatus) return reject('no-change', { fields: ['toStatus'] });
      return accept({ type: 'corrected', toStatus: command.toStatus, reason: command.reason });
  }
}

function forward(
  dossier: Dossier,
  command: Extract<OnProcessing, { type: 'forward' }>,
  context: Context,
  procedure: Procedure,
): Decision {
  const mayLeave = dossier.status === 'accepted' || dossier.status === 'in-processing';
  if (!mayLeave) return wrongStatus(dossier);
  const step = findStep(procedure, command.stepId);
  if (step === undefined) return reject('unknown-step', { fields: ['stepId'] });
  if (nextStep(procedure, dossier.step?.stepId)?.stepId !== step.stepId)
    return reject('wrong-step', { fields: ['stepId'] });
  if (context.agency?.agencyId !== command.agencyId) return reject('unknown-agency', { fields: ['agencyId'] });
  if (context.agency.kind !== step.agencyKind) return reject('wrong-agency', { fields: ['agencyId'] });
  if (command.dueAt !== undefined && command.dueAt <= context.now) {
    return reject('moment-in-the-past', { fields: ['dueAt'] });
  }
  const { stepId, agencyId } = command;
  return accept({
    type: 'forwarded',
    stepId,
    agencyId,
    ...optional('dueAt', command.dueAt),
    ...optional('note', command.note),
  });
}

function complete(
  dossier: Dossier,
  command: Extract<OnProcessing, { type: 'complete' }>,
  procedure: Procedure,
): Decision {
  const refused = refuseMove(dossier, 'completed');
  if (refused) return refused;
  if (dossier.step === undefined || !isLastStep(procedure, dossier.step.stepId)) return reject('not-last-step');
  if (openObligation(dossier) !== undefined) return reject('obligation-open');
  const electronic = dossier.resultDelivery.method === 'electronic' && command.outcome === 'granted';
  if (electronic && !dossier.documents.some((d) => d.kind === 'result')) return reject('result-missing');
  return accept({ type: 'completed', outcome: command.outcome, ...optional('note', command.note) });
}

/** A dossier that was never accepted cannot be kept against its applicant's will. */
function decideWithdrawal(dossier: Dossier, command: Extract<OnProcessing, { type: 'decide-withdrawal' }>): Decision {
  if (dossier.status !== 'withdrawal-requested') return wrongStatus(dossier);
  if (!command.granted && dossier.acceptedAt === undefined) return reject('not-accepted-yet', { fields: ['granted'] });
  const decided = {
    type: 'withdrawal-decided',
    granted: command.granted,
    ...optional('reason', command.reason),
  } as const;
  if (!command.granted) return accept(decided);
  const method = dossier.channel === 'online' ? 'electronic' : 'counter';
  return accept(decided, { type: 'returned', method, because: 'withdrawn' });
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}

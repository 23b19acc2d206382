import { policiesOf } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import { afterFiles } from './awaited.ts';
import type { Command } from './commands.ts';
import { decideOnBranches } from './decide-branches.ts';
import { decideOnDeadlines } from './decide-deadlines.ts';
import { decideOnDocuments } from './decide-documents.ts';
import { decideOnForm } from './decide-form.ts';
import { decideOnMoney } from './decide-money.ts';
import { decideOnOpening } from './decide-opening.ts';
import { decideOnProcessing } from './decide-processing.ts';
import { decideOnShipment } from './decide-shipment.ts';
import { decideOnSteps } from './decide-steps.ts';
import { type Context, type Decision, reject } from './decision.ts';
import { withinLimits } from './limits.ts';
import { mayAsk, mayRead } from './rights.ts';
import type { Dossier } from './state.ts';

/**
 * What may be done to a dossier that another authority's system processes: taken in, followed and reminded of, no more.
 * Source: Decree 224/2026/NĐ-CP, art. 15.1(h).
 */
const WHILE_ELSEWHERE: readonly Command['type'][] = [
  'attach-document',
  'remove-document',
  'submit',
  'report-status',
  'send-reminder',
  'record-payment',
  'record-shipment-event',
  'record-form',
  'fire-timer',
];

const isElsewhere = (procedure: Procedure) => policiesOf(procedure).processedBy === 'ministry';

/**
 * Decides what a command does to a dossier. Pure: the same arguments give the same answer, and every refusal is a
 * value. Order of checks: does it exist (for this actor), may the actor, does the status allow it, is the input right.
 */
export function decide(dossier: Dossier | undefined, command: Command, context: Context): Decision {
  if (command.type === 'create-draft' || command.type === 'import-dossier') {
    return dossier === undefined ? decideOnOpening(command, context) : reject('dossier-exists');
  }
  if (dossier === undefined || !mayRead(dossier, context.actor)) return reject('dossier-not-found');
  const { procedure } = context;
  if (procedure === undefined) return reject('unknown-procedure');
  if (!mayAsk(dossier, context, command.type, procedure)) return reject('not-allowed');
  if (isElsewhere(procedure) && !WHILE_ELSEWHERE.includes(command.type)) return reject('processed-elsewhere');
  const decision = decideOnExisting(dossier, command, context, procedure);
  return afterFiles(withinLimits(decision, dossier, command, procedure), command.type, context);
}

function decideOnExisting(
  dossier: Dossier,
  command: Exclude<Command, { draft: unknown }>,
  context: Context,
  procedure: Procedure,
): Decision {
  switch (command.type) {
    case 'attach-document':
    case 'remove-document':
    case 'submit':
    case 'supplement':
    case 'request-supplement':
      return decideOnDocuments(dossier, command, context, procedure);
    case 'request-payment':
    case 'record-payment':
    case 'record-counter-payment':
      return decideOnMoney(dossier, command, context, procedure);
    case 'record-shipment-event':
      return decideOnShipment(dossier, command);
    case 'forward':
    case 'send-back':
    case 'assign':
    case 'complete':
      return decideOnSteps(dossier, command, context, procedure);
    case 'open-branch':
    case 'ask-opinion':
    case 'finish-branch':
    case 'record-verification':
      return decideOnBranches(dossier, command, context, procedure);
    case 'reappoint':
    case 'recalculate-appointment':
    case 'fire-timer':
      return decideOnDeadlines(dossier, command, context);
    case 'record-form':
      return decideOnForm(dossier, command);
    default:
      return decideOnProcessing(dossier, command, context, procedure);
  }
}

import type { Command } from './commands.ts';
import { decideOnMoney } from './decide-money.ts';
import { decideOnOpening } from './decide-opening.ts';
import { decideOnPapers } from './decide-papers.ts';
import { decideOnProcessing } from './decide-processing.ts';
import { decideOnShipment } from './decide-shipment.ts';
import { type Context, type Decision, reject } from './decision.ts';
import { mayAsk, mayRead } from './rights.ts';
import type { Dossier } from './state.ts';

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
  if (!mayAsk(dossier, context.actor, command.type, procedure)) return reject('not-allowed');
  switch (command.type) {
    case 'attach-document':
    case 'remove-document':
    case 'submit':
    case 'supply':
    case 'request-supplement':
      return decideOnPapers(dossier, command, context, procedure);
    case 'request-payment':
    case 'record-payment':
    case 'record-counter-payment':
      return decideOnMoney(dossier, command, context, procedure);
    case 'record-shipment-event':
      return decideOnShipment(dossier, command);
    default:
      return decideOnProcessing(dossier, command, context, procedure);
  }
}

import { policiesOf } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import { afterFiles } from './awaited.ts';
import type { Command } from './commands.ts';
import { type Context, type Decision, reject } from './decision.ts';
import { withinLimits } from './limits.ts';
import { mayRead } from './rights.ts';
import { isOpening, openingRuleOf, ruleOf } from './rules.ts';
import type { Dossier } from './state.ts';
import { WHILE_SUSPENDED } from './suspension.ts';

// Decree 224/2026/NĐ-CP, art. 15.1(h): a dossier processed by another authority's system is only received, tracked and sent
// reminders here.
const isElsewhere = (procedure: Procedure) => policiesOf(procedure).processedBy === 'ministry';

/**
 * Decides what a command does to a dossier. Pure: the same arguments give the same result, and every rejection is a value.
 * Order of checks: existence (for this actor), authorization, status, input.
 */
export function decide(dossier: Dossier | undefined, command: Command, context: Context): Decision {
  if (isOpening(command)) {
    return dossier === undefined ? openingRuleOf(command.type).decide(command, context) : reject('dossier-exists');
  }
  if (dossier === undefined || !mayRead(dossier, context.actor)) return reject('dossier-not-found');
  const { procedure } = context;
  if (procedure === undefined) return reject('unknown-procedure');
  const rule = ruleOf(command.type);
  if (!rule.may(dossier, context, procedure)) return reject('not-allowed');
  if (isElsewhere(procedure) && !rule.elsewhere) return reject('processed-elsewhere');
  if (dossier.suspension !== undefined && !WHILE_SUSPENDED[command.type]) return reject('suspended');
  const decision = rule.decide(dossier, command, context, procedure);
  return afterFiles(withinLimits(decision, dossier, command, procedure), rule.awaits, context);
}

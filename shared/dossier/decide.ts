import { policiesOf } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import { afterFiles } from './awaited.ts';
import type { CommandType } from './commands.ts';
import { type Context, type Decision, type Refusal, reject } from './decision.ts';
import { refuseAdding, withinLimits } from './limits.ts';
import { mayRead } from './rights.ts';
import type { CommandOf } from './rule.ts';
import { type DossierCommandType, isOpening, openingRuleOf, type RuleBook, ruleOf } from './rule-book.ts';
import type { Dossier } from './state.ts';
import { WHILE_SUSPENDED } from './suspension.ts';

// Decree 224/2026/NĐ-CP, art. 15.1(h): a dossier processed by another authority's system is only received, tracked and sent
// reminders here.
const isElsewhere = (procedure: Procedure) => policiesOf(procedure).processedBy === 'ministry';

/**
 * Decides by these rules what a command of theirs does to a dossier. Pure: the same arguments give the same result, and every
 * rejection is a value. Order of checks: existence (for this actor), authorization, status, input.
 */
export const decideBy =
  <T extends CommandType>(rules: RuleBook<T>) =>
  (dossier: Dossier | undefined, command: CommandOf<T>, context: Context): Decision => {
    if (isOpening(command)) {
      if (dossier !== undefined) return reject('dossier-exists');
      return openingRuleOf(rules, command.type).decide(command, context);
    }
    if (dossier === undefined || !mayRead(dossier, context.actor)) return reject('dossier-not-found');
    const { procedure } = context;
    if (procedure === undefined) return reject('unknown-procedure');
    const refused = refusedNowBy(rules)(dossier, command.type, context, procedure);
    const rule = ruleOf(rules, command.type);
    const decision = refused ?? rule.decide(dossier, command, context, procedure);
    return afterFiles(withinLimits(decision, dossier, command, procedure), rule.awaits, context);
  };

/**
 * Why no command of the type is taken now, of any input: rights, another authority's dossier, suspension, status. The list
 * of what a person may do is made of this.
 */
export const refusedNowBy =
  <T extends CommandType>(rules: RuleBook<T>) =>
  (dossier: Dossier, type: T & DossierCommandType, context: Context, procedure: Procedure): Refusal | undefined => {
    const rule = ruleOf(rules, type);
    if (!rule.may(dossier, context, procedure)) return reject('not-allowed');
    if (isElsewhere(procedure) && !rule.elsewhere) return reject('processed-elsewhere');
    if (dossier.suspension !== undefined && !WHILE_SUSPENDED[type]) return reject('suspended');
    return rule.refuseNow(dossier, context, procedure) ?? refuseAdding(dossier, type);
  };

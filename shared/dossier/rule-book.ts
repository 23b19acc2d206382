import type { Procedure } from '../procedure/schema.ts';
import type { Command, CommandType } from './commands.ts';
import type { Context, Decision, Refusal } from './decision.ts';
import type { Needs, OpeningRuleOf, Rule, RuleOf } from './rule.ts';
import type { Dossier } from './state.ts';

export type Opening = Extract<Command, { draft: unknown }>;
type OpeningType = Opening['type'];
/** Commands on a dossier that there is. */
export type DossierCommandType = Exclude<CommandType, OpeningType>;

/** The rules of some commands, of each its own: what a function that executes them carries in its bundle. */
export type RuleBook<T extends CommandType> = {
  readonly [C in T]: C extends OpeningType ? OpeningRuleOf<C> : RuleOf<C>;
};
/** The rules of any commands. */
type SomeRules = RuleBook<never>;

/** A rule without its command's type: it receives every input that the needs may name. */
type AnyRule = Pick<Rule<CommandType, Needs>, 'awaits' | 'elsewhere'> & {
  readonly needs: (command: Command, dossier: Dossier) => Needs;
  readonly may: (dossier: Dossier, context: Context, procedure: Procedure) => boolean;
  readonly refuseNow: (dossier: Dossier, context: Context, procedure: Procedure) => Refusal | undefined;
  readonly decide: (dossier: Dossier, command: Command, context: Context, procedure: Procedure) => Decision;
};
type AnyOpeningRule = {
  readonly needs: (command: Command) => Needs;
  readonly decide: (command: Command, context: Context) => Decision;
};

const OPENING = { 'create-draft': true, 'import-dossier': true } as const satisfies Record<OpeningType, true>;
const opens = (type: CommandType): type is OpeningType => type in OPENING;
export const isOpening = (command: Command): command is Opening => opens(command.type);

/** The only cast between a rule and its command; both are selected by the command's type. */
function ruleIn<R extends AnyRule | AnyOpeningRule>(rules: SomeRules, type: CommandType): R {
  const rule: R | undefined = (rules as Partial<Record<CommandType, R>>)[type];
  if (rule === undefined) throw new Error(`there is no rule for ${type} in this function`);
  return rule;
}
export const ruleOf = (rules: SomeRules, type: DossierCommandType) => ruleIn<AnyRule>(rules, type);
export const openingRuleOf = (rules: SomeRules, type: OpeningType) => ruleIn<AnyOpeningRule>(rules, type);

/** The pending files that a command waits for, if any. */
export const awaitedBy = (rules: SomeRules, type: CommandType): AnyRule['awaits'] =>
  opens(type) ? undefined : ruleOf(rules, type).awaits;

/** The inputs required in the {@link Context} of a decision. */
export function needsOf(rules: SomeRules, dossier: Dossier | undefined, command: Command): Needs {
  if (isOpening(command)) return openingRuleOf(rules, command.type).needs(command);
  return dossier === undefined ? {} : ruleOf(rules, command.type).needs(command, dossier);
}

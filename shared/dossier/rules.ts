import type { Procedure } from '../procedure/schema.ts';
import type { Command, CommandType } from './commands.ts';
import { BRANCH_RULES } from './decide-branches.ts';
import { CANCEL_BRANCH_RULES } from './decide-cancel-branch.ts';
import { CANCEL_PAYMENT_RULES } from './decide-cancel-payment.ts';
import { CLOSING_RULES } from './decide-closing.ts';
import { CORRECTION_REQUEST_RULES } from './decide-correction-request.ts';
import { DEADLINE_RULES } from './decide-deadlines.ts';
import { DOCUMENT_RULES } from './decide-documents.ts';
import { FEE_RULES } from './decide-fees.ts';
import { FORM_RULES } from './decide-form.ts';
import { MONEY_RULES } from './decide-money.ts';
import { OPENING_RULES } from './decide-opening.ts';
import { PARTICULARS_RULES } from './decide-particulars.ts';
import { PROCESSING_RULES } from './decide-processing.ts';
import { REFUND_RULES } from './decide-refunds.ts';
import { SHIPMENT_RULES } from './decide-shipment.ts';
import { STEP_RULES } from './decide-steps.ts';
import { SUSPENSION_RULES } from './decide-suspension.ts';
import { TRANSFER_RULES } from './decide-transfer.ts';
import type { Context, Decision, Refusal } from './decision.ts';
import { DRAFT_RULES } from './drafts.ts';
import type { Needs, OpeningRuleOf, Rule, RuleOf } from './rule.ts';
import type { Dossier } from './state.ts';

export type Opening = Extract<Command, { draft: unknown }>;
type OpeningType = Opening['type'];
/** Commands on a dossier that there is. */
export type DossierCommandType = Exclude<CommandType, OpeningType>;

/** Every command. A command without a rule, or a rule without a command, does not compile. */
const RULES = {
  ...DRAFT_RULES,
  ...DOCUMENT_RULES,
  ...FEE_RULES,
  ...MONEY_RULES,
  ...CANCEL_PAYMENT_RULES,
  ...REFUND_RULES,
  ...SHIPMENT_RULES,
  ...STEP_RULES,
  ...TRANSFER_RULES,
  ...BRANCH_RULES,
  ...CANCEL_BRANCH_RULES,
  ...CLOSING_RULES,
  ...SUSPENSION_RULES,
  ...DEADLINE_RULES,
  ...FORM_RULES,
  ...PARTICULARS_RULES,
  ...CORRECTION_REQUEST_RULES,
  ...PROCESSING_RULES,
} satisfies { readonly [T in DossierCommandType]: RuleOf<T> };
OPENING_RULES satisfies { readonly [T in OpeningType]: OpeningRuleOf<T> };

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

export const isOpening = (command: Command): command is Opening => command.type in OPENING_RULES;

// The only cast between a rule and its command; both are selected by the command's type.
export const ruleOf = (type: DossierCommandType) => RULES[type] as unknown as AnyRule;
export const openingRuleOf = (type: OpeningType) => OPENING_RULES[type] as unknown as AnyOpeningRule;

/** The pending files that a command waits for, if any. */
export const awaitedBy = (type: CommandType): AnyRule['awaits'] =>
  type in OPENING_RULES ? undefined : ruleOf(type as keyof typeof RULES).awaits;

/** The inputs required in the {@link Context} of a decision. */
export function needsOf(dossier: Dossier | undefined, command: Command): Needs {
  if (isOpening(command)) return openingRuleOf(command.type).needs(command);
  return dossier === undefined ? {} : ruleOf(command.type).needs(command, dossier);
}

import type { CommandType } from './commands.ts';
import { decideBy } from './decide.ts';
import { FORM_RULES } from './decide-form.ts';
import { OPENING_RULES } from './decide-opening.ts';
import { SHIPMENT_RULES } from './decide-shipment.ts';
import { SUSPENSION_RULES } from './decide-suspension.ts';
import { TIMER_RULES } from './decide-timer.ts';
import { PEOPLE_RULES } from './people-rules.ts';
import type { RuleBook } from './rule-book.ts';

/** Every command. A command without a rule, or a rule without a command, does not compile. */
export const RULES = {
  ...OPENING_RULES,
  ...SHIPMENT_RULES,
  ...SUSPENSION_RULES,
  ...TIMER_RULES,
  ...FORM_RULES,
  ...PEOPLE_RULES,
} satisfies RuleBook<CommandType>;

// A function that executes only some commands decides by the rules of those.
export const decide = decideBy(RULES);

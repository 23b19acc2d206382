import type { CommandType } from './commands.ts';
import { decideBy, refusedNowBy } from './decide.ts';
import { BRANCH_RULES } from './decide-branches.ts';
import { CANCEL_BRANCH_RULES } from './decide-cancel-branch.ts';
import { CANCEL_PAYMENT_RULES } from './decide-cancel-payment.ts';
import { CLOSING_RULES } from './decide-closing.ts';
import { CORRECTION_REQUEST_RULES } from './decide-correction-request.ts';
import { DEADLINE_RULES } from './decide-deadlines.ts';
import { DECLARATION_RULES } from './decide-declaration.ts';
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
import { SUPPLEMENT_REQUEST_RULES } from './decide-supplement-request.ts';
import { SUSPENSION_RULES } from './decide-suspension.ts';
import { TIMER_RULES } from './decide-timer.ts';
import { TRANSFER_RULES } from './decide-transfer.ts';
import { WITHDRAWAL_RULES } from './decide-withdrawal.ts';
import { DRAFT_RULES } from './drafts.ts';
import type { RuleBook } from './rule-book.ts';

/** Every command. A command without a rule, or a rule without a command, does not compile. */
export const RULES = {
  ...OPENING_RULES,
  ...DRAFT_RULES,
  ...DOCUMENT_RULES,
  ...DECLARATION_RULES,
  ...SUPPLEMENT_REQUEST_RULES,
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
  ...TIMER_RULES,
  ...FORM_RULES,
  ...PARTICULARS_RULES,
  ...CORRECTION_REQUEST_RULES,
  ...PROCESSING_RULES,
  ...WITHDRAWAL_RULES,
} satisfies RuleBook<CommandType>;

// A function that executes only some commands decides by the rules of those.
export const decide = decideBy(RULES);
export const refusedNow = refusedNowBy(RULES);

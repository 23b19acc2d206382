import { BRANCH_RULES } from '../../../shared/dossier/decide-branches.ts';
import { CANCEL_BRANCH_RULES } from '../../../shared/dossier/decide-cancel-branch.ts';
import { CANCEL_PAYMENT_RULES } from '../../../shared/dossier/decide-cancel-payment.ts';
import { CLOSING_RULES } from '../../../shared/dossier/decide-closing.ts';
import { DEADLINE_RULES } from '../../../shared/dossier/decide-deadlines.ts';
import { FEE_RULES } from '../../../shared/dossier/decide-fees.ts';
import { MONEY_RULES } from '../../../shared/dossier/decide-money.ts';
import { PARTICULARS_RULES } from '../../../shared/dossier/decide-particulars.ts';
import { PROCESSING_RULES } from '../../../shared/dossier/decide-processing.ts';
import { RECEIPT_NUMBER_RULES } from '../../../shared/dossier/decide-receipt-number.ts';
import { REFUND_RULES } from '../../../shared/dossier/decide-refunds.ts';
import { STEP_RULES } from '../../../shared/dossier/decide-steps.ts';
import { SUPPLEMENT_REQUEST_RULES } from '../../../shared/dossier/decide-supplement-request.ts';
import { TRANSFER_RULES } from '../../../shared/dossier/decide-transfer.ts';
import { WITHDRAWAL_RULES } from '../../../shared/dossier/decide-withdrawal.ts';
import type { CommandOf } from '../../../shared/dossier/rule.ts';

/** Of what officers and agencies’ systems do; the bundle carries no others (`docs/decisions/0058-bundle-budget.md`). */
export const ACTION_RULES = {
  ...BRANCH_RULES,
  ...CANCEL_BRANCH_RULES,
  ...CANCEL_PAYMENT_RULES,
  ...RECEIPT_NUMBER_RULES,
  ...CLOSING_RULES,
  ...DEADLINE_RULES,
  ...FEE_RULES,
  ...MONEY_RULES,
  ...PARTICULARS_RULES,
  ...PROCESSING_RULES,
  ...REFUND_RULES,
  ...STEP_RULES,
  ...SUPPLEMENT_REQUEST_RULES,
  ...TRANSFER_RULES,
  ...WITHDRAWAL_RULES,
};
export type ActionCommand = CommandOf<keyof typeof ACTION_RULES>;

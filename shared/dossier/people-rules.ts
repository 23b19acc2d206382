import { refusedNowBy } from './decide.ts';
import { BRANCH_RULES } from './decide-branches.ts';
import { CANCEL_BRANCH_RULES } from './decide-cancel-branch.ts';
import { CANCEL_PAYMENT_RULES } from './decide-cancel-payment.ts';
import { CLOSING_RULES } from './decide-closing.ts';
import { CORRECTION_REQUEST_RULES } from './decide-correction-request.ts';
import { DEADLINE_RULES } from './decide-deadlines.ts';
import { DECLARATION_RULES } from './decide-declaration.ts';
import { DOCUMENT_RULES } from './decide-documents.ts';
import { FEE_RULES } from './decide-fees.ts';
import { MONEY_RULES } from './decide-money.ts';
import { PARTICULARS_RULES } from './decide-particulars.ts';
import { PROCESSING_RULES } from './decide-processing.ts';
import { RECEIPT_NUMBER_RULES } from './decide-receipt-number.ts';
import { REFUND_RULES } from './decide-refunds.ts';
import { STEP_RULES } from './decide-steps.ts';
import { SUPPLEMENT_REQUEST_RULES } from './decide-supplement-request.ts';
import { TRANSFER_RULES } from './decide-transfer.ts';
import { WITHDRAWAL_RULES } from './decide-withdrawal.ts';
import { DRAFT_RULES } from './drafts.ts';

/** Of the commands on a dossier that people can give, with what their tables hold beside: what may be done is read off these. */
export const PEOPLE_RULES = {
  ...DOCUMENT_RULES,
  ...DECLARATION_RULES,
  ...SUPPLEMENT_REQUEST_RULES,
  ...FEE_RULES,
  ...MONEY_RULES,
  ...CANCEL_PAYMENT_RULES,
  ...RECEIPT_NUMBER_RULES,
  ...REFUND_RULES,
  ...STEP_RULES,
  ...TRANSFER_RULES,
  ...BRANCH_RULES,
  ...CANCEL_BRANCH_RULES,
  ...CLOSING_RULES,
  ...DEADLINE_RULES,
  ...DRAFT_RULES,
  ...PARTICULARS_RULES,
  ...CORRECTION_REQUEST_RULES,
  ...PROCESSING_RULES,
  ...WITHDRAWAL_RULES,
};
export type PeopleCommand = keyof typeof PEOPLE_RULES;

export const refusedNow = refusedNowBy(PEOPLE_RULES);

import type { Deadline } from './appointment.ts';
import type { Payment } from './commands.ts';
import type { RefundMethod, RefundState, SurplusReason } from './values.ts';

/** Why money goes back: a payment that settles nothing, or a payment that stands for more than is assessed. */
export type RefundReason = SurplusReason | 'lower-assessment';

/** What goes back of one payment. VND. */
export type RefundedPayment = Pick<Payment, 'provider' | 'transactionId' | 'amount'>;

/** Evidence that it was paid back. */
export type RefundEvidence = {
  readonly method: RefundMethod;
  /** Number of the transfer, of the cash voucher, or of the provider's transaction. */
  readonly reference: string;
  /** The paper that shows it, if it is among the documents of the dossier. */
  readonly documentId?: string | undefined;
  /** Day in Viet Nam, `2026-11-28`. */
  readonly paidOn: string;
};

/**
 * Money that goes back to the person who paid it. A case is opened by the rule that finds the money to be too much, never by
 * hand, and lives beside the status of the dossier: most cases are paid after its end.
 */
export type RefundCase = {
  /** `refund-1`, `refund-2`: unique within the dossier. */
  readonly refundId: string;
  readonly reason: RefundReason;
  /** VND: the sum of its payments. */
  readonly amount: number;
  readonly payments: readonly RefundedPayment[];
  readonly state: RefundState;
  readonly openedAt: string;
  /** Until when it is to be approved, and then paid; the office is reminded. Absent when there was no calendar. */
  readonly dueBy?: Deadline | undefined;
  readonly approvedAt?: string;
  readonly paid?: RefundEvidence;
  /** When it became final. */
  readonly closedAt?: string;
};

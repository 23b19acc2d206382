import * as z from 'zod/mini';
import type { Payment } from '../../../shared/dossier/commands.ts';
import { receiptNumberOf } from '../../../shared/dossier/payments.ts';
import type { Dossier, Obligation } from '../../../shared/dossier/state.ts';
import type { SurplusReason } from '../../../shared/dossier/values.ts';
import { line, slug, vnd } from '../../../shared/values.ts';

const paymentView = z.object({
  /** Name of the payment provider; `counter`: paid at reception. */
  provider: slug,
  /** The provider's transaction number; of `counter`, the receipt number. */
  transactionId: z.string(),
  /** Of the receipt that reception gave for a payment at the counter, and of those only. */
  receiptNumber: z.optional(line(50)),
  /** Our id of the payment attempt. */
  reference: z.string(),
  amount: vnd,
  paidAt: z.string(),
});

/** The fees as last assessed, with what is not charged and why. VND. */
export const assessmentView = z.object({
  assessedAt: z.string(),
  amount: vnd,
  lines: z.array(
    z.object({
      code: z.string(),
      quantity: z.optional(z.int()),
      copies: z.optional(z.int()),
      full: vnd,
      reductions: z.optional(z.array(z.object({ amount: vnd, ground: z.string() }))),
      amount: vnd,
    }),
  ),
  /** Legal ground of an assessment that charges nothing. */
  ground: z.optional(z.string()),
});

/** VND. */
export const feeView = z.object({ code: z.string(), amount: vnd });

const OBLIGATION_STATES = ['due', 'paid', 'refunded', 'cancelled'] as const;

/** All payment requests, oldest first. */
export const obligationView = z.object({
  obligationId: z.string(),
  amount: vnd,
  fees: z.array(feeView),
  requestedAt: z.string(),
  state: z.enum(OBLIGATION_STATES),
  payment: z.optional(paymentView),
});

const REASONS: Readonly<Record<SurplusReason, true>> = {
  'already-paid': true,
  'wrong-amount': true,
  'no-such-obligation': true,
  'dossier-closed': true,
  'transaction-reused': true,
  'no-longer-due': true,
  withdrawn: true,
  stopped: true,
};

export const SURPLUS_REASONS = Object.keys(REASONS) as [SurplusReason, ...SurplusReason[]];

/** Payments that settle no request; each requires a refund. */
export const surplusView = z.object({
  payment: paymentView,
  reason: z.enum(SURPLUS_REASONS),
  recordedAt: z.optional(z.string()),
});

const viewOf = (payment: Payment) => {
  const { provider, transactionId, reference, amount, paidAt } = payment;
  const receiptNumber = receiptNumberOf(payment);
  return { provider, transactionId, ...(receiptNumber && { receiptNumber }), reference, amount, paidAt };
};

const stateOf = ({ payment, closed }: Obligation): (typeof OBLIGATION_STATES)[number] =>
  payment === undefined ? (closed ?? 'due') : 'paid';

/** What shows that a reduction applies is internal; its legal ground is not. */
const assessmentShown = ({ lines, ...rest }: NonNullable<Dossier['assessment']>) => ({
  ...rest,
  lines: lines.map(({ reductions, ...line }) => ({
    ...line,
    ...(reductions && { reductions: reductions.map(({ amount, ground }) => ({ amount, ground })) }),
  })),
});

/** All money of a dossier: assessed, due, paid, and to be refunded. */
export function moneyOf({ assessment, obligations, surplusPayments, moreSurplusPayments }: Dossier) {
  return {
    ...(assessment !== undefined && { assessment: assessmentShown(assessment) }),
    obligations: obligations.map((obligation) => ({
      obligationId: obligation.obligationId,
      amount: obligation.amount,
      fees: obligation.fees.map(({ code, amount }) => ({ code, amount })),
      requestedAt: obligation.requestedAt,
      state: stateOf(obligation),
      ...(obligation.payment !== undefined && { payment: viewOf(obligation.payment) }),
    })),
    surplusPayments: surplusPayments.map(({ payment, reason, recordedAt }) => ({
      payment: viewOf(payment),
      reason,
      ...(recordedAt !== undefined && { recordedAt }),
    })),
    ...(moreSurplusPayments !== undefined && { moreSurplusPayments }),
  };
}

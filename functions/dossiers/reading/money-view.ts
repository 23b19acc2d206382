import * as z from 'zod/mini';
import type { Payment } from '../../../shared/dossier/commands.ts';
import { linesForApplicant } from '../../../shared/dossier/fees.ts';
import { receiptNumberOf } from '../../../shared/dossier/payments.ts';
import type { RefundCase } from '../../../shared/dossier/refund-case.ts';
import { type Dossier, type Obligation, openObligation } from '../../../shared/dossier/state.ts';
import { REFUND_METHODS, REFUND_STATES, type SurplusReason } from '../../../shared/dossier/values.ts';
import type { Assessment } from '../../../shared/procedure/assess.ts';
import { day, line, slug, vnd } from '../../../shared/values.ts';

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

/** One assessed fee: units and copies counted, `full` before reductions, `amount` after them. VND. */
const lineView = z.object({
  code: z.string(),
  quantity: z.optional(z.int()),
  copies: z.optional(z.int()),
  full: vnd,
  reductions: z.optional(z.array(z.object({ amount: vnd, ground: z.string() }))),
  amount: vnd,
});

/** VND. */
const feeView = z.object({ code: z.string(), amount: vnd });

/** What is to be paid now: `fees` by code, and the `lines` of the assessment; what was paid before makes the difference. */
export const dueView = z.object({
  obligationId: z.string(),
  amount: vnd,
  fees: z.array(feeView),
  lines: z.optional(z.array(lineView)),
  /** The dossier is closed if it is not paid by then; absent while that time stands. */
  answerBy: z.optional(z.string()),
});

/** The fees as last assessed, with what is not charged and why. VND. */
export const assessmentView = z.object({
  assessedAt: z.string(),
  amount: vnd,
  lines: z.array(lineView),
  /** Legal ground of an assessment that charges nothing. */
  ground: z.optional(z.string()),
});

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

export const REFUND_REASONS = [...SURPLUS_REASONS, 'lower-assessment'] as const;

/** Payments that settle no request; each has a refund case. */
export const surplusView = z.object({
  payment: paymentView,
  reason: z.enum(SURPLUS_REASONS),
  recordedAt: z.optional(z.string()),
});

/** Money that goes back, oldest case first. VND. */
export const refundView = z.object({
  refundId: slug,
  /** Of the payment that settles nothing; `lower-assessment`: more is paid than the new assessment charges. */
  reason: z.enum(REFUND_REASONS),
  amount: vnd,
  /** What goes back of which payment. */
  payments: z.array(z.object({ provider: slug, transactionId: z.string(), amount: vnd })),
  state: z.enum(REFUND_STATES),
  openedAt: z.string(),
  /** Until when it is to be approved, or, once approved, paid back. */
  dueBy: z.optional(z.string()),
  approvedAt: z.optional(z.string()),
  /** Evidence that it was paid back; `paidOn`: day in Viet Nam. */
  paid: z.optional(
    z.object({
      method: z.enum(REFUND_METHODS),
      reference: line(50),
      documentId: z.optional(z.string()),
      paidOn: day,
    }),
  ),
  closedAt: z.optional(z.string()),
});

const refundShown = ({ dueBy, payments, ...refund }: RefundCase) => ({
  ...refund,
  payments: [...payments],
  ...(dueBy !== undefined && { dueBy: dueBy.dueAt }),
});

const viewOf = (payment: Payment) => {
  const { provider, transactionId, reference, amount, paidAt } = payment;
  const receiptNumber = receiptNumberOf(payment);
  return { provider, transactionId, ...(receiptNumber && { receiptNumber }), reference, amount, paidAt };
};

const stateOf = ({ payment, closed }: Obligation): (typeof OBLIGATION_STATES)[number] =>
  payment === undefined ? (closed ?? 'due') : 'paid';

const linesOf = (assessment: Pick<Assessment, 'lines'>) =>
  linesForApplicant(assessment).map(({ reductions, ...line }) => ({
    ...line,
    ...(reductions && { reductions: [...reductions] }),
  }));

/** What is to be paid now, with the assessment it asks for. */
export function dueOf(dossier: Dossier) {
  const due = openObligation(dossier);
  return (
    due && {
      obligationId: due.obligationId,
      amount: due.amount,
      fees: [...due.fees],
      ...(dossier.assessment !== undefined && { lines: linesOf(dossier.assessment) }),
      answerBy: due.standsSince === undefined ? due.answerBy?.dueAt : undefined,
    }
  );
}

/** All money of a dossier: assessed, due, paid, and to be refunded. */
export function moneyOf(dossier: Dossier) {
  const { assessment, obligations, surplusPayments, moreSurplusPayments, refunds, moreRefunds } = dossier;
  return {
    ...(assessment !== undefined && { assessment: { ...assessment, lines: linesOf(assessment) } }),
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
    refunds: refunds.map(refundShown),
    ...(moreRefunds !== undefined && { moreRefunds }),
  };
}

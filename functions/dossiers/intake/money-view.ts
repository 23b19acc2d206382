import * as z from 'zod/mini';
import type { Payment } from '../../../shared/dossier/commands.ts';
import type { Dossier, Obligation } from '../../../shared/dossier/state.ts';
import type { SurplusReason } from '../../../shared/dossier/values.ts';
import { slug, vnd } from '../../../shared/values.ts';

const paymentView = z.object({
  /** Name of the payment provider; `counter`: taken at the counter. */
  provider: slug,
  /** The provider's number, or that of the counter's receipt. */
  transactionId: z.string(),
  /** Ours of the attempt to pay. */
  reference: z.string(),
  amount: vnd,
  paidAt: z.string(),
});

const OBLIGATION_STATES = ['due', 'paid', 'refunded', 'cancelled'] as const;

/** What was ever asked to be paid, the oldest first. */
export const obligationView = z.object({
  obligationId: z.string(),
  amount: vnd,
  fees: z.array(z.object({ code: z.string(), amount: vnd })),
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

/** Money that settles nothing: each a refund to be made. */
export const surplusView = z.object({
  payment: paymentView,
  reason: z.enum(Object.keys(REASONS) as [SurplusReason, ...SurplusReason[]]),
  recordedAt: z.optional(z.string()),
});

const viewOf = ({ provider, transactionId, reference, amount, paidAt }: Payment) => {
  return { provider, transactionId, reference, amount, paidAt };
};

const stateOf = ({ payment, closed }: Obligation): (typeof OBLIGATION_STATES)[number] =>
  payment === undefined ? (closed ?? 'due') : 'paid';

/** All money of a dossier: what is due, what was paid, and what has to be given back. */
export function moneyOf({ obligations, surplusPayments, moreSurplusPayments }: Dossier) {
  return {
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

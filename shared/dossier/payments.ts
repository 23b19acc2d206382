import type { Payment } from './commands.ts';
import type { DossierEvent } from './events.ts';
import type { Dossier, Obligation } from './state.ts';

/** All money that ever came in, each payment once: credited to an obligation, or a surplus. */
export function receivedPayments({ obligations, surplusPayments }: Dossier): readonly Payment[] {
  return [...obligations.flatMap(({ payment }) => payment ?? []), ...surplusPayments.map(({ payment }) => payment)];
}

export const isSameTransaction = (a: Payment, b: Payment) =>
  a.provider === b.provider && a.transactionId === b.transactionId;

/** A number alone proves no repetition; the moment is the provider's or that of receipt, and may come anew. */
export const isSamePayment = (a: Payment, b: Payment) =>
  isSameTransaction(a, b) && a.reference === b.reference && a.obligationId === b.obligationId && a.amount === b.amount;

/**
 * Refunds with which a dossier ends early: of all that was paid where the agency says so, and in any case of what came
 * in when the end was already under way, because nothing is done for it any more.
 */
export function refunds(
  { obligations, endingSince }: Dossier,
  reason: 'withdrawn' | 'stopped',
  all: boolean,
): readonly DossierEvent[] {
  const isLate = ({ recordedAt }: Obligation) =>
    endingSince !== undefined && recordedAt !== undefined && recordedAt >= endingSince;
  return obligations
    .filter((obligation) => all || isLate(obligation))
    .flatMap(({ payment }) =>
      payment === undefined ? [] : { type: 'surplus-payment-recorded', payment, reason: reason },
    );
}

import type { Payment } from './commands.ts';
import type { Dossier } from './state.ts';
import { COUNTER } from './values.ts';

/** All payments received, each once: credited to an obligation, or a surplus. */
export function receivedPayments({ obligations, surplusPayments }: Dossier): readonly Payment[] {
  return [...obligations.flatMap(({ payment }) => payment ?? []), ...surplusPayments.map(({ payment }) => payment)];
}

/** Number of the receipt that reception gave for money at the counter; undefined: paid otherwise. */
export const receiptNumberOf = ({ provider, transactionId }: Payment): string | undefined =>
  provider === COUNTER ? transactionId : undefined;

type Transaction = Pick<Payment, 'provider' | 'transactionId'>;

export const isSameTransaction = (a: Transaction, b: Transaction) =>
  a.provider === b.provider && a.transactionId === b.transactionId;

/** The number alone does not prove a duplicate; the time is the provider's or that of receipt and may differ in a duplicate. */
export const isSamePayment = (a: Payment, b: Payment) =>
  isSameTransaction(a, b) && a.reference === b.reference && a.obligationId === b.obligationId && a.amount === b.amount;

import type { Payment } from '../../shared/dossier/commands.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import { isSamePayment } from '../../shared/dossier/payments.ts';
import type { RefundReason } from '../../shared/dossier/refund-case.ts';
import type { RefundState } from '../../shared/dossier/values.ts';

type Case = { readonly reason: RefundReason; readonly amount: number; readonly state: RefundState };

/** Money of a dossier by its log alone, VND: the dossier's own sums are compared with it. */
export type Money = {
  readonly asked: number;
  /** Asked wrongly, and taken back. */
  readonly cancelled: number;
  /** Paid as it was asked for. */
  readonly paid: number;
  /** Asked for and not paid: still open, or its dossier ended first. */
  readonly unpaid: number;
  /** Paid without being asked for: twice, or too late. */
  readonly surplus: number;
  readonly cases: ReadonlyMap<string, Case>;
  /** A payment that is credited to a request of another amount. */
  readonly mismatch?: string;
};

const sumOf = (amounts: Iterable<number>) => [...amounts].reduce((sum, amount) => sum + amount, 0);

export function moneyOf(log: readonly RecordedEvent[]): Money {
  const open = new Map<string, number>();
  const cases = new Map<string, Case>();
  const credited: Payment[] = [];
  let [asked, cancelled, surplus] = [0, 0, 0];
  let mismatch: string | undefined;
  for (const event of log) {
    switch (event.type) {
      case 'payment-requested':
        open.set(event.obligationId, event.amount);
        asked += event.amount;
        break;
      case 'payment-cancelled':
        open.delete(event.obligationId);
        cancelled += event.amount;
        break;
      case 'payment-recorded':
        if (open.get(event.payment.obligationId) !== event.payment.amount) mismatch = event.payment.transactionId;
        open.delete(event.payment.obligationId);
        credited.push(event.payment);
        break;
      case 'receipt-number-corrected': {
        const [at, number] = [credited.findIndex((one) => one.transactionId === event.former), event.receiptNumber];
        const payment = credited[at];
        if (payment !== undefined) credited[at] = { ...payment, transactionId: number, reference: number };
        break;
      }
      case 'surplus-payment-recorded':
        if (!credited.some((payment) => isSamePayment(payment, event.payment))) surplus += event.payment.amount;
        break;
      default:
        follow(cases, event);
    }
  }
  const paid = sumOf(credited.map(({ amount }) => amount));
  const unpaid = sumOf(open.values());
  return { asked, cancelled, paid, unpaid, surplus, cases, ...(mismatch !== undefined && { mismatch }) };
}

function follow(cases: Map<string, Case>, event: RecordedEvent): void {
  const set = (refundId: string, state: RefundState) => {
    const before = cases.get(refundId);
    if (before !== undefined) cases.set(refundId, { ...before, state });
  };
  switch (event.type) {
    case 'refund-opened': {
      const { refundId, reason, amount } = event;
      cases.set(refundId, { reason, amount: amount + (cases.get(refundId)?.amount ?? 0), state: 'open' });
      break;
    }
    case 'refund-approved':
      set(event.refundId, 'approved');
      break;
    case 'refund-refused':
      set(event.refundId, 'refused');
      break;
    case 'refund-paid':
      set(event.refundId, 'paid');
      break;
    case 'refund-dropped':
      set(event.refundId, 'dropped');
      break;
    case 'refund-reopened':
      set(event.refundId, event.state);
      break;
    default:
  }
}

/** A difference that is not decided, or refused, is part of what is kept; what settles nothing never is. */
const isTaken = ({ reason, state }: Case) =>
  reason === 'lower-assessment' ? state === 'approved' || state === 'paid' : state !== 'dropped';

/** VND that stay with the agencies. */
export const keptOf = ({ paid, surplus, cases }: Money): number =>
  paid + surplus - sumOf([...cases.values()].filter(isTaken).map(({ amount }) => amount));

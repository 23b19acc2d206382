import { accept, reject } from './decision.ts';
import { isSameTransaction, receiptNumberOf, receivedPayments } from './payments.ts';
import { atReception } from './rights.ts';
import { ANYWHERE, NOTHING, rule } from './rule.ts';
import type { Dossier } from './state.ts';

/** Payments at the counter: those that stand and those that went back. */
export const counterPayments = (dossier: Dossier) =>
  receivedPayments(dossier).filter((payment) => receiptNumberOf(payment) !== undefined);

/** The number on the paper that the applicant holds was typed wrong; the money is right. After the end too. */
export const RECEIPT_NUMBER_RULES = {
  'correct-receipt-number': rule<'correct-receipt-number'>()({
    needs: NOTHING,
    may: atReception,
    refuseNow: (dossier) => (counterPayments(dossier).length > 0 ? undefined : noPayment()),
    ...ANYWHERE,
    decide(dossier, { obligationId, receiptNumber, reason }) {
      const payment = counterPayments(dossier).find((one) => one.obligationId === obligationId);
      if (payment === undefined) return noPayment();
      const former = payment.transactionId;
      if (former === receiptNumber) return reject('no-change', { fields: ['receiptNumber'] });
      const used = receivedPayments(dossier).some((one) =>
        isSameTransaction(one, { ...payment, transactionId: receiptNumber }),
      );
      if (used) return reject('receipt-number-used', { fields: ['receiptNumber'] });
      return accept({ type: 'receipt-number-corrected', obligationId, receiptNumber, former, reason });
    },
  }),
};

const noPayment = () => reject('no-counter-payment', { fields: ['obligationId'] });

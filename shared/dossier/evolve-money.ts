import type { Payment } from './commands.ts';
import type { NumberedEvent } from './events.ts';
import { goOn, pause } from './evolve-clock.ts';
import { submission } from './evolve-papers.ts';
import { netPaid } from './fees.ts';
import { resumesOnPayment, statusBeforeInterruption } from './interruption.ts';
import { MOST_SURPLUS_PAYMENTS } from './limits.ts';
import { isSamePayment, isSameTransaction } from './payments.ts';
import { untilDecided } from './reception-deadline.ts';
import type { Dossier, Obligation, SurplusPayment } from './state.ts';
import { COUNTER } from './values.ts';

type MoneyEvent = Extract<
  NumberedEvent,
  {
    type:
      | 'payment-requested'
      | 'payment-cancelled'
      | 'payment-recorded'
      | 'receipt-number-corrected'
      | 'surplus-payment-recorded';
  }
>;

/** What an event about money changes. */
export function moneyAfter(dossier: Dossier, event: MoneyEvent): Partial<Dossier> {
  const at = event.occurredAt;
  switch (event.type) {
    case 'payment-requested': {
      const { obligationId, fees, amount, answerBy } = event;
      const beforeAcceptance = dossier.acceptedAt === undefined;
      const obligation = { obligationId, fees, amount, beforeAcceptance, requestedAt: at, answerBy };
      return {
        status: 'payment-required',
        statusBeforeInterruption: dossier.status,
        obligations: [...dossier.obligations, obligation],
        ...(event.stopsClock && pause(dossier, at)),
        ...submission(event.handedOver),
      };
    }
    case 'payment-cancelled':
      return {
        ...(dossier.status === 'payment-required' && {
          status: statusBeforeInterruption(dossier),
          statusBeforeInterruption: undefined,
          ...goOn(dossier, event),
          ...untilDecided(event),
        }),
        obligations: dossier.obligations.map((o) =>
          o.obligationId === event.obligationId ? { ...o, closed: 'cancelled' } : o,
        ),
      };
    case 'payment-recorded':
      return {
        ...(resumesOnPayment(dossier) && {
          status: statusBeforeInterruption(dossier),
          statusBeforeInterruption: undefined,
          ...goOn(dossier, event),
        }),
        obligations: dossier.obligations.map((o) =>
          o.obligationId === event.payment.obligationId ? { ...o, payment: event.payment, recordedAt: at } : o,
        ),
      };
    case 'receipt-number-corrected':
      return renumbered(dossier, event);
    case 'surplus-payment-recorded': {
      const { payment, reason } = event;
      // A refunded credit no longer settles its obligation.
      const obligations = dossier.obligations.map(({ payment: credited, ...o }): Obligation => {
        if (credited === undefined) return o;
        return isSamePayment(credited, payment) ? { ...o, closed: 'refunded' } : { ...o, payment: credited };
      });
      return {
        ...addSurplus(dossier, { payment, reason, recordedAt: at }),
        obligations,
        partlyRefunded: partlyOf(dossier, obligations),
      };
    }
  }
}

/** In each place that names the payment: credited, given back, or in a refund case. */
function renumbered(
  { obligations, surplusPayments, refunds }: Dossier,
  { receiptNumber, former }: Extract<MoneyEvent, { type: 'receipt-number-corrected' }>,
): Partial<Dossier> {
  const isIt = (payment: { readonly provider: string; readonly transactionId: string }) =>
    isSameTransaction(payment, { provider: COUNTER, transactionId: former });
  const right = (payment: Payment): Payment =>
    isIt(payment) ? { ...payment, transactionId: receiptNumber, reference: receiptNumber } : payment;
  return {
    obligations: obligations.map((o) => (o.payment === undefined ? o : { ...o, payment: right(o.payment) })),
    surplusPayments: surplusPayments.map((surplus) => ({ ...surplus, payment: right(surplus.payment) })),
    refunds: refunds.map((refund) => ({
      ...refund,
      payments: refund.payments.map((one) => (isIt(one) ? { ...one, transactionId: receiptNumber } : one)),
    })),
  };
}

/** No more can have gone back of the payments that stand than they are. */
function partlyOf({ partlyRefunded }: Dossier, obligations: readonly Obligation[]): number | undefined {
  if (partlyRefunded === undefined) return undefined;
  return Math.min(partlyRefunded, netPaid({ obligations }));
}

function addSurplus(
  { surplusPayments, moreSurplusPayments = 0 }: Dossier,
  surplus: SurplusPayment,
): Pick<Dossier, 'surplusPayments' | 'moreSurplusPayments'> {
  return surplusPayments.length < MOST_SURPLUS_PAYMENTS
    ? { surplusPayments: [...surplusPayments, surplus] }
    : { surplusPayments, moreSurplusPayments: moreSurplusPayments + 1 };
}

import { policiesOf } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import { feesOf } from '../procedure/steps.ts';
import type { Command, Payment } from './commands.ts';
import { accept, type Context, type Decision, refuseMove, reject } from './decision.ts';
import type { DossierEvent, SurplusReason } from './events.ts';
import { firstAppointment, scheduleAfter } from './schedule.ts';
import { type Dossier, openObligation, receivedPayments } from './state.ts';
import { FINAL_STATUSES } from './status.ts';

type OnMoney = Extract<Command, { type: 'request-payment' | 'record-payment' | 'record-counter-payment' }>;

export function decideOnMoney(dossier: Dossier, command: OnMoney, context: Context, procedure: Procedure): Decision {
  switch (command.type) {
    case 'request-payment':
      return request(dossier, command, context, procedure);
    case 'record-payment':
      return record(dossier, command.payment, context, procedure);
    case 'record-counter-payment': {
      const obligation = openObligation(dossier);
      if (obligation === undefined || obligation.obligationId !== command.obligationId) {
        return reject('no-open-obligation', { fields: ['obligationId'] });
      }
      if (obligation.amount !== command.amount) {
        return reject('wrong-amount', { fields: ['amount'], details: { due: obligation.amount } });
      }
      const payment: Payment = {
        provider: 'counter',
        transactionId: command.receiptNumber,
        reference: command.receiptNumber,
        obligationId: command.obligationId,
        amount: command.amount,
        paidAt: context.now,
      };
      if (receivedPayments(dossier).some((earlier) => isSameTransaction(earlier, payment))) {
        return reject('receipt-number-used', { fields: ['receiptNumber'] });
      }
      return record(dossier, payment, context, procedure);
    }
  }
}

function request(
  dossier: Dossier,
  command: Extract<OnMoney, { type: 'request-payment' }>,
  context: Context,
  procedure: Procedure,
): Decision {
  const refused = refuseMove(dossier, 'payment-required');
  if (refused) return refused;
  if (openObligation(dossier) !== undefined) return reject('obligation-open');
  const fees = feesOf(procedure, command.feeCodes, command.assessed);
  if (fees === undefined) return reject('unknown-fee', { fields: ['feeCodes'] });
  return accept({
    type: 'payment-requested',
    obligationId: context.newId,
    fees,
    amount: fees.reduce((sum, fee) => sum + fee.amount, 0),
    stopsClock: policiesOf(procedure).paymentStopsClock,
  });
}

/**
 * Money that arrived is always recorded: as the payment of the obligation it names, or as a surplus to be refunded
 * with the reason. It is never refused, because refusing would lose it.
 */
function record(dossier: Dossier, payment: Payment, { calendar, now }: Context, procedure: Procedure): Decision {
  const told = receivedPayments(dossier).filter((earlier) => isSameTransaction(earlier, payment));
  if (told.some((earlier) => saysTheSame(earlier, payment))) return accept();
  const surplus = told.length > 0 ? 'transaction-reused' : surplusReason(dossier, payment);
  if (surplus !== undefined) return accept({ type: 'surplus-payment-recorded', payment, reason: surplus });
  const paid: DossierEvent = { type: 'payment-recorded', payment };
  if (dossier.status !== 'payment-required') return accept(paid);
  if (calendar === undefined) return reject('no-calendar');
  // Paying was the condition of acceptance: the clock starts with the money.
  if (dossier.acceptedAt === undefined) {
    return accept(paid, { type: 'accepted', appointment: firstAppointment(dossier, calendar, now, procedure) });
  }
  return accept({ ...paid, ...scheduleAfter(dossier, calendar, now, 'paid', procedure) });
}

const isSameTransaction = (a: Payment, b: Payment) => a.provider === b.provider && a.transactionId === b.transactionId;

/** A number alone proves no repetition; the moment is the provider's or that of receipt, and may come anew. */
const saysTheSame = (a: Payment, b: Payment) =>
  a.reference === b.reference && a.obligationId === b.obligationId && a.amount === b.amount;

function surplusReason(dossier: Dossier, payment: Payment): SurplusReason | undefined {
  const obligation = dossier.obligations.find((o) => o.obligationId === payment.obligationId);
  if (obligation === undefined) return 'no-such-obligation';
  if (obligation.payment !== undefined) return 'already-paid';
  if (obligation.amount !== payment.amount) return 'wrong-amount';
  return FINAL_STATUSES.includes(dossier.status) ? 'dossier-closed' : undefined;
}

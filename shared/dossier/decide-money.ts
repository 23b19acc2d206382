import { policiesOf } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import { answerTime } from './answer-time.ts';
import type { Payment } from './commands.ts';
import { assessed } from './decide-fees.ts';
import { handOver } from './decide-handed-over.ts';
import { accept, type Decision, optional, refuseMove, reject } from './decision.ts';
import type { DossierEvent } from './events.ts';
import { dueFees, linesForApplicant } from './fees.ts';
import { isSamePayment, isSameTransaction, receivedPayments } from './payments.ts';
import { surplusRefund } from './refund-opening.ts';
import { WHENEVER } from './refuse-now.ts';
import { atCurrentDesk, atReception, onlySystem } from './rights.ts';
import { ANYWHERE, CALENDAR, type CommandOf, type Given, HERE, rule, STAND_INS_AND_CALENDAR } from './rule.ts';
import { firstAppointment, scheduleAfter } from './schedule.ts';
import { type Dossier, openObligation } from './state.ts';
import { isFinal } from './status.ts';
import { COUNTER, type SurplusReason } from './values.ts';

export const MONEY_RULES = {
  'request-payment': rule<'request-payment'>()({
    needs: STAND_INS_AND_CALENDAR,
    may: atCurrentDesk,
    refuseNow(dossier, _, { fees }) {
      const refused = refuseMove(dossier, 'payment-required');
      if (refused) return refused;
      if (openObligation(dossier) !== undefined) return reject('obligation-open');
      return fees.length === 0 ? reject('nothing-due') : undefined;
    },
    ...HERE,
    decide: request,
  }),
  'record-payment': rule<'record-payment'>()({
    needs: CALENDAR,
    may: onlySystem,
    refuseNow: WHENEVER,
    ...ANYWHERE,
    decide: (dossier, { payment }, given, procedure) => record(dossier, payment, given, procedure),
  }),
  'record-counter-payment': rule<'record-counter-payment'>()({
    needs: CALENDAR,
    may: atReception,
    refuseNow: (dossier) =>
      openObligation(dossier) === undefined ? reject('no-open-obligation', { fields: ['obligationId'] }) : undefined,
    ...HERE,
    decide: recordAtCounter,
  }),
};

function recordAtCounter(
  dossier: Dossier,
  { obligationId, amount, receiptNumber }: CommandOf<'record-counter-payment'>,
  given: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  const obligation = openObligation(dossier);
  if (obligation === undefined || obligation.obligationId !== obligationId) {
    return reject('no-open-obligation', { fields: ['obligationId'] });
  }
  if (obligation.amount !== amount) {
    return reject('wrong-amount', { fields: ['amount'], details: { due: obligation.amount } });
  }
  const payment: Payment = {
    provider: COUNTER,
    transactionId: receiptNumber,
    reference: receiptNumber,
    obligationId,
    amount,
    paidAt: given.now,
  };
  if (receivedPayments(dossier).some((earlier) => isSameTransaction(earlier, payment))) {
    return reject('receipt-number-used', { fields: ['receiptNumber'] });
  }
  return record(dossier, payment, given, procedure);
}

function request(
  dossier: Dossier,
  command: CommandOf<'request-payment'>,
  { newId, actor, calendar, now }: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  const declared = command.handedOver;
  // Before acceptance the payment accepts the dossier, without another word of reception.
  const first = dossier.acceptedAt === undefined;
  if (!first && declared !== undefined) return reject('wrong-status', { fields: ['handedOver'] });
  const handed = first ? handOver({ dossier, declared, by: { actor, now }, procedure }) : undefined;
  if (handed?.ok === false) return handed;
  const assessing = assessed(dossier, command.assessment, { calendar, now, procedure });
  if (!assessing.ok) return assessing;
  const { assessment = dossier.assessment } = assessing;
  if (assessment === undefined) return reject('fees-not-assessed', { fields: ['assessment'] });
  const fees = dueFees(dossier, assessment);
  if (fees.length === 0) return reject('nothing-due');
  return accept(...assessing.events, {
    type: 'payment-requested',
    ...optional('handedOver', handed?.handedOver),
    obligationId: newId,
    fees,
    amount: fees.reduce((sum, fee) => sum + fee.amount, 0),
    lines: linesForApplicant(assessment),
    stopsClock: policiesOf(procedure).paymentStopsClock,
    ...(calendar && { answerBy: answerTime(dossier, calendar, now, policiesOf(procedure).paymentWorkingHours) }),
  });
}

/**
 * A received payment is always recorded: as the payment of its obligation, or as a surplus to be refunded, with the reason. It
 * is never rejected, because that would lose the money.
 */
function record(
  dossier: Dossier,
  payment: Payment,
  { calendar, now }: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  const told = receivedPayments(dossier).filter((earlier) => isSameTransaction(earlier, payment));
  if (told.some((earlier) => isSamePayment(earlier, payment))) return accept();
  const surplus = told.length > 0 ? 'transaction-reused' : surplusReason(dossier, payment);
  if (surplus !== undefined) {
    const recorded = { type: 'surplus-payment-recorded', payment, reason: surplus } as const;
    return accept(...surplusRefund(dossier, recorded, { calendar, now, procedure }));
  }
  const paid: DossierEvent = { type: 'payment-recorded', payment };
  // Without a calendar no date can be computed. The payment is recorded; an officer accepts the dossier later.
  if (dossier.status !== 'payment-required' || calendar === undefined) return accept(paid);
  // Payment was the condition of acceptance: the clock starts when it arrives.
  if (dossier.acceptedAt === undefined) {
    return accept(paid, { type: 'accepted', appointment: firstAppointment(dossier, calendar, now, procedure) });
  }
  return accept({ ...paid, ...scheduleAfter(dossier, calendar, now, 'paid', procedure) });
}

function surplusReason(dossier: Dossier, payment: Payment): SurplusReason | undefined {
  const obligation = dossier.obligations.find((o) => o.obligationId === payment.obligationId);
  if (obligation === undefined) return 'no-such-obligation';
  if (obligation.payment !== undefined) return 'already-paid';
  if (obligation.amount !== payment.amount) return 'wrong-amount';
  if (isFinal(dossier.status)) return 'dossier-closed';
  return obligation.closed === undefined ? undefined : 'no-longer-due';
}

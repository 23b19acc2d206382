import type { Calendar } from '../calendar/schema.ts';
import { policiesOf } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import { answerTime } from './answer-time.ts';
import type { Deadline } from './appointment.ts';
import type { Payment } from './commands.ts';
import type { DossierEvent } from './events.ts';
import { standingPayments } from './fees.ts';
import { MOST_REFUNDS } from './limits.ts';
import type { RefundedPayment, RefundReason } from './refund-case.ts';
import { openDifference, unfinishedRefunds } from './refunds.ts';
import type { Dossier, Obligation } from './state.ts';

/** What the time to decide and to pay back is counted by. */
export type RefundClock = {
  readonly calendar?: Calendar | undefined;
  readonly now: string;
  readonly procedure: Procedure;
};

type Opened = Extract<DossierEvent, { type: 'refund-opened' }>;

const sumOf = (payments: readonly Pick<Payment, 'amount'>[]) => payments.reduce((sum, { amount }) => sum + amount, 0);

/** Until when a case is decided, or paid. Undefined without a calendar: it then shows in the figures alone. */
export const refundDue = (
  dossier: Dossier,
  { calendar, now, procedure }: RefundClock,
): { readonly dueBy?: Deadline | undefined } =>
  calendar === undefined ? {} : { dueBy: answerTime(dossier, calendar, now, policiesOf(procedure).refundWorkingHours) };

/**
 * @param before number of cases that the same command opens before it
 */
function openRefund(
  dossier: Dossier,
  reason: RefundReason,
  payments: readonly RefundedPayment[],
  clock: RefundClock,
  before = 0,
): Opened {
  const surplus = unfinishedRefunds(dossier).filter((refund) => refund.reason !== 'lower-assessment');
  const last = reason !== 'lower-assessment' && surplus.length >= MOST_REFUNDS ? surplus.at(-1) : undefined;
  const count = dossier.refunds.length + (dossier.moreRefunds ?? 0);
  return {
    type: 'refund-opened',
    refundId: last?.refundId ?? `refund-${count + before + 1}`,
    reason: last?.reason ?? reason,
    amount: sumOf(payments),
    payments: payments.map(({ provider, transactionId, amount }) => ({ provider, transactionId, amount })),
    ...refundDue(dossier, clock),
  };
}

/** A payment that settles nothing: recorded, and to be given back. */
export function surplusRefund(
  dossier: Dossier,
  surplus: Extract<DossierEvent, { type: 'surplus-payment-recorded' }>,
  clock: RefundClock,
): readonly DossierEvent[] {
  return [surplus, openRefund(dossier, surplus.reason, [surplus.payment], clock)];
}

/**
 * What goes back when a dossier ends early: all payments if the agency decides so, and always the payments received after the
 * end began, because no work is done for them. One case of them all, less what was given back of them before.
 */
export function refundsAtEnd(
  dossier: Dossier,
  reason: 'withdrawn' | 'stopped',
  all: boolean,
  clock: RefundClock,
): readonly DossierEvent[] {
  const { endingSince } = dossier;
  const isLate = ({ recordedAt }: Obligation) =>
    endingSince !== undefined && recordedAt !== undefined && recordedAt >= endingSince;
  const standing = standingPayments(dossier);
  const back = standing.filter((obligation) => all || isLate(obligation)).map(({ payment }) => payment);
  if (back.length === 0) return [];
  const stay = standing.map(({ payment }) => payment).filter((payment) => !back.includes(payment));
  const partly = Math.min(dossier.partlyRefunded ?? 0, sumOf(stay));
  const given = (dossier.partlyRefunded ?? 0) - partly;
  const payments = lessGiven(back.toReversed(), given);
  const opened = payments.length === 0 ? [] : [openRefund(dossier, reason, payments, clock)];
  return [
    ...back.map((payment): DossierEvent => ({ type: 'surplus-payment-recorded', payment, reason })),
    ...opened,
    ...difference(dossier, { payments: stay, partly }, dossier.assessment?.amount, clock, opened.length),
  ];
}

/** What a new assessment makes of the payments that stand. @param assessed VND */
export const differenceTo = (dossier: Dossier, assessed: number, clock: RefundClock): readonly DossierEvent[] =>
  difference(
    dossier,
    { payments: standingPayments(dossier).map(({ payment }) => payment), partly: dossier.partlyRefunded ?? 0 },
    assessed,
    clock,
  );

/** Payments that stand, and what of them was decided to go back. VND. */
type Kept = { readonly payments: readonly Payment[]; readonly partly: number };

/** The difference that is not decided yet follows what is kept and what is assessed; a decided one stays as it is. */
function difference(
  dossier: Dossier,
  { payments, partly }: Kept,
  assessed: number | undefined,
  clock: RefundClock,
  before = 0,
): readonly DossierEvent[] {
  const undecided = openDifference(dossier);
  const over = assessed === undefined ? 0 : Math.max(0, sumOf(payments) - partly - assessed);
  if (over === (undecided?.amount ?? 0)) return [];
  const events: DossierEvent[] = [];
  if (undecided !== undefined) {
    events.push({ type: 'refund-dropped', refundId: undecided.refundId, amount: undecided.amount });
  }
  if (over > 0) {
    const of = upTo(lessGiven(payments.toReversed(), partly), over);
    events.push(openRefund(dossier, 'lower-assessment', of, clock, before));
  }
  return events;
}

/** The payments without what was given back of them, taken from the first ones. */
function lessGiven(payments: readonly Payment[], given: number): readonly RefundedPayment[] {
  let left = given;
  return payments.flatMap((payment) => {
    const taken = Math.min(left, payment.amount);
    left -= taken;
    return taken === payment.amount ? [] : [{ ...payment, amount: payment.amount - taken }];
  });
}

/** The first of the payments, up to a sum. */
function upTo(payments: readonly RefundedPayment[], sum: number): readonly RefundedPayment[] {
  let left = sum;
  return payments.flatMap((payment) => {
    const amount = Math.min(left, payment.amount);
    left -= amount;
    return amount === 0 ? [] : [{ ...payment, amount }];
  });
}

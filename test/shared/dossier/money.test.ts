import { describe, expect, it } from 'vitest';
import type { Command, Payment } from '../../../shared/dossier/commands.ts';
import { at, codeOf, completed, type History, inProcessing, submitted, uuidOf } from './world.ts';

describe('money', () => {
  const due = () => submitted().must('reception', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } });
  const payment = (history: History, change: Partial<Payment> = {}): Payment => ({
    provider: 'platform',
    transactionId: 'GD1',
    reference: 'R1',
    obligationId: history.state.obligations[0]?.obligationId ?? '',
    amount: 200_000,
    paidAt: at(5),
    ...change,
  });
  const pay = (history: History, change: Partial<Payment> = {}) =>
    history.must('system', { type: 'record-payment', payment: payment(history, change) });

  it('accepts a dossier whose condition was the payment, and counts from then', () => {
    const { state } = pay(due());
    expect([state.status, state.appointments.map((a) => a.reason)]).toEqual(['accepted', ['accepted']]);
  });

  it('ignores a duplicate of the same transaction', () => {
    const once = pay(due());
    const { version } = once.state;
    expect(pay(once).state.version).toBe(version);
  });

  it('ignores a duplicate payment with another time', () => {
    const once = pay(due());
    const { version } = once.state;
    expect(pay(once, { paidAt: at(6) }).state.version).toBe(version);
  });

  it.each([
    ['another amount', { amount: 1 }],
    ['another attempt', { reference: 'R2' }],
    ['another obligation', { obligationId: uuidOf(1) }],
  ])('keeps %s under a known transaction number as a surplus, once', (_, change) => {
    const { state } = pay(pay(pay(due()), change), change);
    expect(state.surplusPayments).toMatchObject([{ payment: change, reason: 'transaction-reused' }]);
    expect(state.obligations[0]?.payment?.amount).toBe(200_000);
  });

  it('distinguishes transactions of two providers with the same number', () => {
    const { state } = pay(pay(due()), { provider: 'vnpay' });
    expect(state.surplusPayments).toMatchObject([{ reason: 'already-paid' }]);
  });

  it.each([
    ['a second payment', { transactionId: 'GD2' }, 'already-paid'],
    ['an obligation that is not there', { transactionId: 'GD2', obligationId: uuidOf(1) }, 'no-such-obligation'],
  ])('keeps %s as a surplus to refund', (_, change, reason) => {
    expect(pay(pay(due()), change).state.surplusPayments).toMatchObject([{ reason }]);
  });

  it('keeps a wrong amount as a surplus and still waits for the right one', () => {
    const { state } = pay(due(), { amount: 199_999 });
    expect([state.status, state.surplusPayments[0]?.reason]).toEqual(['payment-required', 'wrong-amount']);
  });

  it('records a payment that arrives after the withdrawal', () => {
    const closed = due()
      .must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' })
      .must('reception', { type: 'decide-withdrawal', granted: true });
    expect(pay(closed).state.surplusPayments[0]?.reason).toBe('dossier-closed');
  });

  it('accepts cash at reception only for the amount due', () => {
    const history = due();
    const { obligationId } = history.state.obligations[0] ?? { obligationId: '' };
    const cash = (amount: number) =>
      history.ask('reception', { type: 'record-counter-payment', obligationId, receiptNumber: 'BL1', amount });
    expect(codeOf(cash(1))).toBe('wrong-amount');
    expect(codeOf(cash(200_000))).toBe('accepted');
    expect(history.state.status).toBe('accepted');
  });

  const cancel = (history: History, obligationId = history.state.obligations.at(-1)?.obligationId ?? ''): Command => ({
    type: 'cancel-payment',
    obligationId,
    reason: 'Yêu cầu nhầm mức thu',
  });

  it('takes a wrong request back before acceptance, and asks for another amount', () => {
    const history = due();
    history.must('reception', cancel(history));
    expect(history.state).toMatchObject({ status: 'submitted', obligations: [{ closed: 'cancelled' }] });
    history.must('reception', {
      type: 'request-payment',
      assessment: { fees: [{ code: 'fee' }, { code: 'copy', copies: 1 }] },
    });
    const { amount = 0, obligationId = '' } = history.state.obligations.at(-1) ?? {};
    expect(amount).toBeGreaterThan(200_000);
    expect(pay(history, { obligationId, amount }).state.status).toBe('accepted');
  });

  it('goes on where it was, with the time it had left, when a request in processing is taken back', () => {
    const history = inProcessing();
    const { appointmentAt = '', step } = history.state;
    history.must('handler', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } });
    expect(history.state.pausedAt).toBeDefined();
    history.minute += 3000;
    history.must('reception', cancel(history));
    const { state } = history;
    expect([state.status, state.pausedAt]).toEqual(['in-processing', undefined]);
    expect(state.appointments.at(-1)).toMatchObject({ reason: 'resumed', previousAt: appointmentAt });
    expect((state.appointmentAt ?? '') > appointmentAt && (state.step?.dueAt ?? '') > (step?.dueAt ?? '')).toBe(true);
  });

  it('keeps a payment of a request that was taken back as a surplus, and does not move', () => {
    const history = due();
    history.must('reception', cancel(history));
    const { state } = pay(history);
    expect([state.status, state.surplusPayments[0]?.reason]).toEqual(['submitted', 'no-longer-due']);
  });

  it('takes back only what is asked for and not paid, once, and by the desk alone', () => {
    const history = due();
    expect(history.ask('reception', cancel(history, uuidOf(1)))).toMatchObject({
      rejection: { code: 'no-open-obligation', fields: ['obligationId'] },
    });
    expect(codeOf(history.ask('owner', cancel(history)))).toBe('not-allowed');
    const { obligationId } = history.must('reception', cancel(history)).state.obligations[0] ?? {};
    expect(codeOf(history.ask('reception', cancel(history, obligationId)))).toBe('no-open-obligation');
    expect(codeOf(pay(due()).ask('reception', cancel(history)))).toBe('no-open-obligation');
  });

  it('accepts a receipt number of the reception for one payment only', () => {
    const history = due();
    const cash = (): Command => {
      const { obligationId = '' } = history.state.obligations.at(-1) ?? {};
      return { type: 'record-counter-payment', obligationId, receiptNumber: 'BL1', amount: 200_000 };
    };
    history.must('reception', cash()).must('reception', {
      type: 'request-payment',
      assessment: { fees: [{ code: 'fee' }, { code: 'copy', copies: 40 }] },
    });
    expect(history.ask('reception', cash())).toMatchObject({
      rejection: { code: 'receipt-number-used', fields: ['receiptNumber'] },
    });
    expect(codeOf(history.ask('reception', { ...cash(), receiptNumber: 'BL2' } as Command))).toBe('accepted');
  });
});

describe('post', () => {
  const report = (state: 'registered' | 'in_transit' | 'delivered', minute: number): Command => ({
    type: 'record-shipment-event',
    shipment: {
      shipmentId: 'S1',
      direction: 'outbound',
      carrier: 'vnpost',
      state,
      carrierCode: state,
      occurredAt: at(minute),
    },
  });

  it('ends a completed dossier when its result is delivered, once, regardless of late reports', () => {
    const history = completed()
      .must('system', report('registered', 100))
      .must('system', report('delivered', 300))
      .must('system', report('delivered', 300));
    const { version } = history.state;
    expect(history.must('system', report('delivered', 300)).state.version).toBe(version);
    history.must('system', report('in_transit', 200));
    expect(history.state.status).toBe('returned');
    expect(history.state.shipments).toMatchObject([{ state: 'delivered' }]);
    expect(history.log.filter((e) => e.type === 'returned')).toHaveLength(1);
    expect(history.log.at(-1)).toMatchObject({ type: 'shipment-updated', superseded: true });
  });
});

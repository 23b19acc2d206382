import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import { receivedPayments } from '../../../shared/dossier/payments.ts';
import { flawsOf } from './invariants.ts';
import { at, codeOf, type History, inProcessing, PROCEDURE, uuidOf } from './world.ts';

const due = () => inProcessing().must('handler', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } });
const paidOnline = (history: History) => {
  const { obligationId = '', amount = 0 } = history.state.obligations.at(-1) ?? {};
  const payment = { provider: 'vnpay', transactionId: 'GD1', reference: 'R', obligationId, amount, paidAt: at(5) };
  return history.must('system', { type: 'record-payment', payment });
};

describe('the number of a receipt that was typed wrong', () => {
  const atCounter = (receiptNumber = 'BL1') => {
    const history = due();
    const { obligationId = '', amount = 0 } = history.state.obligations.at(-1) ?? {};
    return history.must('reception', { type: 'record-counter-payment', obligationId, receiptNumber, amount });
  };
  const correct = ({ state }: History, receiptNumber: string, obligationId?: string): Command => ({
    type: 'correct-receipt-number',
    obligationId: obligationId ?? receivedPayments(state)[0]?.obligationId ?? uuidOf(1),
    receiptNumber,
    reason: 'Nhập nhầm số',
  });

  it('is corrected by reception, and nothing else changes', () => {
    const history = atCounter();
    const { status, appointmentAt } = history.state;
    history.must('reception', correct(history, 'BL10'));
    expect(history.state.obligations.at(-1)?.payment).toMatchObject({ transactionId: 'BL10', reference: 'BL10' });
    expect(history.state).toMatchObject({ status, appointmentAt });
    expect(history.log.at(-1)).toMatchObject({
      type: 'receipt-number-corrected',
      former: 'BL1',
      receiptNumber: 'BL10',
    });
    expect(flawsOf(history.state, history.log, PROCEDURE)).toEqual([]);
  });

  it('is corrected after the money went back, too, and in the case', () => {
    const history = atCounter();
    history.must('approver', { type: 'stop', ground: 'Tòa án', refunded: true });
    history.must('reception', correct(history, 'BL10'));
    expect(receivedPayments(history.state).map(({ transactionId }) => transactionId)).toEqual(['BL10']);
    expect(history.state.refunds).toMatchObject([{ payments: [{ provider: 'counter', transactionId: 'BL10' }] }]);
    expect(flawsOf(history.state, history.log, PROCEDURE)).toEqual([]);
  });

  it('is that of a payment at the counter, another one, and not one in use', () => {
    const rejected = (history: History, ...of: [string, string?]) =>
      codeOf(history.ask('reception', correct(history, ...of)));
    expect(rejected(due(), 'BL2')).toBe('no-counter-payment');
    expect(rejected(paidOnline(due()), 'BL2')).toBe('no-counter-payment');
    expect(rejected(atCounter(), 'BL1')).toBe('no-change');
    expect(rejected(atCounter(), 'BL2', uuidOf(1))).toBe('no-counter-payment');
    const twice = atCounter().must('handler', {
      type: 'request-payment',
      assessment: { fees: [{ code: 'fee' }, { code: 'copy', copies: 1 }] },
    });
    const { obligationId = '', amount = 0 } = twice.state.obligations.at(-1) ?? {};
    twice.must('reception', { type: 'record-counter-payment', obligationId, receiptNumber: 'BL2', amount });
    expect(rejected(twice, 'BL2')).toBe('receipt-number-used');
  });
});

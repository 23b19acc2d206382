import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import { receivedPayments } from '../../../shared/dossier/payments.ts';
import { at, codeOf, type History, inProcessing, submitted } from './world.ts';

const WITHDRAW: Command = { type: 'request-withdrawal', reason: 'Đổi ý' };
const GRANT: Command = { type: 'decide-withdrawal', granted: true };
const ASK: Command = { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } };
const STOP: Command = { type: 'stop', ground: 'Tòa án' };
const RETURN: Command = { type: 'return-result', method: 'counter' };

/** Pays what was asked for last. */
function pay(history: History, transactionId = 'GD1', amount = 200_000): History {
  const obligationId = history.state.obligations.at(-1)?.obligationId ?? '';
  const payment = {
    provider: 'platform',
    transactionId,
    reference: 'R1',
    obligationId,
    amount,
    paidAt: at(5),
  } as const;
  return history.must('system', { type: 'record-payment', payment });
}

const due = () => inProcessing().must('handler', ASK);
const cases = ({ state }: History) => state.surplusPayments.map((s) => `${s.reason} ${s.payment.transactionId}`);
const standing = ({ state }: History) => state.obligations.map((o) => (o.payment ? 'paid' : (o.closed ?? 'due')));

describe('a payment that arrives while a dossier is ending early', () => {
  it('is credited first, because the withdrawal may yet be denied', () => {
    const history = pay(due().must('owner', WITHDRAW));
    expect([cases(history), standing(history)]).toEqual([[], ['paid']]);
    history.must('approver', { type: 'decide-withdrawal', granted: false });
    expect([cases(history), standing(history)]).toEqual([[], ['paid']]);
  });

  it('becomes a refund when the withdrawal is granted, regardless of the fees paid before', () => {
    for (const refunded of [undefined, false, true]) {
      const history = pay(due().must('owner', WITHDRAW)).must('approver', { ...GRANT, refunded } as Command);
      expect([cases(history), standing(history)]).toEqual([['withdrawn GD1'], ['refunded']]);
      expect(history.state.surplusPayments[0]?.recordedAt).toBe(history.state.updatedAt);
    }
  });

  it('becomes a refund before acceptance too, where paying was the condition', () => {
    const asked = submitted().must('reception', ASK).must('owner', WITHDRAW);
    expect(cases(pay(asked).must('reception', GRANT))).toEqual(['withdrawn GD1']);
  });

  it('becomes a refund when the dossier is stopped instead and ends there', () => {
    const history = pay(due().must('owner', WITHDRAW)).must('approver', STOP);
    expect(cases(history)).toEqual([]);
    expect(cases(history.must('reception', RETURN))).toEqual(['stopped GD1']);
  });

  it('becomes a refund when it came while the dossier was stopped', () => {
    const history = pay(due().must('approver', STOP));
    expect(cases(history.must('reception', RETURN))).toEqual(['stopped GD1']);
  });

  it('counts as the payment when a stopped dossier resumes', () => {
    const history = pay(due().must('approver', STOP)).must('approver', { type: 'resume' });
    expect([cases(history), standing(history)]).toEqual([[], ['paid']]);
  });

  it('stays a refund of its own kind when it pays nothing that is due', () => {
    const history = pay(due().must('owner', WITHDRAW), 'GD1', 199_999).must('approver', GRANT);
    expect(cases(history)).toEqual(['wrong-amount GD1']);
    const twice = pay(pay(due().must('owner', WITHDRAW)), 'GD2').must('approver', GRANT);
    expect(cases(twice)).toEqual(['already-paid GD2', 'withdrawn GD1']);
  });

  it('reported again, before or after the decision, is the same payment', () => {
    const history = pay(pay(due().must('owner', WITHDRAW)));
    expect(pay(history.must('approver', GRANT)).state.surplusPayments).toHaveLength(1);
    expect(receivedPayments(history.state)).toHaveLength(1);
  });
});

describe('an earlier payment', () => {
  it.each([
    [true, ['withdrawn GD1'], 'refunded'],
    [false, [], 'paid'],
    [undefined, [], 'paid'],
  ] as const)('is given back on a withdrawal as the agency says: %s', (refunded, expected, stands) => {
    const history = pay(due())
      .must('owner', WITHDRAW)
      .must('approver', { ...GRANT, refunded } as Command);
    expect([cases(history), standing(history)]).toEqual([expected, [stands]]);
  });

  it('is refunded if the stop says so, and can be requested again when the dossier resumes', () => {
    const history = pay(due()).must('approver', { ...STOP, refunded: true });
    expect([cases(history), standing(history)]).toEqual([['stopped GD1'], ['refunded']]);
    history.must('approver', { type: 'resume' }).must('handler', ASK);
    expect(standing(pay(history, 'GD2'))).toEqual(['refunded', 'paid']);
  });

  it('that was refunded leaves a second payment of its obligation as a surplus', () => {
    const history = pay(due()).must('approver', { ...STOP, refunded: true });
    expect(cases(pay(history, 'GD2'))).toEqual(['stopped GD1', 'no-longer-due GD2']);
  });
});

describe('a payment without a calendar', () => {
  it('is recorded all the same; the officer accepts the dossier when there is one', () => {
    const asked = submitted({ calendar: undefined }).must('reception', ASK);
    expect(standing(pay(asked))).toEqual(['paid']);
    expect(codeOf(asked.ask('reception', { type: 'accept' }))).toBe('no-calendar');
  });
});

import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import { MOST_REFUNDS } from '../../../shared/dossier/limits.ts';
import { refundTimers, unfinishedRefunds } from '../../../shared/dossier/refunds.ts';
import { timersOf } from '../../../shared/dossier/timers.ts';
import {
  approve,
  assess,
  cases,
  copies,
  due,
  EVIDENCE,
  FEE,
  paid,
  pay,
  record,
  sound,
  withdrawn,
} from './refund-world.ts';
import { codeOf, type History, PROCEDURE, submitted, uuidOf } from './world.ts';

describe('a refund case', () => {
  it('is opened by a payment that arrives after the end, is approved, and closes when it was paid back', () => {
    const history = pay(withdrawn(due()), 'MUON');
    expect(history.state.status).toBe('returned');
    expect(history.state.refunds).toMatchObject([
      {
        ...{ refundId: 'refund-1', reason: 'dossier-closed', amount: 200_000, state: 'open' },
        payments: [{ provider: 'vnpay', transactionId: 'MUON', amount: 200_000 }],
        openedAt: history.state.updatedAt,
      },
    ]);
    approve(history);
    expect(history.state.refunds).toMatchObject([{ state: 'approved', approvedAt: history.state.updatedAt }]);
    history.must('reception', record(history));
    expect(history.state.refunds).toMatchObject([{ state: 'paid', paid: EVIDENCE, closedAt: history.state.updatedAt }]);
    expect(timersOf(history.state)).toEqual([]);
    sound(history);
  });

  it.each<[string, () => History, string]>([
    ['a second payment', () => pay(paid(), 'GD2'), 'refund-1 already-paid 200000 open'],
    ['one that settles nothing', () => pay(due(), 'GD2', uuidOf(1)), 'refund-1 no-such-obligation 200000 open'],
    ['a withdrawal', () => withdrawn(paid(), true), 'refund-1 withdrawn 200000 open'],
    [
      'a stop',
      () => paid().must('approver', { type: 'stop', ground: 'Tòa án', refunded: true }),
      'refund-1 stopped 200000 open',
    ],
    [
      'a closing',
      () => paid().must('approver', { type: 'close', ground: 'procedure-abolished', legalGround: 'Điều 1' }),
      'refund-1 stopped 200000 open',
    ],
  ])('is opened by %s', (_, history, expected) => {
    expect(cases(history())).toEqual([expected]);
    sound(history());
  });

  it('is one for all payments of a dossier that ends', () => {
    const history = pay(paid().must('handler', { type: 'request-payment', assessment: copies(1) }), 'GD2');
    withdrawn(history, true);
    expect(history.state.refunds).toMatchObject([
      { amount: 205_000, payments: [{ transactionId: 'GD2' }, { transactionId: 'GD1' }] },
    ]);
    sound(history);
  });

  it('is refused on a legal ground, and then neither approved nor paid', () => {
    const history = pay(paid(), 'GD2');
    const refuse = { type: 'refuse-refund', refundId: 'refund-1', legalGround: 'Điều 12', reason: 'Sai' } as const;
    history.must('approver', refuse);
    expect(cases(history)).toEqual(['refund-1 already-paid 200000 refused']);
    expect(history.ask('approver', refuse)).toMatchObject({
      rejection: { code: 'refund-decided', fields: ['refundId'], details: { state: 'refused' } },
    });
    expect(codeOf(history.ask('reception', record(history)))).toBe('refund-closed');
    sound(history);
  });

  it('is approved once, for its own amount, and exists', () => {
    const history = pay(paid(), 'GD2');
    const approval = { type: 'approve-refund', refundId: 'refund-1', amount: 200_000 } as const;
    for (const amount of [199_999, 200_001]) {
      expect(history.ask('approver', { ...approval, amount })).toMatchObject({
        rejection: { code: 'wrong-amount', fields: ['amount'], details: { due: 200_000 } },
      });
    }
    expect(history.ask('approver', { ...approval, refundId: 'refund-2' })).toMatchObject({
      rejection: { code: 'unknown-refund', fields: ['refundId'] },
    });
    history.must('approver', approval);
    expect(codeOf(history.ask('approver', approval))).toBe('refund-decided');
  });

  it('is paid back once, after its approval, in full, with evidence that is used once', () => {
    const history = pay(pay(paid(), 'GD2'), 'GD3');
    const ask = (change: object, refundId = 'refund-1') => history.ask('reception', record(history, refundId, change));
    expect(codeOf(ask({}))).toBe('refund-not-approved');
    approve(approve(history), 'refund-2');
    expect(ask({ amount: 200_001 })).toMatchObject({ rejection: { code: 'wrong-amount', details: { due: 200_000 } } });
    expect(ask({ paidOn: '2027-01-01' })).toMatchObject({
      rejection: { code: 'moment-in-the-future', fields: ['paidOn'] },
    });
    expect(ask({ paidOn: '2026-11-19' })).toMatchObject({
      rejection: { code: 'refund-before-approval', details: { notBefore: '2026-11-20' } },
    });
    expect(ask({ documentId: uuidOf(1) })).toMatchObject({
      rejection: { code: 'document-not-found', fields: ['documentId'] },
    });
    expect(codeOf(ask({ documentId: history.state.documents[0]?.documentId }))).toBe('accepted');
    expect(ask({})).toMatchObject({ rejection: { code: 'refund-closed', details: { state: 'paid' } } });
    expect(ask({}, 'refund-2')).toMatchObject({
      rejection: { code: 'refund-reference-used', fields: ['reference'] },
    });
    expect(codeOf(ask({ reference: 'UNC-13' }, 'refund-2'))).toBe('accepted');
    expect(unfinishedRefunds(history.state)).toEqual([]);
    sound(history);
  });

  it.each<[string, readonly Command[], 'open' | 'approved']>([
    [
      'a payment with the wrong evidence',
      [{ type: 'approve-refund', refundId: 'refund-1', amount: 200_000 }],
      'approved',
    ],
    ['an approval', [{ type: 'approve-refund', refundId: 'refund-1', amount: 200_000 }], 'open'],
    ['a refusal', [{ type: 'refuse-refund', refundId: 'refund-1', legalGround: 'Điều 12', reason: 'Sai' }], 'open'],
  ])('takes %s back with a reason; its money is owed and watched again', (_, acts, state) => {
    const history = pay(paid(), 'GD2');
    for (const act of acts) history.must('approver', act);
    if (state === 'approved') history.must('reception', record(history));
    history.minute += 60;
    history.must('approver', { type: 'reopen-refund', refundId: 'refund-1', reason: 'Ghi nhầm' });
    expect(cases(history)).toEqual([`refund-1 already-paid 200000 ${state}`]);
    const [reopened] = history.state.refunds;
    expect([reopened?.paid, reopened?.closedAt]).toEqual([undefined, undefined]);
    expect(reopened?.approvedAt === undefined).toBe(state === 'open');
    expect(timersOf(history.state).filter(({ of }) => of === 'refund')).toHaveLength(2);
    sound(history);
    if (state === 'open') approve(history);
    // The same number again: what was taken back does not use it up.
    history.must('reception', record(history));
    expect(cases(history)).toEqual(['refund-1 already-paid 200000 paid']);
    sound(history);
  });

  it('takes back nothing where nothing was decided, nor what another assessment decides', () => {
    const reopen = (history: History, refundId = 'refund-1') =>
      history.ask('approver', { type: 'reopen-refund', refundId, reason: 'Nhầm' });
    expect(codeOf(reopen(paid()))).toBe('unknown-refund');
    const history = pay(paid(), 'GD2');
    expect(reopen(history)).toMatchObject({ rejection: { code: 'nothing-to-reopen', details: { state: 'open' } } });
    expect(codeOf(reopen(approve(history), 'refund-2'))).toBe('unknown-refund');
    const lower = approve(assess(paid(copies(2)), FEE));
    expect(reopen(lower)).toMatchObject({ rejection: { code: 'nothing-to-reopen', details: { state: 'approved' } } });
    lower.must('reception', record(lower));
    expect(codeOf(reopen(lower))).toBe('accepted');
    expect(cases(lower)).toEqual(['refund-1 lower-assessment 10000 approved']);
    sound(lower);
  });

  it('reminds the office before it is due and when it is, for the approval and for the payment, in every status', () => {
    const history = pay(withdrawn(due()), 'MUON');
    const told = () => {
      for (const timer of timersOf(history.state)) {
        expect(timer).toMatchObject({ of: 'refund', id: 'refund-1' });
        history.minute += 10_000;
        history.must('system', { type: 'fire-timer', timer });
      }
      expect(timersOf(history.state)).toEqual([]);
      return history.log.slice(-2).map(({ type }) => type);
    };
    expect(refundTimers(history.state)).toHaveLength(2);
    expect(told()).toEqual(['deadline-warned', 'deadline-breached']);
    approve(history);
    expect(told()).toEqual(['deadline-warned', 'deadline-breached']);
    expect(history.state.status).toBe('returned');
    sound(history);
  });

  it('has the time that the procedure gives, and none without a calendar', () => {
    const due2 = (history: History) => history.must('reception', { type: 'request-payment', assessment: FEE });
    const dueAt = (history: History) => pay(due2(history), 'M', uuidOf(1)).state.refunds[0]?.dueBy?.dueAt;
    // Five working days after Friday 20 November 2026; Tuesday is a day off.
    expect(dueAt(submitted())?.slice(0, 10)).toBe('2026-11-30');
    expect(dueAt(submitted({ procedure: { ...PROCEDURE, refundWorkingHours: 8 } }))?.slice(0, 10)).toBe('2026-11-23');
    const history = pay(due2(submitted({ calendar: undefined })), 'M', uuidOf(1));
    expect(history.state.refunds).toMatchObject([{ state: 'open', dueBy: undefined }]);
    expect(timersOf(history.state).filter(({ of }) => of === 'refund')).toEqual([]);
  });

  it('takes further payments in when the dossier is full of cases; it is then decided again', () => {
    const history = paid();
    for (let n = 2; n <= MOST_REFUNDS + 1; n += 1) pay(history, `GD${n}`);
    const last = `refund-${MOST_REFUNDS}`;
    approve(history, last);
    pay(history, 'MORE');
    expect(history.state.refunds).toHaveLength(MOST_REFUNDS);
    expect(history.state.refunds.at(-1)).toMatchObject({
      ...{ refundId: last, amount: 400_000, state: 'open' },
      payments: [{ transactionId: `GD${MOST_REFUNDS + 1}` }, { transactionId: 'MORE' }],
    });
    expect(codeOf(history.ask('reception', record(history, last)))).toBe('refund-not-approved');
    sound(history);
    // A final one makes room, and is only in the log from then on.
    approve(history).must('reception', record(history));
    pay(history, 'AGAIN');
    expect(history.state.refunds.map(({ refundId }) => refundId)).toEqual([
      ...Array.from({ length: MOST_REFUNDS }, (_, n) => `refund-${n + 2}`),
    ]);
    expect(history.state.moreRefunds).toBe(1);
  });
});

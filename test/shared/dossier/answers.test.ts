import { describe, expect, it } from 'vitest';
import type { Timer } from '../../../shared/dossier/commands.ts';
import { openObligation } from '../../../shared/dossier/state.ts';
import { timersOf } from '../../../shared/dossier/timers.ts';
import { iso, local } from '../calendar/world.ts';
import { acceptedAt, codeOf, type History, ITEMS, PROCEDURE, submitted, underWay, type World } from './world.ts';

/** Half a day to supply, a day to pay. */
const SHORT: World = { procedure: { ...PROCEDURE, supplementWorkingHours: 4, paymentWorkingHours: 8 } };

const asked = (history: History) =>
  history.when('2026-11-23 08:00').must(history.state.step ? 'handler' : 'reception', {
    type: 'request-supplement',
    items: ITEMS,
  });
const owing = (history: History) =>
  history.when('2026-11-23 08:00').must(history.state.step ? 'handler' : 'reception', {
    type: 'request-payment',
    assessment: { fees: [{ code: 'fee' }] },
  });

const ofApplicant = (history: History) =>
  timersOf(history.state).filter(({ of }) => of === 'supplement' || of === 'payment');
const read = (history: History) => ofApplicant(history).map(({ kind, of, at }) => `${kind} ${of} ${local(at)}`);
const timer = (history: History, kind: Timer['kind']): Timer => {
  const found = ofApplicant(history).find((t) => t.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
};
const fire = (history: History, kind: Timer['kind'], moment: string) => {
  const due = timer(history, kind);
  return history.when(moment).must('system', { type: 'fire-timer', timer: due });
};
const last = (history: History, count = 1) => history.log.slice(-count).map(({ type }) => type);

describe("the applicant's time to answer", () => {
  it('is that of the procedure, with a reminder before, while the agency’s clock stands', () => {
    expect(read(asked(underWay(SHORT)))).toEqual([
      'warning supplement 2026-11-23 11:00',
      'breach supplement 2026-11-23 14:00',
    ]);
    expect(read(owing(underWay(SHORT)))).toEqual([
      'warning payment 2026-11-23 16:00',
      'breach payment 2026-11-25 08:00',
    ]);
  });

  it('is thirty working days by default', () => {
    expect(read(asked(acceptedAt('2026-11-20 08:00')))[1]).toBe('breach supplement 2027-01-06 08:00');
    expect(read(owing(acceptedAt('2026-11-20 08:00')))[1]).toBe('breach payment 2027-01-06 08:00');
  });

  it('runs before acceptance as well', () => {
    expect(read(asked(submitted(SHORT)))).toHaveLength(2);
    expect(read(owing(submitted(SHORT)))).toHaveLength(2);
  });

  it('brings a reminder once, with the last moment', () => {
    const history = asked(underWay(SHORT));
    const warning = timer(history, 'warning');
    fire(history, 'warning', '2026-11-23 11:00');
    expect(history.log.at(-1)).toMatchObject({ type: 'applicant-reminded', answerBy: iso('2026-11-23 14:00') });
    const { version } = history.state;
    expect(history.must('system', { type: 'fire-timer', timer: warning }).state.version).toBe(version);
    expect(read(history)).toEqual(['breach supplement 2026-11-23 14:00']);
  });
});

describe('a dossier whose applicant never answers', () => {
  it('is refused before acceptance, on the legal basis of its procedure', () => {
    const history = fire(asked(submitted(SHORT)), 'breach', '2026-11-23 14:00');
    expect(history.state.status).toBe('rejected');
    expect(history.log.at(-1)).toMatchObject({
      type: 'rejected',
      closing: 'supplement-not-supplied',
      legalGround: PROCEDURE.legalBasis,
    });
    expect(history.state.supplementRequests[0]?.cancelledAt).toBe(iso('2026-11-23 14:00'));
    expect(fire(owing(submitted(SHORT)), 'breach', '2026-11-25 08:00').state.status).toBe('rejected');
  });

  it('is stopped after acceptance; then reception gives the papers back', () => {
    for (const [waiting, ground, due] of [
      [asked, 'supplement-not-supplied', '2026-11-23 14:00'],
      [owing, 'fee-not-paid', '2026-11-25 08:00'],
    ] as const) {
      const history = fire(waiting(underWay(SHORT)), 'breach', due);
      expect(history.state.status).toBe('stopped');
      expect(history.log.at(-1)).toMatchObject({ type: 'stopped', closing: ground });
      expect(openObligation(history.state)).toBeUndefined();
      history.must('reception', { type: 'return-result', method: 'counter' });
      expect(history.state.returnReason).toBe('stopped');
    }
  });

  it('is not closed a minute early, nor when the answer came first, nor by a timer of an earlier request', () => {
    const early = asked(underWay(SHORT));
    expect(fire(early, 'breach', '2026-11-23 13:59').state.status).toBe('supplement-required');
    const answered = asked(underWay(SHORT));
    const breach = timer(answered, 'breach');
    answered.when('2026-11-23 14:00').must('reception', { type: 'supplement' });
    answered.when('2026-11-23 14:00').must('system', { type: 'fire-timer', timer: breach });
    expect([answered.state.status, last(answered)]).toEqual(['in-processing', ['supplemented']]);
    const approval = { approver: 'approver', approvedAt: iso('2026-11-23 14:00') };
    answered.must('handler', { type: 'request-supplement', items: ITEMS, reason: 'Vẫn thiếu', approval });
    answered.must('system', { type: 'fire-timer', timer: breach });
    expect(answered.state.status).toBe('supplement-required');
  });

  it('gets its money back when it pays after all: the fee is due no longer', () => {
    const history = owing(underWay(SHORT));
    const { obligationId = '', amount = 0 } = openObligation(history.state) ?? {};
    fire(history, 'breach', '2026-11-25 08:00');
    const payment = { provider: 'platform', transactionId: 'T1', reference: 'R', obligationId, amount } as const;
    history.must('system', { type: 'record-payment', payment: { ...payment, paidAt: iso('2026-11-25 08:01') } });
    expect(history.state.surplusPayments.map(({ reason }) => reason)).toEqual(['no-longer-due']);
  });

  it('is closed by the head only once the time is over', () => {
    const close = { type: 'close', ground: 'supplement-not-supplied' } as const;
    const history = asked(underWay(SHORT));
    expect(codeOf(history.when('2026-11-23 13:00').ask('approver', close))).toBe('answer-time-runs');
    expect(codeOf(history.when('2026-11-23 14:00').ask('handler', close))).toBe('not-allowed');
    expect(codeOf(history.when('2026-11-23 14:00').ask('approver', { ...close, ground: 'fee-not-paid' }))).toBe(
      'wrong-status',
    );
    expect(codeOf(history.when('2026-11-23 14:00').ask('approver', close))).toBe('accepted');
  });

  it('has its time again after a correction back to waiting', () => {
    const history = asked(underWay(SHORT)).must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' });
    history.must('approver', { type: 'decide-withdrawal', granted: false, reason: 'Đã xong' });
    history
      .when('2026-11-26 08:00')
      .must('administrator', { type: 'correct', toStatus: 'supplement-required', reason: 'Nhầm' });
    expect(read(history)).toEqual(['warning supplement 2026-11-26 11:00', 'breach supplement 2026-11-26 14:00']);
  });
});

describe('a fee that is left open', () => {
  /** Three and a half hours of eight have passed when the time begins to stand. */
  const left = (history: History) =>
    owing(history).when('2026-11-23 13:30').must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' });
  const refuse = (history: History) =>
    history.when('2026-11-26 08:00').must('approver', { type: 'decide-withdrawal', granted: false, reason: 'Đã xong' });
  const ends = (history: History) => read(history).filter((timer) => timer.startsWith('breach'));

  it('has no end while a withdrawal waits, and after its refusal the time that was left', () => {
    const history = left(underWay(SHORT));
    expect(ends(history)).toEqual([]);
    expect(ends(refuse(history))).toEqual(['breach payment 2026-11-26 14:30']);
    expect(history.log.at(-1)).toMatchObject({ payBy: { dueAt: iso('2026-11-26 14:30') } });
    expect(fire(history, 'breach', '2026-11-26 14:30').state).toMatchObject({ status: 'stopped' });
    expect(history.log.at(-1)).toMatchObject({ closing: 'fee-not-paid' });
  });

  it('has it after a stop that is taken back, and after a correction', () => {
    const stopped = owing(underWay(SHORT)).when('2026-11-23 13:30').must('approver', { type: 'stop', ground: 'Khác' });
    expect(ends(stopped)).toEqual([]);
    expect(ends(stopped.when('2026-11-26 08:00').must('approver', { type: 'resume' }))).toEqual([
      'breach payment 2026-11-26 14:30',
    ]);
    const corrected = left(underWay(SHORT)).when('2026-11-26 08:00');
    corrected.must('administrator', { type: 'correct', toStatus: 'in-processing', reason: 'Nhầm' });
    expect(ends(corrected)).toEqual(['breach payment 2026-11-26 14:30']);
  });

  it('loses no time to a suspension that begins or ends while a withdrawal waits', () => {
    const SUSPEND = { type: 'suspend', suspensionId: 'bao', decision: '12/QĐ-UBND', reason: 'Bão' } as const;
    const LIFT = { type: 'lift-suspension', suspensionId: 'bao', decision: '15/QĐ-UBND' } as const;
    const before = owing(underWay(SHORT)).when('2026-11-23 13:30').must('system', SUSPEND);
    before.when('2026-11-25 08:00').must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' });
    before.when('2026-11-25 16:00').must('system', LIFT);
    expect(ends(refuse(before))).toEqual(['breach payment 2026-11-26 14:30']);
    const meanwhile = left(underWay(SHORT)).when('2026-11-25 08:00').must('system', SUSPEND);
    expect(ends(refuse(meanwhile))).toEqual([]);
    expect(ends(meanwhile.when('2026-11-27 08:00').must('system', LIFT))).toEqual(['breach payment 2026-11-27 14:30']);
  });

  it('ends beside a supplement that is asked for meanwhile, each at its own moment', () => {
    const history = refuse(left(underWay(SHORT)));
    history.must('handler', { type: 'request-supplement', items: ITEMS });
    expect(ends(history)).toEqual(['breach supplement 2026-11-26 14:01', 'breach payment 2026-11-26 14:30']);
  });

  it('is closed by the head once that time is over, in whatever status the dossier is', () => {
    const close = { type: 'close', ground: 'fee-not-paid' } as const;
    const history = refuse(left(underWay(SHORT)));
    expect(codeOf(history.when('2026-11-26 14:29').ask('approver', close))).toBe('answer-time-runs');
    expect(codeOf(history.when('2026-11-26 14:30').ask('approver', close))).toBe('accepted');
    expect(codeOf(left(underWay(SHORT)).ask('approver', close))).toBe('wrong-status');
  });

  it('is not closed when it is paid meanwhile', () => {
    const history = refuse(left(underWay(SHORT)));
    const { obligationId = '', amount = 0 } = openObligation(history.state) ?? {};
    history.must('reception', { type: 'record-counter-payment', obligationId, receiptNumber: 'BL1', amount });
    expect([history.state.status, ends(history)]).toEqual(['in-processing', []]);
  });
});

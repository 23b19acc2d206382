import { describe, expect, it } from 'vitest';
import { approve, assess, cases, copies, FEE, paid, pay, record, sound, withdrawn } from './refund-world.ts';
import { codeOf } from './world.ts';

describe('a lower assessment after payment', () => {
  it('opens a case of the difference; the dossier goes on', () => {
    const history = assess(paid(copies(2)), FEE);
    expect(history.state.status).toBe('in-processing');
    expect(cases(history)).toEqual(['refund-1 lower-assessment 10000 open']);
    sound(history);
  });

  it('is followed by another one: the case that is not decided follows it, a decided one stays', () => {
    const history = assess(assess(paid(copies(4)), copies(2)), FEE);
    expect(cases(history)).toEqual(['refund-1 lower-assessment 10000 dropped', 'refund-2 lower-assessment 20000 open']);
    assess(history, FEE);
    expect(cases(history)).toHaveLength(2);
    assess(history, copies(4));
    expect(cases(history).at(-1)).toBe('refund-2 lower-assessment 20000 dropped');
    assess(history, copies(2));
    assess(approve(history, 'refund-3'), FEE);
    expect(cases(history).slice(2)).toEqual([
      'refund-3 lower-assessment 10000 approved',
      'refund-4 lower-assessment 10000 open',
    ]);
    sound(history);
  });

  it('leaves a higher one to ask for what was decided to go back, and no more', () => {
    const history = approve(assess(paid(copies(4)), copies(2)));
    history.must('handler', { type: 'request-payment', assessment: copies(3) });
    expect(history.state.obligations.at(-1)).toMatchObject({ amount: 5_000, fees: [{ code: 'copy', amount: 5_000 }] });
    pay(history, 'GD2').must('reception', record(history));
    history.must('handler', { type: 'request-payment', assessment: copies(5) });
    expect(history.state.obligations.at(-1)).toMatchObject({ amount: 10_000 });
    sound(history);
  });

  it('whose difference is refused keeps it as paid', () => {
    const history = assess(paid(copies(2)), FEE);
    history.must('approver', { type: 'refuse-refund', refundId: 'refund-1', legalGround: 'Điều 12', reason: 'Sai' });
    expect(codeOf(history.ask('handler', { type: 'request-payment', assessment: copies(2) }))).toBe('nothing-due');
    sound(history);
  });

  it('is given back once when the dossier ends with a refund of everything', () => {
    const open = withdrawn(assess(paid(copies(4)), copies(2)), true);
    expect(cases(open)).toEqual(['refund-1 lower-assessment 10000 dropped', 'refund-2 withdrawn 220000 open']);
    sound(open);
    const decided = withdrawn(approve(assess(paid(copies(4)), copies(2))), true);
    expect(cases(decided)).toEqual(['refund-1 lower-assessment 10000 approved', 'refund-2 withdrawn 210000 open']);
    sound(decided);
  });

  it('is given back beside a late payment, which always is', () => {
    const history = paid(copies(1)).must('handler', { type: 'request-payment', assessment: copies(4) });
    history.must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' });
    assess(pay(history, 'GD2'), FEE);
    expect(cases(history)).toEqual(['refund-1 lower-assessment 20000 open']);
    history.must('approver', { type: 'decide-withdrawal', granted: true });
    expect(cases(history)).toEqual([
      'refund-1 lower-assessment 20000 dropped',
      'refund-2 withdrawn 15000 open',
      'refund-3 lower-assessment 5000 open',
    ]);
    sound(history);
  });

  it('is asked for again when the dossier resumes after a refund of everything', () => {
    const history = approve(assess(paid(copies(4)), copies(2)));
    history.must('approver', { type: 'stop', ground: 'Tòa án', refunded: true }).must('approver', { type: 'resume' });
    history.must('handler', { type: 'request-payment' });
    expect(history.state.obligations.at(-1)).toMatchObject({ amount: 210_000 });
    sound(history);
  });
});

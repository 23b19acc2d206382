import { describe, expect, it } from 'vitest';
import type { FeeChoices } from '../../../shared/procedure/fee.ts';
import { DENY } from './samples.ts';
import { at, atLastStep, codeOf, draftWithPaper, type History, inProcessing, PROCEDURE, submitted } from './world.ts';

const FEE: FeeChoices = { fees: [{ code: 'fee' }] };
const COPIES: FeeChoices = { fees: [{ code: 'fee' }, { code: 'copy', copies: 2 }] };
const WAIVED: FeeChoices = {
  fees: [{ code: 'fee', reduction: { amount: 200_000, ground: 'Nghị quyết 12', reason: 'Hộ nghèo' } }],
};

const pay = (history: History, transactionId: string) => {
  const { obligationId = '', amount = 0 } = history.state.obligations.at(-1) ?? {};
  const payment = { provider: 'vnpay', transactionId, reference: 'R', obligationId, amount, paidAt: at(1) };
  return history.must('system', { type: 'record-payment', payment });
};

describe('assessment of fees', () => {
  it('is made with the acceptance or before it, and may be made anew until it is asked for', () => {
    const { log } = submitted().must('reception', { type: 'accept', assessment: FEE });
    expect(log.map((e) => e.type).slice(-2)).toEqual(['fees-assessed', 'accepted']);
    const history = submitted().must('reception', { type: 'assess-fees', assessment: WAIVED });
    expect(history.state.assessment).toMatchObject({ amount: 0, ground: 'Nghị quyết 12' });
    history.must('reception', { type: 'request-payment', assessment: COPIES });
    expect(history.state.assessment?.amount).toBe(210_000);
    const again = history.ask('reception', { type: 'assess-fees', assessment: FEE });
    expect(codeOf(again)).toBe('obligation-open');
  });

  it('names the wrong field of the choices', () => {
    expect(submitted().ask('reception', { type: 'accept', assessment: { fees: [{ code: 'none' }] } })).toEqual({
      ok: false,
      rejection: { code: 'unknown-fee', fields: ['assessment.fees.0.code'] },
    });
    expect(submitted().ask('reception', { type: 'assess-fees', assessment: { fees: [] } })).toMatchObject({
      rejection: { code: 'fee-missing', fields: ['assessment.fees'], details: { fees: ['fee'] } },
    });
  });

  it('belongs to reception and to the desk that has the dossier, once it is submitted', () => {
    const assess = { type: 'assess-fees', assessment: FEE } as const;
    expect(codeOf(draftWithPaper().ask('owner', assess))).toBe('not-allowed');
    expect(codeOf(inProcessing().ask('owner', assess))).toBe('not-allowed');
    expect(codeOf(inProcessing().ask('handler', assess))).toBe('accepted');
    expect(codeOf(inProcessing().ask('reception', assess))).toBe('accepted');
  });

  it('is what a payment is asked for by: only what is not paid yet', () => {
    expect(codeOf(submitted().ask('reception', { type: 'request-payment' }))).toBe('fees-not-assessed');
    const nothing = submitted().ask('reception', { type: 'request-payment', assessment: WAIVED });
    expect(codeOf(nothing)).toBe('nothing-due');
    const history = pay(submitted().must('reception', { type: 'request-payment', assessment: FEE }), 'T1');
    expect(codeOf(history.ask('reception', { type: 'request-payment' }))).toBe('nothing-due');
    history.must('reception', { type: 'request-payment', assessment: COPIES });
    expect(history.state.obligations.at(-1)).toMatchObject({
      amount: 10_000,
      fees: [{ code: 'copy', amount: 10_000 }],
    });
  });

  it('counts what was paid for a fee that another one replaces', () => {
    const procedure = {
      ...PROCEDURE,
      fees: PROCEDURE.fees.map((fee) => ({ ...fee, amount: fee.code === 'fee' ? 75_000 : 150_000, group: 'works' })),
    };
    const alternatives = procedure.fees.map(({ optional: _, ...fee }) => fee);
    const history = submitted({ procedure: { ...procedure, fees: alternatives } });
    pay(history.must('reception', { type: 'request-payment', assessment: FEE }), 'T1');
    history.must('reception', { type: 'request-payment', assessment: { fees: [{ code: 'copy' }] } });
    expect(history.state.obligations.at(-1)).toMatchObject({
      amount: 75_000,
      fees: [{ code: 'copy', amount: 75_000 }],
    });
  });

  it('is there before a dossier with fees completes, granted or not; nothing due needs its ground', () => {
    for (const complete of [{ type: 'complete', outcome: 'granted' } as const, DENY]) {
      const history = atLastStep();
      history.dossier = { ...history.state, assessment: undefined };
      expect(codeOf(history.ask('approver', complete))).toBe('fees-not-assessed');
      expect(codeOf(history.ask('reception', { type: 'assess-fees', assessment: { fees: [] } }))).toBe('fee-missing');
      history.must('reception', { type: 'assess-fees', assessment: WAIVED });
      expect(codeOf(history.ask('approver', DENY))).toBe('accepted');
    }
  });
});

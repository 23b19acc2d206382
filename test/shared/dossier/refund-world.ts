import { expect } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import type { FeeChoices } from '../../../shared/procedure/fee.ts';
import { flawsOf } from './invariants.ts';
import { at, type History, inProcessing, PROCEDURE } from './world.ts';

export const FEE: FeeChoices = { fees: [{ code: 'fee' }] };
export const copies = (n: number): FeeChoices => ({ fees: [{ code: 'fee' }, { code: 'copy', copies: n }] });
export const EVIDENCE = { method: 'bank-transfer', reference: 'UNC-12', paidOn: '2026-11-20' } as const;

export function pay(history: History, transactionId = 'GD1', obligationId?: string): History {
  const due = history.state.obligations.at(-1);
  const payment = {
    ...{ provider: 'vnpay', transactionId, reference: 'R', paidAt: at(5) },
    ...{ obligationId: obligationId ?? due?.obligationId ?? '', amount: due?.amount ?? 0 },
  };
  return history.must('system', { type: 'record-payment', payment });
}
export const due = (assessment = FEE) => inProcessing().must('handler', { type: 'request-payment', assessment });
export const paid = (assessment = FEE) => pay(due(assessment));
export const assess = (history: History, assessment: FeeChoices) =>
  history.must('handler', { type: 'assess-fees', assessment });
export const withdrawn = (history: History, refunded?: boolean) =>
  history
    .must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' })
    .must('approver', { type: 'decide-withdrawal', granted: true, ...(refunded !== undefined && { refunded }) });
export const approve = (history: History, refundId = 'refund-1') => {
  const { amount = 0 } = history.state.refunds.find((refund) => refund.refundId === refundId) ?? {};
  return history.must('approver', { type: 'approve-refund', refundId, amount });
};
export const record = (history: History, refundId = 'refund-1', change: object = {}): Command => {
  const { amount = 0 } = history.state.refunds.find((refund) => refund.refundId === refundId) ?? {};
  return { type: 'record-refund', refundId, amount, ...EVIDENCE, ...change };
};
export const cases = ({ state }: History) =>
  state.refunds.map((r) => `${r.refundId} ${r.reason} ${r.amount} ${r.state}`);
export const sound = (history: History) => expect(flawsOf(history.state, history.log, PROCEDURE)).toEqual([]);

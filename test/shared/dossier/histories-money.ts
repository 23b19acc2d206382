import type { Command } from '../../../shared/dossier/commands.ts';
import type { HandedOver } from '../../../shared/dossier/handed-over.ts';
import { REFUND_METHODS, type RefundState } from '../../../shared/dossier/values.ts';
import type { FeeChoices } from '../../../shared/procedure/fee.ts';
import { dayInVietNam } from '../../../shared/time/viet-nam.ts';
import { type Draw, pick } from './histories-parties.ts';
import { at, uuidOf } from './world.ts';

function obligationOf({ dossier, apt, n }: Draw) {
  const obligation = dossier?.obligations.at(-1);
  return apt && obligation ? obligation : { obligationId: uuidOf(n), amount: n * 1000 };
}

/** A case of the dossier in that state, or any, or none. */
function refundOf({ dossier, n, apt }: Pick<Draw, 'dossier' | 'n' | 'apt'>, state: RefundState) {
  const cases = dossier?.refunds ?? [];
  const one = (apt && cases.find((refund) => refund.state === state)) || cases[n];
  return { refundId: one?.refundId ?? `refund-${n}`, amount: one?.amount ?? n * 1000 };
}

/** The fee, with and without copies, reduced to nothing, and what is no assessment. */
function assessmentOf(n: number): FeeChoices {
  const waived = { amount: 200_000, ground: 'Nghị quyết', reason: 'Hộ nghèo' };
  return pick(
    [
      { fees: [{ code: 'fee' }] },
      { fees: [{ code: 'fee' }, { code: 'copy', copies: 1 + n }] },
      { fees: [{ code: 'fee', reduction: waived }] },
      { fees: [] },
    ],
    n,
  );
}

/** At the counter papers, by post with their record; sometimes none, sometimes ones that cannot be. */
export function handedOver({ dossier, n, minute, apt }: Draw): { handedOver?: HandedOver } {
  if (n === 0 && (dossier === undefined || dossier.channel === 'online')) return {};
  const papers = [
    { component: apt ? 'request' : 'nowhere', original: n },
    ...(apt ? [{ name: `Giấy khác ${n}`, copy: 1 + minute }] : []),
  ];
  const record = { recordNumber: `BB${n}`, signedAt: at(apt ? 0 : minute + 1000), carrier: 'vnpost' };
  return { handedOver: { papers, sets: 1 + n, ...(dossier?.channel === 'postal' && { record }) } };
}

/** Commands about fees, payments and what goes back. */
export const OF_MONEY: readonly ((draw: Draw) => Command)[] = [
  ({ n }) => ({ type: 'assess-fees', assessment: assessmentOf(n) }),
  (draw) => ({
    type: 'request-payment',
    ...(draw.apt && { assessment: assessmentOf(draw.n) }),
    ...handedOver(draw),
  }),
  (draw) => ({
    type: 'record-payment',
    payment: {
      provider: draw.apt ? 'platform' : 'vnpay',
      transactionId: `T${draw.n}`,
      reference: 'R',
      obligationId: obligationOf(draw).obligationId,
      amount: obligationOf(draw).amount,
      paidAt: at(draw.minute),
    },
  }),
  (draw) => {
    const { obligationId, amount } = obligationOf(draw);
    return { type: 'record-counter-payment', obligationId, receiptNumber: `BL${draw.n}`, amount };
  },
  (draw) => ({
    type: 'correct-receipt-number',
    obligationId: obligationOf(draw).obligationId,
    receiptNumber: `BL${draw.n + 1}`,
    reason: 'Nhập nhầm số biên lai',
  }),
  (draw) => ({ type: 'cancel-payment', obligationId: obligationOf(draw).obligationId, reason: 'Yêu cầu nhầm' }),
  ({ dossier, n, apt }) => ({ type: 'approve-refund', ...refundOf({ dossier, n, apt }, 'open') }),
  ({ dossier, n, apt }) => {
    const { refundId } = refundOf({ dossier, n, apt }, 'open');
    return { type: 'refuse-refund', refundId, legalGround: 'Điều 12', reason: 'Đã chi cho việc thẩm định' };
  },
  ({ dossier, n, apt, minute }) => ({
    type: 'record-refund',
    ...refundOf({ dossier, n, apt }, 'approved'),
    method: pick(REFUND_METHODS, n),
    reference: `UNC${minute}`,
    paidOn: dossier === undefined || !apt ? '2026-11-20' : dayInVietNam(dossier.updatedAt),
  }),
  ({ dossier, n, apt }) => {
    const { refundId } = refundOf({ dossier, n, apt }, pick(['paid', 'refused', 'approved'] as const, n));
    return { type: 'reopen-refund', refundId, reason: 'Ghi nhầm chứng từ' };
  },
];

import type { Walk } from '../../../../local/demo/walk.ts';
import { dayInVietNam } from '../../../../shared/time/viet-nam.ts';
import { NOWHERE } from '../example-bodies.ts';
import { DESK, filed, LEADER } from '../world.ts';
import { act, type Provocation } from './kit.ts';

/** Accepted, and paid that many times too often: a refund case for each. */
export async function paidTooOften(times = 1): Promise<Walk> {
  const walk = await (await filed()).requestFee();
  const attempts = [];
  for (let n = 0; n <= times; n += 1) attempts.push(await walk.startPayment('vnpay'));
  for (const attempt of attempts) await walk.settle('vnpay', attempt);
  await walk.until(({ refunds }) => refunds.length === times);
  return walk;
}

/** What the head approves and reception pays back, of the first case or another. */
export async function refundOf(walk: Walk, number = 1) {
  const { refunds, updatedAt } = await walk.read();
  const { refundId, amount } = refunds[number - 1] ?? { refundId: `refund-${number}`, amount: 1 };
  const evidence = { method: 'cash', reference: 'PC 01', paidOn: dayInVietNam(updatedAt) };
  return {
    approval: { type: 'approve-refund', refundId, amount },
    payment: { type: 'record-refund', refundId, amount, ...evidence },
  };
}

async function approved(times = 1): Promise<Walk> {
  const walk = await paidTooOften(times);
  for (let n = 1; n <= times; n += 1) await walk.act(LEADER, (await refundOf(walk, n)).approval);
  return walk;
}

const paying = (of: () => Promise<Walk>, change: object = {}, number?: number): Provocation => ({
  status: 422,
  ask: async () => {
    const walk = await of();
    return act(walk, DESK, { ...(await refundOf(walk, number)).payment, ...change });
  },
});

async function paidBack(times?: number): Promise<Walk> {
  const walk = await approved(times);
  await walk.act(DESK, (await refundOf(walk)).payment);
  return walk;
}

/** Of money that goes back. */
export const OF_REFUNDS: Readonly<Record<string, Provocation>> = {
  'actions.act unknown-refund': paying(filed),
  'actions.act refund-not-approved': paying(paidTooOften),
  'actions.act refund-closed': paying(paidBack),
  'actions.act refund-before-approval': paying(approved, { paidOn: '2026-01-01' }),
  'actions.act refund-reference-used': paying(() => paidBack(2), {}, 2),
  'actions.act document-not-found': { ...paying(approved, { documentId: NOWHERE }), status: 404 },
  'actions.act nothing-to-reopen': {
    status: 422,
    ask: async () => {
      const walk = await paidTooOften();
      const { refundId } = (await refundOf(walk)).approval;
      return act(walk, LEADER, { type: 'reopen-refund', refundId, reason: 'Ghi nhầm' });
    },
  },
  'actions.act refund-decided': {
    status: 422,
    ask: async () => {
      const walk = await approved();
      return act(walk, LEADER, (await refundOf(walk)).approval);
    },
  },
};

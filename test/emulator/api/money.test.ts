import { describe, expect, it } from 'vitest';
import type { Walk } from '../../../local/demo/walk.ts';
import { type Caller, clientOf } from './callers.ts';
import { filedLike, fillWithRequests } from './problems/kit.ts';
import { refundOf } from './problems/refunds.ts';
import { HANDLER, walkOf, withFee } from './world.ts';

type Money = {
  readonly obligations: readonly { readonly state: string; readonly amount: number }[];
  readonly refunds: readonly object[];
  readonly surplusPayments: readonly { readonly reason: string; readonly payment: Record<string, unknown> }[];
};

const read = async (who: Caller, { dossierId }: Walk) => (await clientOf(who)).ask('GET', `/v1/dossiers/${dossierId}`);

/** Asked for a fee at the ward's step, while its applicant wants it back. */
async function withdrawing(): Promise<Walk> {
  const walk = await (await (await walkOf().file()).accept()).forwardTo(1);
  await walk.act(HANDLER, {
    type: 'request-payment',
    assessment: { fees: [{ code: 'late-registration' }], late: true },
  });
  await (await clientOf('owner')).change(walk.dossierId, '/withdrawal', { reason: 'Đổi ý' });
  return walk;
}

describe('money of a dossier', () => {
  it('that came while its withdrawal was being decided is a refund once that is granted, told twice or not', async () => {
    const walk = await withdrawing();
    const attempt = await walk.startPayment('vnpay');
    await walk.settle('vnpay', attempt, { duplicate: 1 });
    await walk.happened('payment-recorded');
    const paid = (await read('owner', walk)).body as Money;
    expect(paid).toMatchObject({
      obligations: [{ state: 'paid', payment: { provider: 'vnpay' } }],
      surplusPayments: [],
    });

    await walk.act(walk.plan.leader, { type: 'decide-withdrawal', granted: true });
    for (const who of [
      'owner',
      'reception',
      'handler',
      'approver',
      'administrator',
      'system, dossiers.read',
    ] as const) {
      const { status, body } = await read(who, walk);
      expect([who, status]).toEqual([who, 200]);
      expect((body as Money).obligations, who).toMatchObject([{ state: 'refunded' }]);
      expect((body as Money).surplusPayments, who).toMatchObject([
        {
          reason: 'withdrawn',
          payment: { provider: 'vnpay', reference: attempt.reference, amount: paid.obligations[0]?.amount },
        },
      ]);
    }
    for (const who of ['other citizen', 'foreign reception', 'foreign system, dossiers.read'] as const) {
      expect([who, (await read(who, walk)).status]).toEqual([who, 404]);
    }
  });

  it('is recorded of a dossier that takes nothing more of what people may add', async () => {
    const walk = await (await filedLike('9.000031', { maxSupplementRequests: 30 })).requestFee();
    const [first, second] = [await walk.startPayment('vnpay'), await walk.startPayment('vnpay')];
    await walk.settle('vnpay', first);
    await walk.reaches('accepted');
    const { status, body } = await fillWithRequests(walk);
    expect([status, body]).toMatchObject([
      422,
      { code: 'limit-reached', errors: [{ field: 'items' }], details: { of: 'dossier', unit: 'bytes' } },
    ]);
    await walk.settle('vnpay', second);
    await walk.happened('surplus-payment-recorded');
    await (await walk.forwardTo()).complete('denied');
    await (await walk.returnResult()).reaches('returned');
  });

  it('is taken back before it is paid, asked for again, and paid at the counter with a receipt number', async () => {
    const walk = await withFee();
    const desk = walk.plan.reception.officer;
    const { obligationId: wrong } = (await walk.read()).payment ?? {};
    await walk.act(desk, { type: 'cancel-payment', obligationId: wrong, reason: 'Yêu cầu nhầm mức thu' });
    expect(await walk.read()).toMatchObject({ status: 'submitted', obligations: [{ state: 'cancelled' }] });
    await walk.requestFee();
    const { obligationId, amount } = (await walk.read()).payment ?? {};
    await walk.act(desk, { type: 'record-counter-payment', obligationId, amount, receiptNumber: 'BL-9' });
    expect(await walk.read()).toMatchObject({
      status: 'accepted',
      obligations: [{ state: 'cancelled' }, { state: 'paid', payment: { provider: 'counter', receiptNumber: 'BL-9' } }],
    });
    expect(await walk.timeline()).toContainEqual(
      expect.objectContaining({
        type: 'payment-cancelled',
        amount,
        texts: [{ field: 'reason', text: 'Yêu cầu nhầm mức thu' }],
      }),
    );
  });

  it('that comes after the end is approved, paid back with evidence, and told to its applicant', async () => {
    const walk = await withdrawing();
    const attempt = await walk.startPayment('vnpay');
    await walk.act(walk.plan.leader, { type: 'decide-withdrawal', granted: true });
    await walk.settle('vnpay', attempt);
    await walk.until(({ refunds }) => refunds.length === 1);
    const desk = walk.plan.reception.officer;
    const { approval, payment } = await refundOf(walk);
    await walk.act(walk.plan.leader, approval);
    // The number of another voucher: taken back by the head, and recorded again.
    await walk.act(desk, { ...payment, reference: 'PC 99' });
    const reason = 'Ghi nhầm số phiếu chi';
    await walk.act(walk.plan.leader, { type: 'reopen-refund', refundId: approval.refundId, reason });
    await walk.act(desk, payment);
    const shown = (await read('owner', walk)).body as Money;
    expect(shown.refunds).toEqual([
      {
        ...{ refundId: 'refund-1', reason: 'dossier-closed', amount: approval.amount, state: 'paid' },
        payments: [{ provider: 'vnpay', transactionId: expect.any(String), amount: approval.amount }],
        paid: { method: 'cash', reference: payment.reference, paidOn: payment.paidOn },
        ...{ openedAt: expect.any(String), approvedAt: expect.any(String), closedAt: expect.any(String) },
      },
    ]);
    expect((await walk.read()).status).toBe('returned');
    const lines = (await walk.timeline()).filter(({ type }) => type.startsWith('refund-'));
    expect(lines).toMatchObject([
      { type: 'refund-opened', amount: approval.amount, reason: 'dossier-closed' },
      { type: 'refund-approved', amount: approval.amount },
      { type: 'refund-paid', texts: [{ field: 'reference', text: 'PC 99' }] },
      { type: 'refund-reopened', amount: approval.amount, texts: [{ field: 'reason', text: reason }] },
      { type: 'refund-paid', amount: approval.amount, texts: [{ field: 'reference', text: payment.reference }] },
    ]);
  });

  it('stands in the timeline with its amounts and what became of it', async () => {
    const walk = await withdrawing();
    await (await walk.pay('vnpay')).happened('payment-recorded');
    await walk.act(walk.plan.leader, { type: 'stop', ground: 'Theo yêu cầu', refunded: true });
    const items = (await walk.timeline()) as readonly Record<string, unknown>[];
    const lines = items.filter(({ type }) => String(type).includes('payment'));
    const { amount } = lines[0] ?? {};
    expect(amount).toBeGreaterThan(0);
    expect(lines).toMatchObject([
      { type: 'payment-requested', amount },
      { type: 'payment-recorded', amount, provider: 'vnpay', transactionId: expect.any(String) },
      { type: 'surplus-payment-recorded', amount, provider: 'vnpay', reason: 'stopped' },
    ]);
  });
});

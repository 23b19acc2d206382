import { randomUUID } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import type { Walk } from '../../../local/demo/walk.ts';
import { platformHash } from '../../../local/simulators/payments/platform-hash.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { eventually, stage, table } from '../kit.ts';
import { coldStart, filed, typesOf } from './kit.ts';
import { callBack, notify, platformCallback, vnpayQuery } from './payment-provider.ts';
import { readSecret, writeSecret } from './secrets.ts';

type Delivery = {
  readonly key: string;
  readonly state: string;
  readonly attempts: readonly { readonly status?: number; readonly reply?: string }[];
  readonly replyHashIsRight?: boolean;
};

const PAID = { RspCode: '00', Message: 'Confirm Success' };
const DUPLICATE = { RspCode: '02', Message: 'Order already confirmed' };

const due = async (citizen = 'cong-dan-an') => (await filed('household', citizen)).requestFee();

/** What the simulated provider heard for each callback about one attempt, in the order it sent them. */
async function repliesTo(reference: string, count: number): Promise<readonly Delivery[]> {
  let found: readonly Delivery[] = [];
  await eventually(`${count} replies about ${reference}`, async () => {
    const { deliveries } = await stage.control<{ deliveries: readonly Delivery[] }>('payments', 'state');
    found = deliveries.filter(({ key, attempts }) => key === reference && attempts.length > 0);
    return found.length >= count;
  });
  return found;
}
const bodies = (deliveries: readonly Delivery[]) =>
  deliveries.map(({ attempts }) => JSON.parse(attempts[0]?.reply ?? '{}') as Record<string, string>);

/** Callbacks kept for a person to look at, by a text they hold. */
async function quarantined(holding: string): Promise<readonly unknown[]> {
  const { pk } = keys.inbound('payment', '');
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :aside)',
      ExpressionAttributeValues: { ':pk': pk, ':aside': 'aside#' },
      ConsistentRead: true,
    }),
  );
  return (answer.Items ?? []).filter(({ raw }) => String(raw).includes(holding)).map(({ why }) => why);
}

async function amountOf(walk: Walk): Promise<number> {
  return (await walk.read()).payment?.amount ?? 0;
}

describe('a payment on the national platform', () => {
  it('is recorded once from three callbacks, each answered in the platform’s own format under its hash', async () => {
    const walk = await due();
    const attempt = await walk.startPayment('platform');
    await walk.settle('platform', attempt, { duplicate: 2 });
    await walk.reaches('accepted');
    const replies = await repliesTo(attempt.reference, 3);
    expect(replies.map(({ state, replyHashIsRight }) => [state, replyHashIsRight])).toEqual(
      Array(3).fill(['done', true]),
    );
    for (const reply of bodies(replies)) {
      expect(Object.keys(reply)).toEqual(['MaLoi', 'MoTaLoi', 'MaDoiTac', 'MaThamChieu', 'ThoiGianGD', 'MaXacThuc']);
      expect(reply).toMatchObject({ MaLoi: '00', MaDoiTac: 'motcua-quang-tri', MaThamChieu: attempt.reference });
      expect(reply.ThoiGianGD).toMatch(/^\d{14}$/);
    }
    expect((await typesOf(walk)).slice(2)).toEqual([
      ...['fees-assessed', 'payment-requested'],
      ...['payment-recorded', 'accepted'],
    ]);
  });

  it('is refused when forged, unreadable, incomplete, unknown or meant for another, and set aside if genuine', async () => {
    const walk = await due();
    const { reference } = await walk.startPayment('platform');
    const amount = await amountOf(walk);
    const { current } = await readSecret('payment-platform');
    const stray = randomUUID().replaceAll('-', '');
    const cases: [unknown, string, string | undefined][] = [
      [await platformCallback(reference, amount, {}, 'khoa-cua-ke-khac'), 'Ma xac thuc khong dung', undefined],
      [{ ...(await platformCallback(reference, amount)), SoTien: '1' }, 'Ma xac thuc khong dung', undefined],
      ['{"LoaiBanTin":', 'Ma xac thuc khong dung', undefined],
      [[], 'Ma xac thuc khong dung', undefined],
      [await platformCallback(reference, 'muoi nghin'), 'Du lieu khong hop le', 'malformed'],
      [await platformCallback(stray, amount), 'Khong tim thay ma tham chieu', 'unknown-reference'],
      [
        await platformCallback(reference, amount, { MaDoiTac: 'tinh-khac' }),
        'Ma doi tac hoac ma tien te khong dung',
        'not-for-us',
      ],
      [
        await platformCallback(reference, amount, { MaTienTe: 'USD' }),
        'Ma doi tac hoac ma tien te khong dung',
        'not-for-us',
      ],
    ];
    for (const [body, says, why] of cases) {
      const { status, body: reply } = await callBack(body);
      expect([status, reply.MaLoi, reply.MoTaLoi]).toEqual([200, '99', says]);
      // A stranger gets neither our hash nor an echo.
      const forged = says === 'Ma xac thuc khong dung';
      if (forged) expect(Object.keys(reply)).toEqual(['MaLoi', 'MoTaLoi', 'MaDoiTac']);
      else expect(reply.MaXacThuc).toBe(platformHash('callbackReply', reply, current));
      if (why !== undefined) expect(await quarantined((body as { MaXacThuc: string }).MaXacThuc)).toEqual([why]);
    }
    expect(await quarantined('khoa-cua-ke-khac')).toEqual([]);
    expect((await walk.read()).status).toBe('payment-required');
    expect(await typesOf(walk)).not.toContain('surplus-payment-recorded');
  });
});

describe('a payment through VNPay', () => {
  it('is recorded once from three notifications, answered 00 and then 02', async () => {
    const walk = await due('cong-dan-binh');
    const attempt = await walk.startPayment('vnpay');
    await walk.settle('vnpay', attempt, { duplicate: 2 });
    await walk.reaches('accepted');
    const replies = await repliesTo(attempt.reference, 3);
    expect(bodies(replies)).toEqual([PAID, DUPLICATE, DUPLICATE]);
    expect(replies.map(({ attempts }) => attempts[0]?.status)).toEqual([200, 200, 200]);
    expect((await typesOf(walk)).slice(2)).toEqual([
      ...['fees-assessed', 'payment-requested'],
      ...['payment-recorded', 'accepted'],
    ]);
  });

  it('is read from a query with blanks as + and as %20, and with a plus sign of its own', async () => {
    for (const info of ['Thanh toan ho so H50', 'Phi 1+1 va le phi 50% & khac = tong']) {
      const walk = await due('cong-dan-binh');
      const { reference } = await walk.startPayment('vnpay');
      const query = String(await vnpayQuery(reference, await amountOf(walk), { vnp_OrderInfo: info }));
      expect(query).toContain('+');
      expect((await notify(query)).body).toEqual(PAID);
      expect((await notify(query.replaceAll('+', '%20'))).body).toEqual(DUPLICATE);
      await walk.reaches('accepted');
    }
  });

  it('is refused when forged, changed, incomplete, unknown or meant for another', async () => {
    const walk = await due('cong-dan-binh');
    const { reference } = await walk.startPayment('vnpay');
    const amount = await amountOf(walk);
    const changed = await vnpayQuery(reference, amount);
    changed.set('vnp_Amount', '100');
    const stray = randomUUID().replaceAll('-', '');
    const cases: [URLSearchParams | string, string, string][] = [
      [await vnpayQuery(reference, amount, {}, 'khoa-cua-ke-khac'), '97', 'Invalid signature'],
      [changed, '97', 'Invalid signature'],
      ['', '97', 'Invalid signature'],
      [await vnpayQuery(reference, amount, { vnp_Amount: '100.5' }), '99', 'Invalid request'],
      [await vnpayQuery(stray, amount), '01', 'Order not found'],
      [await vnpayQuery(reference, amount, { vnp_TmnCode: 'TINHKHAC' }), '99', 'Invalid terminal or currency'],
    ];
    for (const [query, RspCode, Message] of cases) {
      const { status, body } = await notify(query);
      expect([status, body]).toEqual([200, { RspCode, Message }]);
    }
    // A reference of the other provider is none of VNPay's.
    const elsewhere = await walk.startPayment('platform');
    expect((await notify(await vnpayQuery(elsewhere.reference, amount))).body.RspCode).toBe('01');
    expect((await walk.read()).status).toBe('payment-required');
  });
});

describe('money', () => {
  it('of the wrong amount is kept as a surplus, and the right one is still due', async () => {
    const walk = await due('cong-dan-chau');
    const first = await walk.startPayment('vnpay');
    const short = await vnpayQuery(first.reference, 1000);
    expect((await notify(short)).body).toEqual({ RspCode: '04', Message: 'Invalid amount' });
    await walk.happened('surplus-payment-recorded');
    const second = await walk.startPayment('platform');
    const dear = await callBack(await platformCallback(second.reference, 999_000));
    expect(dear.body).toMatchObject({ MaLoi: '99', MoTaLoi: 'So tien khong khop' });
    await eventually(
      'two surpluses',
      async () => (await typesOf(walk)).filter((t) => t.startsWith('surplus')).length === 2,
    );
    expect((await walk.read()).status).toBe('payment-required');
    await (await walk.pay('vnpay')).reaches('accepted');
  });

  it('that did not flow changes nothing, and the payer may try again', async () => {
    const walk = await due('cong-dan-chau');
    for (const provider of ['platform', 'vnpay'] as const) {
      const failed = await walk.startPayment(provider);
      await walk.settle(provider, failed, { result: 'failed' });
      const [reply = {}] = bodies(await repliesTo(failed.reference, 1));
      expect(reply.RspCode ?? reply.MaLoi).toBe('00');
    }
    expect((await walk.read()).status).toBe('payment-required');
    await (await walk.pay('platform')).reaches('accepted');
    expect((await typesOf(walk)).filter((type) => type.includes('payment-'))).toEqual([
      'payment-requested',
      'payment-recorded',
    ]);
  });

  it('from two attempts settles the fee once; the other is a surplus', async () => {
    const walk = await due('cong-dan-dung');
    const [first, second] = [await walk.startPayment('platform'), await walk.startPayment('vnpay')];
    await Promise.all([walk.settle('platform', first), walk.settle('vnpay', second)]);
    await walk.happened('surplus-payment-recorded');
    await walk.reaches('accepted');
    expect((await typesOf(walk)).filter((type) => type === 'payment-recorded')).toHaveLength(1);
  });

  it('under the number of another payment is quarantined, and credited to no dossier', async () => {
    const [walk, other] = [await due('cong-dan-dung'), await due('cong-dan-giang')];
    const [first, second] = [await walk.startPayment('platform'), await other.startPayment('platform')];
    const number = { MaGiaoDich: randomUUID() };
    const amount = await amountOf(walk);
    expect((await callBack(await platformCallback(first.reference, amount, number))).body.MaLoi).toBe('00');
    const reused = await platformCallback(second.reference, amount, number);
    expect((await callBack(reused)).body).toMatchObject({
      MaLoi: '99',
      MoTaLoi: 'Ma giao dich da dung cho khoan khac',
    });
    expect(await quarantined(String(reused.MaXacThuc))).toEqual(['conflict']);
    await walk.reaches('accepted');
    expect((await other.read()).status).toBe('payment-required');
    expect((await callBack(await platformCallback(first.reference, amount, number))).body.MaLoi).toBe('00');
  });

  it('that comes after the dossier was withdrawn is not lost', async () => {
    const walk = await due('cong-dan-dung');
    const attempt = await walk.startPayment('vnpay');
    await (await walk.applicant()).change(walk.dossierId, '/withdrawal', { reason: 'Thay đổi kế hoạch' });
    await walk.act(walk.plan.reception.officer, { type: 'decide-withdrawal', granted: true });
    expect((await walk.read()).status).toBe('returned');
    await walk.settle('vnpay', attempt);
    await walk.happened('surplus-payment-recorded');
    expect(bodies(await repliesTo(attempt.reference, 1))).toEqual([PAID]);
    expect((await walk.read()).status).toBe('returned');
  });
});

describe('a key that is being replaced', () => {
  const NAMES = ['payment-vnpay', 'payment-platform'] as const;
  const OLD = 'khoa-truoc-khi-doi-du-dai-ba-hai-ky-tu';
  const originals = new Map<string, string>();
  const store = async (previous?: string) => {
    for (const name of NAMES) {
      const current = originals.get(name) ?? (await readSecret(name)).current;
      originals.set(name, current);
      await writeSecret(name, previous === undefined ? { current } : { current, previous });
    }
    await coldStart('payment-webhook');
  };
  afterAll(async () => {
    if (originals.size > 0) await store();
  });

  it('is good beside its successor, and for nothing once it is dropped', async () => {
    const walk = await due('cong-dan-giang');
    const amount = await amountOf(walk);
    const [first, second] = [await walk.startPayment('vnpay'), await walk.startPayment('platform')];
    await store(OLD);
    expect((await notify(await vnpayQuery(first.reference, amount, {}, OLD))).body).toEqual(PAID);
    const reply = (await callBack(await platformCallback(second.reference, amount, {}, OLD))).body;
    // The platform that still signs with the old key also checks our answer with it.
    expect(reply).toMatchObject({ MaLoi: '00', MaXacThuc: platformHash('callbackReply', reply, OLD) });
    expect((await notify(await vnpayQuery(first.reference, amount))).body).toEqual(DUPLICATE);
    await store();
    expect((await notify(await vnpayQuery(first.reference, amount, {}, OLD))).body.RspCode).toBe('97');
    expect((await callBack(await platformCallback(second.reference, amount, {}, OLD))).body.MaLoi).toBe('99');
    expect((await notify(await vnpayQuery(first.reference, amount))).body).toEqual(DUPLICATE);
    expect((await callBack(await platformCallback(second.reference, amount))).body.MaLoi).toBe('00');
  });
});

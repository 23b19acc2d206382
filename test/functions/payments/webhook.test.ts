import { describe, expect, it } from 'vitest';
import { paymentWebhook } from '../../../functions/payments/webhook/payment-webhook.ts';
import { attempt, ipn, KEY, NOW, OBLIGATION_ID, platformCallback, REFERENCE, webhookWorld } from './support.ts';

type World = ReturnType<typeof webhookWorld>;

function callsOf(world: World) {
  const handlers = paymentWebhook(world.deps);
  const call = (rawBody: string, rawQuery: Record<string, string>) => ({ rawBody, rawQuery }) as never;
  return {
    vnpay: async (query: Record<string, string>) => {
      const { status, body } = await handlers.vnpayCallback(call('', query));
      return { status, code: (body as { RspCode: string }).RspCode, body };
    },
    platform: async (message: unknown) => {
      const { status, body } = await handlers.platformCallback(call(JSON.stringify(message), {}));
      return { status, code: (body as { MaLoi: string }).MaLoi, body };
    },
  };
}

const P = (change: Record<string, string> = {}, key = KEY) => platformCallback({ MaThamChieu: 'P1', ...change }, key);

describe('payment webhook', () => {
  it('records a payment once and queues one command with the amount paid', async () => {
    const world = webhookWorld();
    const { vnpay } = callsOf(world);
    expect((await vnpay(ipn())).code).toBe('00');
    expect((await vnpay(ipn())).code).toBe('02');
    expect(world.kept().length).toBe(1);
    expect(world.commands).toEqual([
      {
        commandId: 'payment:vnpay:14422574',
        dossierId: attempt().dossierId,
        from: 'payment-webhook',
        command: { type: 'record-payment', messageId: 'vnpay#14422574' },
      },
    ]);
    expect(world.payments()).toEqual([
      {
        provider: 'vnpay',
        transactionId: '14422574',
        reference: REFERENCE,
        obligationId: OBLIGATION_ID,
        amount: 200_000,
        paidAt: '2026-06-09T01:35:12.000Z',
      },
    ]);
  });

  it('answers the platform with 00 both times', async () => {
    const world = webhookWorld();
    const { platform } = callsOf(world);
    expect((await platform(P())).code).toBe('00');
    expect((await platform(P())).code).toBe('00');
    expect(world.commands.map((c) => c.commandId)).toEqual(['payment:platform:GD0001']);
  });

  it('checks the signature, then the order, then the amount, then whether it was already confirmed', async () => {
    const world = webhookWorld();
    const { vnpay } = callsOf(world);
    await vnpay(ipn());
    const wrongAmount = { vnp_Amount: '100' };
    const unknown = { vnp_TxnRef: 'UNKNOWN' };
    expect((await vnpay({ ...ipn({ ...wrongAmount, ...unknown }), vnp_SecureHash: '0' })).code).toBe('97');
    expect((await vnpay(ipn({ ...wrongAmount, ...unknown }))).code).toBe('01');
    expect((await vnpay(ipn(wrongAmount))).code).toBe('04');
    expect((await vnpay(ipn())).code).toBe('02');
  });

  it('writes nothing for a forged callback, counts it, and does not disclose the correct signature', async () => {
    const world = webhookWorld();
    const { vnpay, platform } = callsOf(world);
    const forged = [
      await vnpay(ipn({}, 'khoa-cua-ke-gia-mao-du-dai-ba-hai-ky-tu')),
      await platform(P({}, 'khoa-cua-ke-gia-mao-du-dai-ba-hai-ky-tu')),
    ];
    expect(forged.map(({ code }) => code)).toEqual(['97', '99']);
    expect([world.kept().length, world.aside().length, world.commands.length]).toEqual([0, 0, 0]);
    expect(world.counted).toEqual(['PaymentCallbackForged', 'PaymentCallbackForged']);
    const told = JSON.stringify([forged, world.logs]);
    expect(told).not.toContain(ipn().vnp_SecureHash);
    expect(told).not.toContain(P().MaXacThuc);
    expect(world.logs.length).toBe(2);
  });

  it('does not lose a payment of a wrong amount: rejects it to the provider, but queues it once', async () => {
    const world = webhookWorld();
    const { vnpay, platform } = callsOf(world);
    for (let times = 0; times < 3; times += 1) expect((await vnpay(ipn({ vnp_Amount: '15000000' }))).code).toBe('04');
    expect((await platform(P({ SoTien: '1000' }))).code).toBe('99');
    expect(world.payments().map(({ amount }) => amount)).toEqual([150_000, 1000]);
  });

  it('records a failed payment without a command, and a later success of the same attempt with one', async () => {
    const world = webhookWorld();
    const { vnpay } = callsOf(world);
    const failed = { vnp_ResponseCode: '24', vnp_TransactionStatus: '02', vnp_TransactionNo: '0' };
    expect((await vnpay(ipn(failed))).code).toBe('00');
    expect((await vnpay(ipn(failed))).code).toBe('02');
    expect(world.commands).toEqual([]);
    expect((await vnpay(ipn())).code).toBe('00');
    expect(world.commands).toHaveLength(1);
  });

  it.each([
    ['00', '02'],
    ['07', '00'],
  ])('does not treat response %s with status %s as paid', async (vnp_ResponseCode, vnp_TransactionStatus) => {
    const world = webhookWorld();
    await callsOf(world).vnpay(ipn({ vnp_ResponseCode, vnp_TransactionStatus }));
    expect(world.kept().length).toBe(1);
    expect(world.commands).toEqual([]);
  });

  it('quarantines what it cannot apply: unknown reference, another provider’s reference, another partner, another currency', async () => {
    const world = webhookWorld();
    const { vnpay, platform } = callsOf(world);
    expect((await vnpay(ipn({ vnp_TxnRef: 'UNKNOWN' }))).code).toBe('01');
    expect((await vnpay(ipn({ vnp_TxnRef: 'P1' }))).code).toBe('01');
    expect((await vnpay(ipn({ vnp_TmnCode: 'OTHERONE' }))).code).toBe('99');
    expect((await vnpay(ipn({ vnp_CurrCode: 'USD' }))).code).toBe('99');
    expect((await vnpay(ipn({ vnp_Amount: '20000001' }))).code).toBe('99');
    expect((await platform(P({ MaDoiTac: 'motcua-lai-chau' }))).code).toBe('99');
    expect((await platform(P({ MaTienTe: 'USD' }))).code).toBe('99');
    expect(world.aside().map(({ why }) => why)).toEqual([
      'unknown-reference',
      'unknown-reference',
      'not-for-us',
      'not-for-us',
      'malformed',
      'not-for-us',
      'not-for-us',
    ]);
    expect(world.commands).toEqual([]);
    expect(JSON.stringify(world.aside())).not.toContain(ipn({ vnp_TxnRef: 'UNKNOWN' }).vnp_SecureHash);
  });

  it.each(['byReference', 'keep', 'send', 'sent'] as const)(
    'is healed by the next delivery after a crash in %s',
    async (part) => {
      const world = webhookWorld();
      const { vnpay, platform } = callsOf(world);
      world.failing.add(part);
      const crashed = await vnpay(ipn());
      expect([crashed.status, crashed.code]).toEqual([500, '99']);
      expect((await vnpay(ipn())).code).toBe('00');
      expect((await vnpay(ipn())).code).toBe('02');
      const ids = world.commands.map(({ commandId }) => commandId);
      expect(new Set(ids)).toEqual(new Set(['payment:vnpay:14422574']));
      // A crash between sending and recording sends the command twice; its id makes the second harmless.
      expect(ids).toHaveLength(part === 'sent' ? 2 : 1);
      world.failing.add(part);
      expect([(await platform(P())).code, (await platform(P())).code]).toEqual(['99', '00']);
    },
  );

  it('queues the same payment again after a crash, even when the provider gave no time', async () => {
    const world = webhookWorld();
    const moments = [NOW, '2026-06-09T01:37:00.000Z', '2026-06-09T01:38:00.000Z', '2026-06-09T01:39:00.000Z'];
    world.deps.clock = () => new Date(moments.shift() ?? '2026-06-09T02:00:00.000Z');
    const { vnpay } = callsOf(world);
    world.failing.add('sent');
    await vnpay(ipn({ vnp_PayDate: 'x' }));
    await vnpay(ipn({ vnp_PayDate: 'x' }));
    expect(world.commands).toHaveLength(2);
    expect(world.commands[0]).toEqual(world.commands[1]);
  });

  it('derives a stable command id from a transaction number that does not fit', async () => {
    const world = webhookWorld();
    await callsOf(world).platform(P({ MaGiaoDich: 'GD 0001/Ω' }));
    expect(world.commands[0]?.commandId).toMatch(/^payment:platform:[0-9a-f]{64}$/);
  });

  it('logs only codes', async () => {
    const world = webhookWorld();
    await callsOf(world).vnpay(ipn());
    expect(world.logs.join()).not.toMatch(/SecureHash|BankTranNo|OrderInfo|203\.0/);
  });
});

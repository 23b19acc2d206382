import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as platform from '../../../functions/payments/providers/platform/messages.ts';
import type { PaymentVerdict } from '../../../functions/payments/providers/provider.ts';
import * as vnpay from '../../../functions/payments/providers/vnpay/messages.ts';
import { config, intent, ipn, KEY, PREVIOUS_KEY, platformCallback, providers, REFERENCE } from './support.ts';

/** Computed with Python's hashlib and hmac, and OpenSSL, over the texts named by the contracts. */
const VECTORS = {
  init: '7dbb7c7815b8c095980430d8543f41f3aab313b44ee0fda52aa0ac64b3e0b9a1',
  callback: '0f5bdbe7126ff4dfd1e0db6090502238923e806e7cc7ec5e30530f19bab6414e',
  query: 'fa652091bdcf4068ecd4f621b086cb8c6b79013f4975e614ad70c90b9a1fb121',
  reply: '1413b43b69d289a9093df75e622b1f2d81daa5adf0edff8e21f984ba0b1c69cf',
  pay: '1eeb0bbe728b009a7ca63d121638dcdea18d7473ce790b5eb787ac9b84bd90bf71abeec0c9bb688d67728fccc2907d292b7f21ae3b01dfe322bf62f4fdca6e6c',
  ipn: '77492704e2dfef199bb092a72d5d6a10db1d36341984983e08b0b95e8af0fc9b213ff6ac0de12ccd254a4fed44ca0df4c4cd7edeb5edecefe6fb3f4b319ed6f2',
};

describe('signatures against vectors of another tool', () => {
  it('platform: init, query, reply', () => {
    const at = intent.createdAt;
    expect(platform.initMessage(intent, config.platform, KEY).MaXacThuc).toBe(VECTORS.init);
    expect(platform.queryMessage(REFERENCE, 'motcua-quang-tri', at, KEY).MaXacThuc).toBe(VECTORS.query);
    expect(platform.replyMessage('recorded', 'motcua-quang-tri', REFERENCE, at, KEY).MaXacThuc).toBe(VECTORS.reply);
  });

  it('platform: callback', () => {
    const callback = { ...platformCallback(), MaXacThuc: VECTORS.callback };
    expect(platform.isSigned(callback, KEY)).toBe(true);
    expect(platform.isSigned({ ...callback, MaXacThuc: callback.MaXacThuc.toUpperCase() }, KEY)).toBe(true);
    expect(platform.isSigned(callback, PREVIOUS_KEY)).toBe(false);
  });

  it('VNPay: pay address in the order and encoding of its interface, amount in hundredths, Viet Nam time', () => {
    const url = vnpay.payUrl(intent, { ...config.vnpay, returnUrl: config.returnUrl }, KEY);
    expect(url).toBe(
      'https://pay.vnpay.test/vpcpay.html?vnp_Amount=20000000&vnp_Command=pay&vnp_CreateDate=20260609083000&vnp_CurrCode=VND&vnp_ExpireDate=20260609084500&vnp_IpAddr=203.0.113.7&vnp_Locale=vn&vnp_OrderInfo=Thanh+toan+ho+so+H50.12-260609-0001&vnp_OrderType=other&vnp_ReturnUrl=https%3A%2F%2Fmotcua.quangtri.gov.vn%2Fthanh-toan%2Fket-qua%3Fx%3D1&vnp_TmnCode=MOTCUAQT&vnp_TxnRef=MC20260609083000A1B2&vnp_Version=2.1.0' +
        `&vnp_SecureHash=${VECTORS.pay}`,
    );
  });

  it('VNPay: notification', () => {
    expect(vnpay.isSigned({ ...ipn(), vnp_SecureHash: VECTORS.ipn }, KEY)).toBe(true);
    expect(vnpay.isSigned({ ...ipn(), vnp_SecureHash: VECTORS.ipn.toUpperCase() }, KEY)).toBe(true);
    expect(vnpay.isSigned({ ...ipn(), vnp_SecureHash: VECTORS.ipn }, PREVIOUS_KEY)).toBe(false);
  });
});

/** The message with one character of one field replaced by another. */
const changed = (message: Record<string, string>) =>
  fc.constantFrom(...Object.keys(message).filter((name) => name !== 'vnp_SecureHashType')).chain((name) => {
    const text = message[name] ?? '';
    // A hash is case-insensitive.
    const same = (character: string) =>
      /^(MaXacThuc|vnp_SecureHash)$/.test(name) ? character.toLowerCase() : character;
    return fc
      .tuple(fc.nat(text.length - 1), fc.stringMatching(/^[ -~]$/))
      .filter(([at, character]) => same(text[at] ?? '') !== same(character))
      .map(([at, character]) => ({ ...message, [name]: text.slice(0, at) + character + text.slice(at + 1) }));
  });

describe('any change breaks the signature', () => {
  it('platform', () => {
    fc.assert(
      fc.property(changed(platformCallback()), (message) => !platform.isSigned(message, KEY)),
      { numRuns: 2000 },
    );
  });

  it('VNPay', () => {
    fc.assert(
      fc.property(changed(ipn()), (message) => !vnpay.isSigned(message, KEY)),
      { numRuns: 2000 },
    );
  });

  it('platform: a separator inside a value cannot move the border between fields', () => {
    const { LoaiBanTin, MaLoi, ...rest } = platformCallback({ LoaiBanTin: 'IPN', MaLoi: '99' });
    const hash = rest.MaXacThuc;
    // The same joined text, split differently: `IPN|99` as the kind, and the following fields shifted by one.
    expect(platform.isSigned({ ...rest, LoaiBanTin: `${LoaiBanTin}|${MaLoi}`, MaXacThuc: hash }, KEY)).toBe(false);
    expect(() => platform.hash('a b', { a: 'x|y', b: '' }, KEY)).toThrow(platform.UnsignableError);
  });
});

const VERDICTS = Object.keys(vnpay.REPLIES) as PaymentVerdict[];

describe('any input', () => {
  const { platform: platformPort, vnpay: vnpayPort } = providers([KEY, PREVIOUS_KEY]);

  it('that is not verified is answered without a signature by every provider', async () => {
    const forged = [
      { rawBody: '', query: {} },
      { rawBody: JSON.stringify(platformCallback({}, 'khoa-cua-ke-la-du-dai-ba-hai-ky-tu')), query: {} },
      { rawBody: JSON.stringify({ ...platformCallback(), SoTien: '1' }), query: ipn({}, 'khoa-cua-ke-la') },
    ];
    for (const input of forged) {
      for (const provider of [platformPort, vnpayPort]) {
        const { reading, reply } = await provider.readCallback(input);
        expect(reading.kind).toBe('forged');
        for (const verdict of VERDICTS) {
          const { body } = reply(verdict) as { body: Record<string, string> };
          expect(Object.keys(body)).not.toContain('MaXacThuc');
          // No hash of either provider under any name, and no part of the caller's text.
          expect(JSON.stringify(body)).not.toMatch(/[0-9a-f]{32}/i);
          expect(JSON.stringify(body)).not.toContain(REFERENCE);
        }
        expect(JSON.stringify(provider.failure())).not.toMatch(/[0-9a-f]{32}/i);
      }
    }
  });

  it('is parsed to a result, never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: 'binary' }), fc.json()),
        fc.dictionary(fc.string(), fc.string()),
        async (rawBody, query) => {
          expect((await platformPort.readCallback({ rawBody, query })).reading.kind).toBe('forged');
          expect((await vnpayPort.readCallback({ rawBody, query })).reading.kind).toBe('forged');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('that is signed is a notice or names its invalid field', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(platformCallback())), fc.anything()), (message) => {
        const notice = platform.noticeOf(message);
        expect('field' in notice ? notice.field : notice.reference).toBeTypeOf('string');
      }),
      { numRuns: 1000 },
    );
  });

  it('verifies with the previous key during a rotation, and signs the answer with the key the platform used', async () => {
    const rawBody = JSON.stringify(platformCallback({}, PREVIOUS_KEY));
    const callback = await platformPort.readCallback({ rawBody, query: {} });
    expect(callback.reading.kind).toBe('verified');
    const reply = callback.reply('recorded').body as Record<string, string>;
    const fields = 'MaLoi MoTaLoi MaDoiTac MaThamChieu ThoiGianGD';
    expect(reply.MaXacThuc).toBe(platform.hash(fields, reply, PREVIOUS_KEY));
    expect((await vnpayPort.readCallback({ rawBody: '', query: ipn({}, PREVIOUS_KEY) })).reading.kind).toBe('verified');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as platform from '../../../shared/payments/platform-messages.ts';
import * as vnpay from '../../../shared/payments/vnpay-messages.ts';
import { config, intent, ipn, KEY, PREVIOUS_KEY, platformCallback, providers, REFERENCE } from './support.ts';

/** Computed with Python's hashlib and hmac, and OpenSSL, over the texts the contracts name. */
const VECTORS = {
  init: '4f270b91a23cc6c438abd359efae2a6d12b4fced9df4877e9c2916bb25a94359',
  callback: 'e73754abdbb1adbde5b85ce9ac71817255885bb3c2eba1d0693c87f16bbb7736',
  query: '2c58f82658d3a763154505db6d3d0698dc8ec5f7e2ba8614f1ce5e221a4dbbb5',
  reply: 'cf9e13e70d5915518b8899d37e7a27df33252ede55de06a329fb4d24dccaf485',
  pay: 'e1e9b6b9d127ac44a13c50c6fbfeb8815573a2b5e746024aaf4d9ba6505b8b4dac78bf99fac72bf8831b5782cdcd47c1f436274b7a866c96049be93f9d529109',
  ipn: 'f78efa2504d4b3c01d20e51358299353726cd074cd519f575857b5141b89b75736c8fa2a1abce80e0066b1475ef4e888b98c878bad7c9d38373d9bdb4a4d439a',
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
    expect(platform.isSigned(callback, PREVIOUS_KEY)).toBe(false);
  });

  it('VNPay: pay address in the order and encoding of its interface, amount in hundredths, Viet Nam time', () => {
    const url = vnpay.payUrl(intent, config, KEY);
    expect(url).toBe(
      'https://pay.vnpay.test/vpcpay.html?vnp_Amount=20000000&vnp_Command=pay&vnp_CreateDate=20260609083000&vnp_CurrCode=VND&vnp_ExpireDate=20260609084500&vnp_IpAddr=203.0.113.7&vnp_Locale=vn&vnp_OrderInfo=Thanh+toan+ho+so+H50.12-260609-0001&vnp_OrderType=other&vnp_ReturnUrl=https%3A%2F%2Fmotcua.quangtri.gov.vn%2Fthanh-toan%2Fket-qua%3Fx%3D1&vnp_TmnCode=MOTCUAQT&vnp_TxnRef=MC20260609083000A1B2&vnp_Version=2.1.0' +
        `&vnp_SecureHash=${VECTORS.pay}`,
    );
  });

  it('VNPay: notification', () => {
    expect(vnpay.isSigned({ ...ipn(), vnp_SecureHash: VECTORS.ipn }, KEY)).toBe(true);
    expect(vnpay.isSigned({ ...ipn(), vnp_SecureHash: VECTORS.ipn }, PREVIOUS_KEY)).toBe(false);
  });
});

/** The message with one character of one field replaced by another. */
const changed = (message: Record<string, string>) =>
  fc.constantFrom(...Object.keys(message).filter((name) => name !== 'vnp_SecureHashType')).chain((name) => {
    const text = message[name] ?? '';
    return fc
      .tuple(fc.nat(text.length - 1), fc.stringMatching(/^[ -~]$/))
      .filter(([at, character]) => text[at] !== character)
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
    // The same joined text, cut elsewhere: `IPN|99` as the kind, and the fields after it one further on.
    expect(platform.isSigned({ ...rest, LoaiBanTin: `${LoaiBanTin}|${MaLoi}`, MaXacThuc: hash }, KEY)).toBe(false);
    expect(() => platform.hash('a b', { a: 'x|y', b: '' }, KEY)).toThrow(platform.UnsignableError);
  });

  it('platform: a reply of ours is never a callback for us, even where a stranger chose the reference', async () => {
    const stranger = platformCallback({ MaThamChieu: '00|motcua-quang-tri|P1|200000|VND|X|VCB|2026|x' }, 'khoa-la');
    const callback = await providers().platform.readCallback({ rawBody: JSON.stringify(stranger), query: {} });
    expect(callback.reading.kind).toBe('forged');
    expect(callback.reply('forged').body).toMatchObject({ MaLoi: '99', MaThamChieu: '' });
  });
});

describe('any input', () => {
  const { platform: platformPort, vnpay: vnpayPort } = providers([KEY, PREVIOUS_KEY]);

  it('is a reading, never an exception', async () => {
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

  it('that is signed is a notice or names its wrong field', () => {
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

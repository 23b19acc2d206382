import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch, type RunningSimulator } from '../../../local/simulators/launch.ts';
import { platformHash } from '../../../local/simulators/payments/platform-hash.ts';
import { vnpayHash } from '../../../local/simulators/payments/vnpay-hash.ts';
import { init, PLATFORM_KEY, payUrl, VNPAY_SECRET, vnpayParameters } from './payment-samples.ts';
import { eventually, post, province, type Received } from './province.ts';

describe('hashes, against values computed with sha256sum and openssl', () => {
  it('platform: init, callback, query', () => {
    expect(platformHash('init', init, PLATFORM_KEY)).toBe(
      'ca7bdf1d955469d55951ad89aa8e04800db6945fd1815daab9c375ff3276187f',
    );
    const callback = {
      LoaiBanTin: 'IPN',
      MaLoi: '00',
      MaDoiTac: init.MaDoiTac,
      MaThamChieu: init.MaThamChieu,
      SoTien: '200000',
      MaTienTe: 'VND',
      MaGiaoDich: '12345678901234',
      MaNganHang: 'VCB',
      ThoiGianGD: '20261122090100',
      ThongTinGiaoDich: init.ThongTinGiaoDich,
    };
    expect(platformHash('callback', callback, PLATFORM_KEY)).toBe(
      '3ebc2eaf9696bfe145f2ab843c7cbdd7b0d19173103b3f69c1ba6d882799c35a',
    );
    const query = { ...init, LoaiBanTin: 'QUERY', ThoiGianGD: '20261122090500' };
    expect(platformHash('query', query, PLATFORM_KEY)).toBe(
      '9401eec4f71ccbd40ae9c44ae634ca85f7d9be4e2e8f3b2d6caa7e5040d7f37b',
    );
  });

  it('VNPay', () => {
    expect(vnpayHash(vnpayParameters, VNPAY_SECRET)).toBe(
      '83145fb42270b5a7287047afc19ca42af595f31ec3a6464ef80aa750b06a3a305027d16695b8a7c678542a5236362576509f93050bf7ac2d905138bb8697c5a6',
    );
  });
});

describe('payment gateways', () => {
  let payments: RunningSimulator;
  let api: Awaited<ReturnType<typeof province>>;
  let answer: (received: Received, earlier: number) => unknown;
  beforeAll(async () => {
    payments = await launch('payments');
  });
  afterAll(() => payments.stop());
  beforeEach(async () => {
    api = await province((received, earlier) => ({ status: 200, body: answer(received, earlier) }));
    await payments.control('reset');
    await payments.control('configure', { apiUrl: api.apiUrl, retryMs: 30, maxAttempts: 10 });
  });
  afterEach(() => api.stop());

  const signed = (change: object = {}) => {
    const message = { ...init, ...change };
    return { ...message, MaXacThuc: platformHash('init', message, PLATFORM_KEY) };
  };
  const ask = async (body: object) => (await post(`${payments.url}/platform`, body)).body;
  const query = (kind: string) => {
    const message = { ...init, LoaiBanTin: kind };
    return ask({ ...message, MaXacThuc: platformHash('query', message, PLATFORM_KEY) });
  };
  const callbacks = async (n: number) => {
    await eventually(() => expect(api.received).toHaveLength(n));
    return api.received;
  };
  const deliveries = async () =>
    (await payments.read<{ deliveries: { state: string; attempts: unknown[]; replyHashIsRight?: boolean }[] }>('state'))
      .deliveries;

  it('platform: refuses a wrong hash, partner, sum and a reference used for another amount', async () => {
    expect(await ask({ ...signed(), MaXacThuc: '0'.repeat(64) })).toMatchObject({ MaLoi: '97' });
    expect(await ask(signed({ MaDoiTac: 'khac' }))).toMatchObject({ MaLoi: '02' });
    expect(await ask(signed({ SoTien: '1000' }))).toMatchObject({ MaLoi: '04' });
    expect(await ask(signed())).toMatchObject({
      error_code: 0,
      UrlThanhToan: expect.stringContaining(init.MaThamChieu),
    });
    expect(await ask(signed({ ThoiGianGD: '20261122090001' }))).toMatchObject({ error_code: 0 });
    const dearer = { ...init.ThongTinBienLai, PhiLePhi: [{ ...init.ThongTinBienLai.PhiLePhi[0], SoTien: '300000' }] };
    expect(await ask(signed({ SoTien: '300000', ThongTinBienLai: dearer }))).toMatchObject({ MaLoi: '05' });
  });

  it('platform: a payment by the page calls back with the right hash until it is told "00"', async () => {
    answer = (received, earlier) => {
      const { MaDoiTac, MaThamChieu, ThoiGianGD } = JSON.parse(received.text);
      const reply = { MaLoi: earlier < 2 ? '99' : '00', MoTaLoi: '', MaDoiTac, MaThamChieu, ThoiGianGD };
      return { ...reply, MaXacThuc: platformHash('callbackReply', reply, PLATFORM_KEY) };
    };
    const { UrlThanhToan } = await ask(signed());
    expect(await (await fetch(String(UrlThanhToan))).text()).toContain('200.000');
    expect(await query('QUERY')).toMatchObject({ TrangThaiGD: '3' });
    await fetch(`${payments.url}/pay/platform/${init.MaThamChieu}`, {
      method: 'POST',
      body: new URLSearchParams({ result: 'paid' }),
    });
    const [first] = await callbacks(3);
    const message = JSON.parse(first?.text ?? '') as Record<string, string>;
    expect(first?.url.pathname).toBe('/webhooks/payment-platform');
    expect(message).toMatchObject({ MaLoi: '00', SoTien: '200000', MaTienTe: 'VND', MaThamChieu: init.MaThamChieu });
    expect(message.MaXacThuc).toBe(platformHash('callback', message, PLATFORM_KEY));
    await eventually(async () => expect(await deliveries()).toMatchObject([{ state: 'done', replyHashIsRight: true }]));
    expect(await query('QUERY')).toMatchObject({ TrangThaiGD: '1', MaGiaoDich: message.MaGiaoDich });
    const { UrlBienLai } = await query('RECEIPT');
    expect((await fetch(String(UrlBienLai))).headers.get('content-type')).toBe('application/pdf');
  });

  it('platform: forged, wrong and repeated callbacks are as told', async () => {
    answer = () => ({ MaLoi: '00' });
    await ask(signed());
    const pay = (change: object) =>
      payments.control('pay', { reference: init.MaThamChieu, provider: 'platform', result: 'paid', ...change });
    await pay({ forge: true });
    const [forged] = await callbacks(1);
    const fake = JSON.parse(forged?.text ?? '') as Record<string, string>;
    expect(fake.MaXacThuc).not.toBe(platformHash('callback', fake, PLATFORM_KEY));
    expect(await query('QUERY')).toMatchObject({ TrangThaiGD: '3' });
    await pay({ amount: 5, duplicate: 2 });
    const [, second, ...rest] = await callbacks(4);
    expect(JSON.parse(second?.text ?? '')).toMatchObject({ SoTien: '5' });
    expect(rest.map((r) => r.text)).toEqual([second?.text, second?.text]);
    await pay({ reference: 'khong-co', unknown: true });
    expect(JSON.parse((await callbacks(5))[4]?.text ?? '')).toMatchObject({ MaThamChieu: 'khong-co' });
  });

  it('VNPay: opens only pay URLs that are signed, well formed and in time', async () => {
    const open = async (change: object, secret = VNPAY_SECRET) => {
      const response = await fetch(payUrl(payments.url, change, secret));
      return [response.status, await response.text()] as const;
    };
    expect((await open({}, 'khac'))[1]).toContain('Sai chữ ký');
    expect((await open({ vnp_OrderInfo: 'Nộp phí' }))[0]).toBe(400);
    expect((await open({ vnp_Amount: '20000050' }))[0]).toBe(400);
    expect((await open({ vnp_TmnCode: 'KHAC0001' }))[1]).toContain('Website không hợp lệ');
    expect((await open({ vnp_TxnRef: 'old', vnp_ExpireDate: '20261122091500' }))[1]).toContain('quá thời gian');
    const [status, page] = await open({});
    expect(status).toBe(200);
    expect(page).toContain('200.000');
  });

  it('VNPay: calls back with GET, again on anything but 00 and 02, ten times at most', async () => {
    answer = (_, earlier) => ({ RspCode: earlier === 0 ? '99' : '02' });
    const pay = { reference: vnpayParameters.vnp_TxnRef, provider: 'vnpay', result: 'paid' };
    await payments.control('pay', { ...pay, payUrl: payUrl(payments.url) });
    const [first] = await callbacks(2);
    expect([first?.method, first?.url.pathname]).toEqual(['GET', '/webhooks/vnpay']);
    const parameters = Object.fromEntries(first?.url.searchParams ?? []);
    expect(parameters).toMatchObject({ vnp_Amount: '20000000', vnp_ResponseCode: '00', vnp_TransactionStatus: '00' });
    expect(parameters.vnp_SecureHash).toBe(vnpayHash(parameters, VNPAY_SECRET));
    await eventually(async () => expect((await deliveries())[0]?.state).toBe('done'));
    answer = () => ({ RspCode: '97' });
    await payments.control('pay', { ...pay, forge: true });
    await eventually(async () => expect((await deliveries())[1]).toMatchObject({ state: 'given-up' }));
    expect((await deliveries())[1]?.attempts).toHaveLength(10);
  });

  it('VNPay: a cancelled payment is reported as failed, with a signed return URL', async () => {
    answer = () => ({ RspCode: '00' });
    await fetch(payUrl(payments.url));
    const response = await fetch(`${payments.url}/pay/vnpay/${vnpayParameters.vnp_TxnRef}`, {
      method: 'POST',
      body: new URLSearchParams({ result: 'failed' }),
      redirect: 'manual',
    });
    const [ipn] = await callbacks(1);
    expect(ipn?.url.searchParams.get('vnp_ResponseCode')).toBe('24');
    expect(ipn?.url.searchParams.get('vnp_TransactionStatus')).toBe('02');
    const back = new URL(response.headers.get('location') ?? '');
    expect(back.origin + back.pathname).toBe('http://127.0.0.1/ket-qua');
    expect(back.searchParams.get('a')).toBe('1');
    expect(back.searchParams.get('vnp_SecureHash')).toBe(ipn?.url.searchParams.get('vnp_SecureHash'));
  });
});

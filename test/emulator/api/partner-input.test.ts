import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadProvince } from '../../../infra/province/load.ts';
import { platformHash } from '../../../local/simulators/payments/platform-hash.ts';
import { vnpayHash } from '../../../local/simulators/payments/vnpay-hash.ts';
import { readSecret } from '../consumers/secrets.ts';
import { anonymous, environment } from '../kit.ts';
import { clientOf } from './callers.ts';
import { declared, expectProblem, expectRows } from './declared.ts';
import { MARK, pathsOf, put } from './mutations.ts';

/** Bodies a partner never sends. Partners get their refusals in their own words, with HTTP 200, so that they read them. */
const JUNK = [
  '',
  ' ',
  '{',
  'null',
  '[]',
  '7',
  '"text"',
  '{}',
  '\u0000',
  '<a/>',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '['.repeat(20_000),
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
];

const { payments } = loadProvince(environment.province).partners;
const { partnerCode = '' } = payments.providers.platform ?? {};
const { terminalCode = '' } = payments.providers.vnpay ?? {};
const { current: platformKey } = await readSecret('payment-platform');
const { current: vnpaySecret } = await readSecret('payment-vnpay');
const { token } = (await readSecret<{ token: string }>('carrier-vnpost')).current;

const callback = {
  LoaiBanTin: 'CALLBACK',
  MaLoi: '00',
  MaDoiTac: partnerCode,
  MaThamChieu: 'MC20260101000000ZZZZ',
  SoTien: '8000',
  MaTienTe: 'VND',
  MaGiaoDich: 'GD-1',
  MaNganHang: 'NCB',
  ThoiGianGD: '20260101000000',
  ThongTinGiaoDich: 'Thanh toan',
};
const ipn = {
  vnp_TmnCode: terminalCode,
  vnp_TxnRef: 'MC20260101000000ZZZZ',
  vnp_Amount: '800000',
  vnp_ResponseCode: '00',
  vnp_TransactionStatus: '00',
  vnp_TransactionNo: '1',
  vnp_BankCode: 'NCB',
  vnp_PayDate: '20260101000000',
  vnp_OrderInfo: 'Thanh toan',
};

const filing = {
  LoaiBanTin: 'TAO_MOI',
  MaBanTin: 'BT-1',
  ThoiGianGui: '20260609080000',
  MaHoSo: 'G01.99-20260609-0000001',
  MaDonVi: 'H50.20.1',
  ChuHoSo: 'Nguyễn Thị Thử Nghiệm',
  LoaiDoiTuong: '1',
  MaDoiTuong: 'TECH-1',
  DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: '045190000001' }],
  SoGiayToChuHoSo: '045190000001',
  SoDienThoai: '0912345678',
  DiaChi: 'Phường Đông Hà',
  MaTTHC: '1.001193',
  TenTTHC: 'Đăng ký khai sinh',
  MaLinhVuc: 'HT',
  TenLinhVuc: 'Hộ tịch',
  KenhThucHien: '2',
  TrichYeuHoSo: 'Đăng ký khai sinh',
  NgayNopHoSo: '20260609075959',
  HinhThuc: '0',
  TaiKhoanDuocXacThucVoiVNeID: '1',
  TaiLieuNop: [
    {
      TepDinhKemId: '1',
      TenTepDinhKem: 'to-khai.pdf',
      MaThanhPhanHoSo: '000.00.00.G00-KQ000001',
      DuongDanTaiTepTin: `${environment.simulators['national-portal']}/1/to-khai.pdf`,
    },
  ],
};

/** Where a partner's own body is read by the function itself. */
const COVERED = [
  'payment-webhook.platformCallback',
  'payment-webhook.vnpayCallback',
  'postal-webhook.carrierPush',
  'national-portal-inbound.push',
];

it('wrong input of partners is tried at every route that reads a body of its own', () => {
  const own = [...declared].filter(([, { path, body }]) => path.startsWith('/webhooks/') && body === undefined);
  expectRows(
    COVERED,
    own.map(([name]) => name),
  );
});

describe('the payment platform’s callback', () => {
  const send = (rawBody: string) =>
    anonymous.ask('POST', '/webhooks/payment-platform', { rawBody, idempotencyKey: null });
  const signed = (message: Record<string, unknown>) =>
    JSON.stringify({ ...message, MaXacThuc: platformHash('callback', message, platformKey) });

  it('is refused as forged when it is no message, and the reply repeats nothing', async () => {
    for (const rawBody of [...JUNK, signed(callback).replace('8000', '9000'), JSON.stringify(callback)]) {
      const { status, body } = await send(rawBody);
      expect([status, body.MaLoi], rawBody.slice(0, 60)).toEqual([200, '99']);
      // Neither the message nor a sample of what our key makes.
      expect(Object.keys(body).toSorted()).toEqual(['MaDoiTac', 'MaLoi', 'MoTaLoi']);
    }
  });

  it('is refused when it is signed yet not whole, of another province or about no attempt', async () => {
    for (const field of ['MaLoi', 'MaDoiTac', 'MaThamChieu', 'SoTien', 'MaTienTe', 'MaGiaoDich']) {
      const { status, body } = await send(signed(put(callback, [field], undefined)));
      expect([status, body.MaLoi], `without ${field}`).toEqual([200, '99']);
    }
    for (const wrong of [{ SoTien: '-1' }, { SoTien: '1e9' }, { SoTien: 'x' }, { MaGiaoDich: 'x'.repeat(500) }, {}]) {
      const { status, body } = await send(signed({ ...callback, ...wrong }));
      expect([status, body.MaLoi], JSON.stringify(wrong)).toEqual([200, '99']);
    }
  });

  it('is refused as a problem when it is too long', async () => {
    const answer = await send(signed({ ...callback, ThongTinGiaoDich: 'x'.repeat(65 * 1024) }));
    expectProblem('payment-webhook.platformCallback', answer, 413, 'body-too-large');
  });
});

describe('VNPay’s notification', () => {
  const send = (query: Record<string, string>) => anonymous.ask('GET', `/webhooks/vnpay?${new URLSearchParams(query)}`);
  const signed = (query: Record<string, string>) => ({ ...query, vnp_SecureHash: vnpayHash(query, vnpaySecret) });

  it('is refused as forged when it is no message', async () => {
    const forged = [
      {},
      { x: '1' },
      { ...ipn },
      { ...signed(ipn), vnp_Amount: '900000' },
      { ...ipn, vnp_SecureHash: '' },
    ];
    for (const query of [...forged, { __proto__: 'x' }, { ...ipn, vnp_SecureHash: 'ế'.repeat(300) }]) {
      const { status, body } = await send(query as Record<string, string>);
      expect([status, body.RspCode], JSON.stringify(query).slice(0, 80)).toEqual([200, '97']);
    }
  });

  it('is refused when it is signed yet not whole, or about no attempt', async () => {
    for (const field of ['vnp_TmnCode', 'vnp_TxnRef', 'vnp_Amount', 'vnp_ResponseCode', 'vnp_TransactionNo']) {
      const { status, body } = await send(signed(put(ipn, [field], undefined)));
      expect([status, body.RspCode], `without ${field}`).toEqual([200, '99']);
    }
    expect((await send(signed(ipn))).body.RspCode).toBe('01');
    expect((await send(signed({ ...ipn, vnp_Amount: '-1' }))).body.RspCode).toBe('99');
  });
});

describe('the carrier’s push', () => {
  const send = (rawBody: string, headers: Record<string, string> = { token }) =>
    anonymous.ask('POST', '/webhooks/post/vnpost', { rawBody, headers, idempotencyKey: null });

  it('is refused without the token that is in force', async () => {
    const order = JSON.stringify({ ORDER_NUMBER: 'V1', TYPE: 1 });
    for (const headers of [{}, { token: '' }, { token: 'x' }, { token: `${token} x` }, { token: 'x'.repeat(3000) }]) {
      const { status, body } = await send(order, headers as Record<string, string>);
      expect([status, body.status]).toEqual([200, 201]);
    }
  });

  it('is refused when it is not readable, and told when the order is not ours', async () => {
    const wrong = [{ TYPE: 1 }, { ORDER_NUMBER: '', TYPE: 1 }, { ORDER_NUMBER: 'x'.repeat(101), TYPE: 1 }];
    const unread = [...wrong, { ORDER_NUMBER: 'V1' }, { ORDER_NUMBER: 7, TYPE: 1 }, { ORDER_NUMBER: 'V1', TYPE: 'x' }];
    for (const rawBody of [...JUNK, ...unread.map((body) => JSON.stringify(body))]) {
      const { status, body } = await send(rawBody);
      expect([status, body.status], rawBody.slice(0, 60)).toEqual([200, 202]);
    }
    const { status, body } = await send(JSON.stringify({ ORDER_NUMBER: `V-${randomUUID()}`, TYPE: 1 }));
    expect([status, body.status]).toEqual([200, 207]);
  });
});

describe('the national portal’s push', () => {
  const send = async (rawBody: string) =>
    (await clientOf('national portal, national-portal.push')).ask('POST', '/webhooks/national-portal', {
      rawBody,
      idempotencyKey: null,
    });
  const expectRefused = async (message: unknown, field: string) => {
    const { status, body } = await send(JSON.stringify(message));
    expect([status, body.error_code], field).toEqual([200, -1]);
    expect(body.message, field).toContain(field);
    expect(body.message).not.toContain(MARK);
  };

  it('is refused when it is no message', async () => {
    for (const rawBody of JUNK) {
      const { status, body } = await send(rawBody);
      expect([status, body.error_code], rawBody.slice(0, 60)).toEqual([200, -1]);
    }
  });

  /** Nothing here depends on them, so they may be missing, wrong or anything. */
  const UNREAD = ['ThoiGianGui', 'TenTTHC', 'MaLinhVuc', 'TenLinhVuc', 'TrichYeuHoSo', 'NgayNopHoSo'];
  /** They may be missing, but not wrong. */
  const OPTIONAL = [
    // An owner without a number is a child, who has none yet.
    ...['DinhDanhCHS', 'MaDoiTuong', 'SoGiayToChuHoSo', 'Email', 'KenhThucHien', 'HinhThuc', 'ThongTinTra'],
    ...['TaiKhoanDuocXacThucVoiVNeID', 'TaiLieuNop'],
  ];

  it('is refused by the name of each field that is needed and missing, or read and wrong', async () => {
    for (const path of pathsOf(filing)) {
      const field = path.join('.');
      if (UNREAD.includes(field)) continue;
      const needed = !OPTIONAL.includes(field) && !/^\d+$/.test(path.at(-1) ?? '');
      if (needed) await expectRefused(put(filing, path, undefined), field);
      await expectRefused(put(filing, path, { [MARK]: MARK }), field);
      await expectRefused(put(filing, path, `\u0000${MARK.repeat(500)}`), field);
    }
  });

  it('is refused when a file lies elsewhere than at the portal', async () => {
    const field = ['TaiLieuNop', '0', 'DuongDanTaiTepTin'];
    const { host } = new URL(environment.simulators['national-portal']);
    for (const url of [
      'http://169.254.169.254/latest/meta-data/',
      'https://example.com/x.pdf',
      `http://${host}@example.com/x.pdf`,
      `http://nguoi:khoa@${host}/x.pdf`,
      `http://example.com/?${host}`,
      'file:///etc/passwd',
    ]) {
      await expectRefused(put(filing, field, url), field.join('.'));
    }
  });

  it('is refused as a problem when it is too long', async () => {
    const answer = await send(' '.repeat(200 * 1024 + 1));
    expectProblem('national-portal-inbound.push', answer, 413, 'body-too-large');
  });
});

import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { bodyOf, json, type Reply, type Route } from '../kit/http.ts';
import { platformHash } from './platform-hash.ts';
import type { Settings } from './settings.ts';
import { fromGatewayTime, gatewayTime, type Transaction, type Transactions } from './transactions.ts';

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
/** As the national catalogues write codes: an id that only the sender knows is refused. */
const nationalCode = z.string().check(z.regex(/^[A-Z0-9](?:[A-Z0-9._-]{0,62}[A-Z0-9])?$/));
const time = z.string().check(z.refine((s) => !Number.isNaN(fromGatewayTime(s)), 'yyyyMMddHHmmss'));
const amountText = z.pipe(
  z.union([z.string().check(z.regex(/^[1-9]\d{0,11}$/)), z.pipe(z.int().check(z.positive()), z.transform(String))]),
  z.string(),
);

const receiptSchema = z.looseObject({
  MaDichVu: z.literal('2'),
  MaDVC: nationalCode,
  MaTTHC: text(64),
  MaHoSo: text(64),
  TKThuHuong: text(64),
  PhiLePhi: z.array(
    z.looseObject({
      LoaiPhiLePhi: z.enum(['1', '2']),
      MaPhiLePhi: nationalCode,
      TenPhiLePhi: text(500),
      SoTien: amountText,
    }),
  ),
});

const initSchema = z.looseObject({
  LoaiBanTin: z.literal('INIT'),
  PhienBan: z.literal('1.0.6'),
  MaDoiTac: text(64),
  MaThamChieu: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,50}$/)),
  SoTien: amountText,
  LoaiHinhThanhToan: z.literal('PAY'),
  MaKenhThanhToan: z.literal('1'),
  MaThietBi: z.literal('1'),
  NgonNgu: z.literal('vi-VN'),
  MaTienTe: z.literal('VND'),
  MaNganHang: z.literal('PAYMENT'),
  ThongTinGiaoDich: text(255),
  ThoiGianGD: time,
  Ip: text(45),
  MaXacThuc: z.string(),
  ThongTinBienLai: receiptSchema,
});

const querySchema = z.looseObject({
  LoaiBanTin: z.enum(['QUERY', 'RECEIPT']),
  PhienBan: text(10),
  MaDoiTac: text(64),
  MaThamChieu: text(64),
  ThoiGianGD: time,
  MaXacThuc: z.string(),
});

const STATUS = { paid: '1', pending: '3', failed: '4' } as const satisfies Record<Transaction['status'], string>;

const refusal = (code: string, message: string): Reply => json({ error_code: -1, MaLoi: code, MoTaLoi: message });

export function sameHash(given: string, right: string): boolean {
  return given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right));
}

/** `POST /platform`: the national payment platform. The kind of message is in `LoaiBanTin`. */
export function platformRoute(url: string, settings: Settings, transactions: Transactions): Route {
  const init = (body: unknown): Reply => {
    const given = z.safeParse(initSchema, body);
    if (!given.success) return refusal('01', z.prettifyError(given.error));
    const message = given.data;
    if (message.MaDoiTac !== settings.partnerCode) return refusal('02', `Đối tác ${message.MaDoiTac} chưa đăng ký`);
    const right = platformHash('init', body as Record<string, unknown>, settings.platformKey);
    if (!sameHash(message.MaXacThuc, right)) return refusal('97', 'Mã xác thực không đúng');
    const fees = message.ThongTinBienLai.PhiLePhi.reduce((sum, fee) => sum + Number(fee.SoTien), 0);
    if (fees !== Number(message.SoTien))
      return refusal('04', `Các khoản cộng lại là ${fees}, không phải ${message.SoTien}`);
    const opened = transactions.open({
      provider: 'platform',
      reference: message.MaThamChieu,
      amount: Number(message.SoTien),
      description: message.ThongTinGiaoDich,
      createdAt: message.ThoiGianGD,
      request: { MaDoiTac: message.MaDoiTac, MaHoSo: message.ThongTinBienLai.MaHoSo },
    });
    if (!opened) return refusal('05', `Mã tham chiếu ${message.MaThamChieu} đã dùng cho giao dịch khác`);
    return json({
      error_code: 0,
      MaLoi: '00',
      MoTaLoi: '',
      MaDoiTac: message.MaDoiTac,
      MaThamChieu: message.MaThamChieu,
      ThoiGianGD: message.ThoiGianGD,
      UrlThanhToan: `${url}/platform/pay/${encodeURIComponent(message.MaThamChieu)}`,
    });
  };

  const query = (body: unknown): Reply => {
    const given = z.safeParse(querySchema, body);
    if (!given.success) return refusal('01', z.prettifyError(given.error));
    const message = given.data;
    const right = platformHash('query', body as Record<string, unknown>, settings.platformKey);
    if (!sameHash(message.MaXacThuc, right)) return refusal('97', 'Mã xác thực không đúng');
    const found = transactions.find('platform', message.MaThamChieu);
    if (!found || message.MaDoiTac !== settings.partnerCode) return refusal('03', 'Không tìm thấy giao dịch');
    const known = {
      error_code: 0,
      MaLoi: '00',
      MaDoiTac: message.MaDoiTac,
      MaThamChieu: found.reference,
      SoTien: String(found.amount),
      MaTienTe: 'VND',
      TrangThaiGD: STATUS[found.status],
      MaGiaoDich: found.transactionNumber ?? '',
      ThoiGianGD: found.paidAt ?? gatewayTime(new Date()),
    };
    if (message.LoaiBanTin === 'QUERY') return json(known);
    if (found.status !== 'paid') return refusal('06', 'Giao dịch chưa thanh toán, chưa có biên lai');
    return json({ ...known, UrlBienLai: `${url}/platform/receipts/${encodeURIComponent(found.reference)}.pdf` });
  };

  return {
    method: 'POST',
    path: '/platform',
    handle: (call) => {
      const body = bodyOf(call);
      const kind = (body as { LoaiBanTin?: unknown } | null)?.LoaiBanTin;
      if (kind === 'INIT') return init(body);
      if (kind === 'QUERY' || kind === 'RECEIPT') return query(body);
      return refusal('01', `LoaiBanTin ${String(kind)} không được hỗ trợ`);
    },
  };
}

import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { PaymentNotice } from '../../../../shared/partner-messages/payment-notices.ts';
import { sameText } from '../../../../shared/platform/secrets/compare.ts';
import { fromNationalTimestamp, nationalTimestamp } from '../../../../shared/time/viet-nam.ts';
import { partnerId } from '../../../../shared/values.ts';
import type { IntentRequest, PaymentVerdict, ReceiptDetails } from '../provider.ts';
import type { PlatformConfig } from './config.ts';

/** Hashed fields in the platform's order, followed by the shared key. Version 1.0.6 of its interface. */
const INIT =
  'LoaiBanTin PhienBan MaDoiTac MaThamChieu SoTien LoaiHinhThanhToan MaKenhThanhToan MaThietBi NgonNgu MaTienTe MaNganHang ThongTinGiaoDich ThoiGianGD Ip';
const CALLBACK =
  'LoaiBanTin MaLoi MaDoiTac MaThamChieu SoTien MaTienTe MaGiaoDich MaNganHang ThoiGianGD ThongTinGiaoDich';
const QUERY = 'LoaiBanTin PhienBan MaDoiTac MaThamChieu ThoiGianGD';
const REPLY = 'MaLoi MoTaLoi MaDoiTac MaThamChieu ThoiGianGD';

const VERSION = '1.0.6';

/** A value contains the separator, which would make the joined text ambiguous. */
export class UnsignableError extends Error {
  override readonly name = 'UnsignableError';
}

/**
 * Lower-case hex SHA-256 of the values joined by `|`, the key last: the platform's rule, a plain hash. A value that contains
 * `|` could be read as two fields, so one signature would fit two messages: such values are rejected.
 * @throws UnsignableError
 */
export function hash(fields: string, message: Readonly<Record<string, unknown>>, key: string): string {
  const values = fields.split(' ').map((name) => text(message[name]));
  if (values.some((value) => value.includes('|'))) throw new UnsignableError('a signed value contains the separator');
  return createHash('sha256')
    .update([...values, key].join('|'), 'utf8')
    .digest('hex');
}

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

function signed<M extends Record<string, unknown>>(fields: string, message: M, key: string) {
  return { ...message, MaXacThuc: hash(fields, message, key) };
}

export function initMessage(request: IntentRequest, platform: PlatformConfig, key: string) {
  const message = {
    LoaiBanTin: 'INIT',
    PhienBan: VERSION,
    MaDoiTac: platform.partnerCode,
    MaThamChieu: request.reference,
    SoTien: String(request.amount),
    LoaiHinhThanhToan: 'PAY',
    MaKenhThanhToan: '1',
    MaThietBi: '1',
    NgonNgu: 'vi-VN',
    MaTienTe: 'VND',
    MaNganHang: 'PAYMENT',
    ThongTinGiaoDich: `Thanh toan phi, le phi ho so ${request.receipt.dossierCode}`,
    ThoiGianGD: nationalTimestamp(request.createdAt),
    Ip: request.payerIp,
  };
  return { ...signed(INIT, message, key), ThongTinBienLai: receiptBlock(request.receipt, platform) };
}

function receiptBlock(receipt: ReceiptDetails, { beneficiary }: PlatformConfig) {
  return {
    MaDichVu: '2',
    MaDVC: receipt.serviceCode,
    TenDVC: receipt.procedureName,
    MaTTHC: receipt.procedureCode,
    TenTTHC: receipt.procedureName,
    MaDonVi: receipt.agencyId,
    TenDonVi: receipt.agencyName,
    MaHoSo: receipt.dossierCode,
    TKThuHuong: beneficiary.account,
    MaNHThuHuong: beneficiary.bankCode,
    TenTKThuHuong: beneficiary.name,
    NoiDungThanhToan: `Thanh toán phí, lệ phí hồ sơ ${receipt.dossierCode}`,
    HoTenNguoiNop: receipt.payer.name,
    SoCMNDNguoiNop: receipt.payer.identifier,
    // The address on one line: the form has no separate district and province.
    DiaChiNguoiNop: receipt.payer.address,
    HuyenNguoiNop: '',
    TinhNguoiNop: '',
    PhiLePhi: receipt.fees.map((fee) => ({
      LoaiPhiLePhi: fee.kind === 'fee' ? '1' : '2',
      MaPhiLePhi: fee.code,
      TenPhiLePhi: fee.name,
      SoTien: String(fee.amount),
    })),
    DSKhoanNop: receipt.fees.map((fee) => ({ NoiDung: fee.name, SoTien: String(fee.amount) })),
  };
}

export function queryMessage(reference: string, partnerCode: string, at: string, key: string) {
  const message = {
    LoaiBanTin: 'QUERY',
    PhienBan: VERSION,
    MaDoiTac: partnerCode,
    MaThamChieu: reference,
    ThoiGianGD: nationalTimestamp(at),
  };
  return signed(QUERY, message, key);
}

/**
 * Whether the callback was signed with the key; the hash is hexadecimal in either case. False for anything that is not a
 * callback.
 */
export function isSigned(callback: unknown, key: string): callback is Record<string, unknown> {
  if (typeof callback !== 'object' || callback === null) return false;
  const message = callback as Record<string, unknown>;
  try {
    return sameText(hash(CALLBACK, message, key), text(message.MaXacThuc).toLowerCase());
  } catch (error) {
    if (error instanceof UnsignableError) return false;
    throw error;
  }
}

const scalar = z.pipe(z.union([z.string(), z.number()]), z.transform(String));
const identifier = z.pipe(scalar, partnerId(100));
const callbackSchema = z.object({
  // Logged, so no free text.
  MaLoi: z.pipe(scalar, z.string().check(z.regex(/^[\w.-]{1,20}$/))),
  MaDoiTac: identifier,
  MaThamChieu: identifier,
  SoTien: z.pipe(scalar, z.string().check(z.regex(/^\d{1,12}(?:\.0+)?$/))),
  MaTienTe: identifier,
  MaGiaoDich: identifier,
  ThoiGianGD: z.optional(scalar),
});

/** @returns the name of the invalid field of an incomplete callback */
export function noticeOf(callback: unknown): PaymentNotice | { readonly field: string } {
  const parsed = callbackSchema.safeParse(callback);
  if (!parsed.success) return { field: String(parsed.error.issues[0]?.path[0] ?? '') };
  const { MaLoi, MaDoiTac, MaThamChieu, SoTien, MaTienTe, MaGiaoDich, ThoiGianGD } = parsed.data;
  return {
    reference: MaThamChieu,
    transactionId: MaGiaoDich,
    partner: MaDoiTac,
    amount: Number(SoTien),
    currency: MaTienTe,
    paid: MaLoi === '00',
    resultCode: MaLoi,
    paidAt: ThoiGianGD === undefined ? undefined : fromNationalTimestamp(ThoiGianGD),
  };
}

const DESCRIPTIONS: Readonly<Record<PaymentVerdict, string>> = {
  recorded: 'Thanh cong',
  duplicate: 'Thanh cong',
  'unknown-reference': 'Khong tim thay ma tham chieu',
  'wrong-amount': 'So tien khong khop',
  'not-for-us': 'Ma doi tac hoac ma tien te khong dung',
  conflict: 'Ma giao dich da dung cho khoan khac',
  malformed: 'Du lieu khong hop le',
  forged: 'Ma xac thuc khong dung',
  'failed-here': 'He thong tam thoi loi',
};

/** Reply to an unverified call, without a signature: a signature would allow the caller to test keys offline. */
export function unsignedReply(verdict: PaymentVerdict, partnerCode: string) {
  return {
    MaLoi: verdict === 'recorded' || verdict === 'duplicate' ? '00' : '99',
    MoTaLoi: DESCRIPTIONS[verdict],
    MaDoiTac: partnerCode,
  };
}

/** The signed reply to a message verified with the same key. */
export function replyMessage(verdict: PaymentVerdict, partnerCode: string, reference: string, at: string, key: string) {
  const message = {
    ...unsignedReply(verdict, partnerCode),
    MaThamChieu: reference,
    ThoiGianGD: nationalTimestamp(at),
  };
  return signed(REPLY, message, key);
}

import * as z from 'zod/mini';
import { portalTime, text } from './fields.ts';

/**
 * What the national portal pushes to `POST <province>/webhooks/national-portal`, one message per call, JSON, with a
 * client-credentials bearer token (scope `national-portal.push`). The answer is `{ error_code, message? }`: 0 accepted,
 * 1 known already (a repeat), -1 rejected; on any other answer or another HTTP status than 200 the message is sent again.
 *
 * The national contract names the kinds (create, change, supplement, withdrawal, payment proof) and the answer. The
 * field names are those of `DongBoHoSoMC`; the envelope and the fields marked [D] are this project's own reading, to be
 * replaced when the portal publishes its push contract.
 */

const envelope = {
  /** Unique per message and the same on every repeat. [D] */
  MaBanTin: text(64),
  /** Moment of sending, `yyyyMMddHHmmss` in Asia/Ho_Chi_Minh. [D] */
  ThoiGianGui: portalTime,
  /** The dossier's national code. */
  MaHoSo: text(64),
  /** Identifier of the agency addressed, such as `H50.12`. */
  MaDonVi: text(35),
};

/** A document. `DuongDanTaiTepTin` is a URL to fetch: trust it only if its host is a configured one. */
const paperSchema = z.strictObject({
  TepDinhKemId: text(64),
  TenTepDinhKem: text(4000),
  /** Component of the procedure that the document fills, by its national code. */
  MaThanhPhanHoSo: text(64),
  DuongDanTaiTepTin: z.url().check(z.maxLength(2000)),
});

const applicant = {
  /** Person's name, or the organisation's. */
  ChuHoSo: text(300),
  /** 1 citizen, 2 enterprise, 3 state body, 4 other. */
  LoaiDoiTuong: z.enum(['1', '2', '3', '4']),
  /** TechID of the account that filed. */
  MaDoiTuong: text(64),
  /** LoaiDinhDanh 1 = 12 digits, 2 = 9 digits. Empty for an organisation. */
  DinhDanhCHS: z.array(
    z.strictObject({ LoaiDinhDanh: z.enum(['1', '2']), SoDinhDanh: z.string().check(z.regex(/^(\d{9}|\d{12})$/)) }),
  ),
  /** Number of the applicant's identity document: personal id, or the tax code of an organisation. */
  SoGiayToChuHoSo: text(20),
  SoDienThoai: z.string().check(z.regex(/^(?:0\d{9,10}|\+\d{7,15})$/)),
  Email: z.optional(z.email()),
  /** Address of the applicant. [D] */
  DiaChi: text(500),
};

/** Address for the result when `HinhThuc` is 1 (post). [D] */
const receiverSchema = z.strictObject({
  TenNguoiNhan: text(200),
  DienThoaiNguoiNhan: z.string().check(z.regex(/^0\d{9,10}$/)),
  DiaChiNhan: text(500),
  /** Two-digit province code (Decision 19/2025/QĐ-TTg). */
  MaTinhNhan: z.string().check(z.regex(/^\d{2}$/)),
});

const createFields = z.strictObject({
  LoaiBanTin: z.literal('TAO_MOI'),
  ...envelope,
  ...applicant,
  MaTTHC: text(40),
  TenTTHC: text(1000),
  MaLinhVuc: text(64),
  TenLinhVuc: text(500),
  /** Always 2, online: dossiers filed at the portal have no other channel. */
  KenhThucHien: z.literal('2'),
  TrichYeuHoSo: text(1000),
  NgayNopHoSo: portalTime,
  /** How the result is returned: 0 at reception, 1 by post. */
  HinhThuc: z.enum(['0', '1']),
  /** Present when `HinhThuc` is 1. [D] */
  ThongTinTra: z.optional(receiverSchema),
  TaiKhoanDuocXacThucVoiVNeID: z.enum(['0', '1']),
  TaiLieuNop: z.array(paperSchema),
});

/** A new dossier with its applicant and documents. */
const createSchema = createFields.check(
  z.refine((m) => m.HinhThuc !== '1' || m.ThongTinTra !== undefined, {
    path: ['ThongTinTra'],
    error: 'trả qua bưu chính phải có người nhận',
  }),
);

/** Documents, and perhaps a note, in answer to a supplement request. */
const supplementSchema = z.strictObject({
  LoaiBanTin: z.literal('BO_SUNG'),
  ...envelope,
  NgayBoSung: portalTime,
  NoiDungBoSung: text(2000),
  TaiLieuNop: z.array(paperSchema),
});

/** The applicant requests withdrawal. */
const withdrawalSchema = z.strictObject({
  LoaiBanTin: z.literal('RUT_HO_SO'),
  ...envelope,
  NgayYeuCau: portalTime,
  LyDo: text(1000),
});

/** The applicant changed particulars; only the changes are sent. */
const changeSchema = z.strictObject({
  LoaiBanTin: z.literal('CAP_NHAT'),
  ...envelope,
  NgayCapNhat: portalTime,
  SoDienThoai: z.optional(applicant.SoDienThoai),
  Email: applicant.Email,
  DiaChi: z.optional(applicant.DiaChi),
  TrichYeuHoSo: z.optional(text(1000)),
  HinhThuc: z.optional(z.enum(['0', '1'])),
  ThongTinTra: z.optional(receiverSchema),
});

/** Proof that a fee of the dossier was paid at the portal. */
const paymentProofSchema = z.strictObject({
  LoaiBanTin: z.literal('THANH_TOAN'),
  ...envelope,
  /** Reference of the payment attempt; the portal's own when the province did not start it. */
  MaThamChieu: text(64),
  /** Transaction number of the payment platform; one payment has one number in all its messages. */
  MaGiaoDich: text(64),
  /** Whole dong. */
  SoTien: z.int().check(z.positive()),
  MaTienTe: z.literal('VND'),
  ThoiGianGD: portalTime,
  /** 1 success, 3 pending, 4 failed. */
  TrangThaiGD: z.enum(['1', '3', '4']),
  /** Electronic receipt (PDF). */
  DuongDanBienLai: z.optional(z.url().check(z.maxLength(2000))),
});

export const inboundSchema = z.discriminatedUnion('LoaiBanTin', [
  createSchema,
  supplementSchema,
  withdrawalSchema,
  changeSchema,
  paymentProofSchema,
]);
export type InboundMessage = z.infer<typeof inboundSchema>;

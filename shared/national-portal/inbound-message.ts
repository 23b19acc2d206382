import * as z from 'zod/mini';
import { nfc } from '../identifiers/normalise.ts';
import { parsePhone } from '../identifiers/phone.ts';
import { fromNationalTimestamp } from '../time/viet-nam.ts';
import { agencyId, line, paragraph, procedureCode } from '../values.ts';

/**
 * Messages the national portal pushes, in its own field names. The national contract names the kinds of message and
 * the reply; the envelope is the project's own reading until the push contract is published. Unknown fields are
 * refused, so that a misspelt one is noticed; the message is kept either way.
 */

/** Text as people type it: marks in Vietnamese order, then one line of at most `max` characters. */
const text = (max: number) => z.pipe(z.pipe(z.string(), z.transform(nfc)), line(max));
const longText = (max: number) => z.pipe(z.pipe(z.string(), z.transform(nfc)), paragraph(max));

const moment = z
  .string()
  .check(z.refine((s) => fromNationalTimestamp(s) !== undefined, { params: { rule: 'national-timestamp' } }));

const phone = z.pipe(
  z.string().check(z.maxLength(20)),
  z.transform((value, context) => {
    const parsed = parsePhone(value);
    if (parsed.ok) return parsed.value.value;
    context.issues.push({ code: 'custom', input: value, params: { rule: 'phone-format' } });
    return z.NEVER;
  }),
);

const code = z.string().check(z.regex(/^[A-Za-z0-9._-]{1,64}$/));

const envelope = {
  /** The same on every repetition of the message. */
  MaBanTin: code,
  ThoiGianGui: moment,
  /** National code of the dossier. */
  MaHoSo: code,
  /** Agency addressed. */
  MaDonVi: agencyId,
};

const paper = z.strictObject({
  TepDinhKemId: text(64),
  TenTepDinhKem: text(4000),
  MaThanhPhanHoSo: text(64),
  DuongDanTaiTepTin: z.url({ protocol: /^https?$/ }).check(z.maxLength(2000)),
});
export type InboundPaper = z.infer<typeof paper>;
/** A paper's id makes it the same paper when the message is worked off again, so no two may share one. */
const papers = z.array(paper).check(
  z.maxLength(200),
  z.refine((list) => new Set(list.map((one) => one.TepDinhKemId)).size === list.length, {
    params: { rule: 'unique-ids' },
  }),
);

const receiver = z.strictObject({
  TenNguoiNhan: text(200),
  DienThoaiNguoiNhan: phone,
  DiaChiNhan: text(500),
  MaTinhNhan: z.string().check(z.regex(/^\d{2}$/)),
});

const returnMethod = z.enum(['0', '1']);

const createFields = z.strictObject({
  LoaiBanTin: z.literal('TAO_MOI'),
  ...envelope,
  ChuHoSo: text(300),
  /** 1 citizen, 2 enterprise, 3 state body, 4 other. */
  LoaiDoiTuong: z.enum(['1', '2', '3', '4']),
  /** TechID. */
  MaDoiTuong: text(64),
  DinhDanhCHS: z
    .array(
      z.strictObject({ LoaiDinhDanh: z.enum(['1', '2']), SoDinhDanh: z.string().check(z.regex(/^(?:\d{9}|\d{12})$/)) }),
    )
    .check(z.maxLength(10)),
  SoGiayToChuHoSo: text(20),
  SoDienThoai: phone,
  Email: z.optional(z.email().check(z.maxLength(254))),
  DiaChi: text(500),
  MaTTHC: procedureCode,
  TenTTHC: text(1000),
  MaLinhVuc: text(64),
  TenLinhVuc: text(500),
  KenhThucHien: z.literal('2'),
  TrichYeuHoSo: text(1000),
  NgayNopHoSo: moment,
  /** 0 counter, 1 post. */
  HinhThuc: returnMethod,
  ThongTinTra: z.optional(receiver),
  TaiKhoanDuocXacThucVoiVNeID: z.enum(['0', '1']),
  TaiLieuNop: papers,
});

const create = createFields.check(
  z.refine((m) => m.HinhThuc !== '1' || m.ThongTinTra !== undefined, {
    path: ['ThongTinTra'],
    params: { rule: 'required-for-post' },
  }),
);

const supplement = z.strictObject({
  LoaiBanTin: z.literal('BO_SUNG'),
  ...envelope,
  NgayBoSung: moment,
  NoiDungBoSung: longText(2000),
  TaiLieuNop: papers,
});

const withdrawal = z.strictObject({
  LoaiBanTin: z.literal('RUT_HO_SO'),
  ...envelope,
  NgayYeuCau: moment,
  LyDo: longText(1000),
});

const change = z.strictObject({
  LoaiBanTin: z.literal('CAP_NHAT'),
  ...envelope,
  NgayCapNhat: moment,
  SoDienThoai: z.optional(phone),
  Email: z.optional(z.email().check(z.maxLength(254))),
  DiaChi: z.optional(text(500)),
  TrichYeuHoSo: z.optional(text(1000)),
  HinhThuc: z.optional(returnMethod),
  ThongTinTra: z.optional(receiver),
});

const paymentProof = z.strictObject({
  LoaiBanTin: z.literal('THANH_TOAN'),
  ...envelope,
  MaThamChieu: text(64),
  MaGiaoDich: text(64),
  /** Whole dong. */
  SoTien: z.int().check(z.minimum(1), z.maximum(1_000_000_000_000)),
  MaTienTe: z.literal('VND'),
  ThoiGianGD: moment,
  /** 1 success, 3 pending, 4 failed. */
  TrangThaiGD: z.enum(['1', '3', '4']),
  DuongDanBienLai: z.optional(z.url({ protocol: /^https?$/ }).check(z.maxLength(2000))),
});

export const inboundMessageSchema = z.discriminatedUnion('LoaiBanTin', [
  create,
  supplement,
  withdrawal,
  change,
  paymentProof,
]);
export type InboundMessage = z.infer<typeof inboundMessageSchema>;
export type CreateMessage = Extract<InboundMessage, { LoaiBanTin: 'TAO_MOI' }>;

import * as z from 'zod/mini';
import { cleanDigits } from '../identifiers/normalise.ts';
import { fromNationalTimestamp } from '../time/viet-nam.ts';
import { agencyId, email, line, paragraph, phone, procedureCode, provinceCode } from '../values.ts';

/**
 * Messages the national portal pushes, in its own field names. The national contract names the kinds of message and
 * the reply; the envelope is the project's own reading until the push contract is published. Unknown fields are
 * refused, so that a misspelt one is noticed; the message is kept either way.
 */

const moment = z
  .string()
  .check(z.refine((s) => fromNationalTimestamp(s) !== undefined, { params: { rule: 'national-timestamp' } }));

const code = z.string().check(z.regex(/^[A-Za-z0-9._-]{1,64}$/));

/** The number of an old identity card, or a personal id, which {@link draftOf} asks of. */
const oldOrPersonalId = z.string().check(z.overwrite(cleanDigits), z.regex(/^(?:\d{9}|\d{12})$/));

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
  TepDinhKemId: line(64),
  /** Made to fit by the one who keeps the file: nobody's application is refused for the name of a file. */
  TenTepDinhKem: z.string().check(z.minLength(1), z.maxLength(4000)),
  MaThanhPhanHoSo: line(64),
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
  TenNguoiNhan: line(200),
  DienThoaiNguoiNhan: phone,
  DiaChiNhan: line(500),
  MaTinhNhan: provinceCode,
});

const returnMethod = z.enum(['0', '1']);

const createFields = z.strictObject({
  LoaiBanTin: z.literal('TAO_MOI'),
  ...envelope,
  ChuHoSo: line(300),
  /** 1 citizen, 2 enterprise, 3 state body, 4 other. */
  LoaiDoiTuong: z.enum(['1', '2', '3', '4']),
  /** TechID. */
  MaDoiTuong: line(64),
  DinhDanhCHS: z
    .array(z.strictObject({ LoaiDinhDanh: z.enum(['1', '2']), SoDinhDanh: oldOrPersonalId }))
    .check(z.maxLength(10)),
  SoGiayToChuHoSo: line(20),
  SoDienThoai: phone,
  Email: z.optional(email),
  DiaChi: line(500),
  MaTTHC: procedureCode,
  TenTTHC: line(1000),
  MaLinhVuc: line(64),
  TenLinhVuc: line(500),
  KenhThucHien: z.literal('2'),
  TrichYeuHoSo: line(1000),
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
  NoiDungBoSung: paragraph(2000),
  TaiLieuNop: papers,
});

const withdrawal = z.strictObject({
  LoaiBanTin: z.literal('RUT_HO_SO'),
  ...envelope,
  NgayYeuCau: moment,
  LyDo: paragraph(1000),
});

const change = z.strictObject({
  LoaiBanTin: z.literal('CAP_NHAT'),
  ...envelope,
  NgayCapNhat: moment,
  SoDienThoai: z.optional(phone),
  Email: z.optional(email),
  DiaChi: z.optional(line(500)),
  TrichYeuHoSo: z.optional(line(1000)),
  HinhThuc: z.optional(returnMethod),
  ThongTinTra: z.optional(receiver),
});

const paymentProof = z.strictObject({
  LoaiBanTin: z.literal('THANH_TOAN'),
  ...envelope,
  MaThamChieu: line(64),
  MaGiaoDich: line(64),
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

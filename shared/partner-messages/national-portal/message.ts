import * as z from 'zod/mini';
import { cleanDigits } from '../../text/normalise.ts';
import { agencyId, email, line, paragraph, phone, procedureCode, provinceCode, vietnamesePhone } from '../../values.ts';
import { stated, unreadFields } from './stated.ts';

/**
 * Messages pushed by the national portal, in its own field names. The national contract names the message types and the reply;
 * the envelope is the project's own interpretation until the push contract is published. Only fields used here are required
 * and validated: a citizen has filed, and a minor defect must not block it. Unread fields are counted; the message is stored
 * as received.
 */

/** A contract field that is not used here. */
const unused = z.optional(z.unknown());

const code = z.string().check(z.regex(/^[A-Za-z0-9._-]{1,64}$/));

/** The number of an old identity card, or a personal id. */
const oldOrPersonalId = z.string().check(z.overwrite(cleanDigits), z.regex(/^(?:\d{9}|\d{12})$/));

const envelope = {
  /** The same in every duplicate of the message. */
  MaBanTin: code,
  ThoiGianGui: unused,
  /** National code of the dossier. */
  MaHoSo: code,
  /** Addressed agency. */
  MaDonVi: agencyId,
};

const paper = z.object({
  TepDinhKemId: line(64),
  /** Adapted when the file is stored: no application is rejected because of a file name. */
  TenTepDinhKem: z.string().check(z.minLength(1), z.maxLength(4000)),
  MaThanhPhanHoSo: line(64),
  DuongDanTaiTepTin: z.url({ protocol: /^https?$/ }).check(z.maxLength(2000)),
});
export type InboundPaper = z.infer<typeof paper>;
/** A document's id must be unique: reprocessing the message relies on it. */
const papers = z.array(paper).check(
  z.maxLength(200),
  z.refine((list) => new Set(list.map((one) => one.TepDinhKemId)).size === list.length, {
    params: { rule: 'unique-ids' },
  }),
);

const receiver = z.object({
  TenNguoiNhan: line(200),
  DienThoaiNguoiNhan: vietnamesePhone,
  DiaChiNhan: line(500),
  MaTinhNhan: provinceCode,
});

const returnMethod = z.enum(['0', '1']);

const createFields = z.object({
  LoaiBanTin: z.literal('TAO_MOI'),
  ...envelope,
  ChuHoSo: line(300),
  /** 1 citizen, 2 enterprise, 3 state body, 4 other. */
  LoaiDoiTuong: z.enum(['1', '2', '3', '4']),
  /** TechID. */
  MaDoiTuong: z._default(line(64), ''),
  DinhDanhCHS: z._default(
    z.array(z.object({ LoaiDinhDanh: z.enum(['1', '2']), SoDinhDanh: oldOrPersonalId })).check(z.maxLength(10)),
    [],
  ),
  SoGiayToChuHoSo: z.optional(line(20)),
  SoDienThoai: phone,
  Email: z.optional(email),
  DiaChi: line(500),
  MaTTHC: procedureCode,
  TenTTHC: unused,
  MaLinhVuc: unused,
  TenLinhVuc: unused,
  KenhThucHien: z._default(z.literal('2'), '2'),
  TrichYeuHoSo: unused,
  NgayNopHoSo: unused,
  /** 0 counter, 1 post. */
  HinhThuc: z._default(returnMethod, '0'),
  ThongTinTra: z.optional(receiver),
  TaiKhoanDuocXacThucVoiVNeID: z._default(z.enum(['0', '1']), '0'),
  TaiLieuNop: z._default(papers, []),
});

const create = createFields.check(
  z.refine((m) => m.HinhThuc !== '1' || m.ThongTinTra !== undefined, {
    path: ['ThongTinTra'],
    params: { rule: 'required-for-post' },
  }),
);

const supplement = z.object({
  LoaiBanTin: z.literal('BO_SUNG'),
  ...envelope,
  NgayBoSung: unused,
  NoiDungBoSung: paragraph(2000),
  TaiLieuNop: z._default(papers, []),
});

const withdrawal = z.object({
  LoaiBanTin: z.literal('RUT_HO_SO'),
  ...envelope,
  NgayYeuCau: unused,
  LyDo: paragraph(1000),
});

const change = z.object({
  LoaiBanTin: z.literal('CAP_NHAT'),
  ...envelope,
  NgayCapNhat: unused,
  SoDienThoai: z.optional(phone),
  Email: z.optional(email),
  DiaChi: z.optional(line(500)),
  TrichYeuHoSo: unused,
  HinhThuc: z.optional(returnMethod),
  ThongTinTra: z.optional(receiver),
});

const paymentProof = z.object({
  LoaiBanTin: z.literal('THANH_TOAN'),
  ...envelope,
  MaThamChieu: line(64),
  MaGiaoDich: line(64),
  /** Whole dong. */
  SoTien: z.int().check(z.minimum(1), z.maximum(1_000_000_000_000)),
  MaTienTe: z.literal('VND'),
  ThoiGianGD: unused,
  /** 1 success, 3 pending, 4 failed. */
  TrangThaiGD: z.enum(['1', '3', '4']),
  DuongDanBienLai: z.optional(z.url({ protocol: /^https?$/ }).check(z.maxLength(2000))),
});

const inboundMessageSchema = z.discriminatedUnion('LoaiBanTin', [create, supplement, withdrawal, change, paymentProof]);
export type InboundMessage = z.infer<typeof inboundMessageSchema>;
export type ChangeMessage = Extract<InboundMessage, { LoaiBanTin: 'CAP_NHAT' }>;
export type CreateMessage = Extract<InboundMessage, { LoaiBanTin: 'TAO_MOI' }>;

export type InboundReading =
  /** `unread`: paths of fields that were present and are not used here. */
  | { readonly ok: true; readonly message: InboundMessage; readonly unread: readonly (readonly string[])[] }
  | { readonly ok: false; readonly issues: readonly z.core.$ZodIssue[] };

/** Parses a message; empty fields count as absent. */
export function readInbound(given: unknown): InboundReading {
  const said = stated(given);
  const parsed = inboundMessageSchema.safeParse(said);
  if (!parsed.success) return { ok: false, issues: parsed.error.issues };
  return { ok: true, message: parsed.data, unread: unreadFields(said, parsed.data) };
}

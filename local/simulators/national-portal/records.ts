import * as z from 'zod/mini';
import { code, nationalCode, portalTime, portalTimeOrEmpty, text, textOrEmpty } from './fields.ts';

/**
 * Records of the classic contract, field by field. A field that the contract does not mark optional is required, as
 * the empty string where nothing is known yet; an unknown field is rejected, because it is
 * most likely misspelt. Lengths the contract does not give are this simulator's own.
 */

const flag = code(['0', '1']);
const optional = z.optional;
const count = z.pipe(z.union([z.int(), z.string().check(z.regex(/^\d+$/))]), z.transform(Number));

const paper = z.strictObject({
  TepDinhKemId: textOrEmpty(64),
  TenTepDinhKem: text(4000),
  IsDeleted: z.union([z.boolean(), code(['0', '1', 'True', 'False'])]),
  MaThanhPhanHoSo: optional(nationalCode),
  DuongDanTaiTepTin: textOrEmpty(2000),
  DuocSoHoa: flag,
  DuocTaiSuDung: flag,
  DuocLayTuKhoDMQG: flag,
  MaKetQuaThayThe: textOrEmpty(64),
});

const fee = z.strictObject({
  TenPhiLePhi: text(500),
  MaPhiLePhi: nationalCode,
  HinhThucThu: code(['1', '2', '4']),
  Gia: count,
  LoaiPhiLePhi: code(['1', '2']),
});

const otherFile = z.strictObject({ TenGiayTo: text(1000), SoLuong: count, LoaiGiayTo: textOrEmpty(64) });

const supplement = z.strictObject({
  HoSoBoSungId: text(64),
  NguoiYeuCauBoSung: text(100),
  NoiDungBoSung: text(2000),
  NgayBoSung: portalTime,
  NguoiTiepNhanBoSung: optional(textOrEmpty(100)),
  ThongTinTiepNhan: optional(textOrEmpty(2000)),
  NgayTiepNhanBoSung: optional(portalTimeOrEmpty),
  TrangThaiBoSung: code(['0', '1']),
  DanhSachGiayToBoSung: optional(z.array(otherFile)),
  DanhSachLePhiBoSung: optional(z.array(fee)),
  NgayHenTraTruoc: optional(portalTimeOrEmpty),
  NgayHenTraMoi: optional(portalTimeOrEmpty),
});

const result = z.strictObject({
  TenGiayTo: text(1000),
  MaThanhPhanHoSo: textOrEmpty(64),
  GiayToId: text(64),
  DuongDanTepTinKetQua: textOrEmpty(2000),
  MaGiayToKetQua: optional(nationalCode),
});

const identity = z.union([
  z.strictObject({ LoaiDinhDanh: code(['1']), SoDinhDanh: z.string().check(z.regex(/^\d{12}$/)) }),
  z.strictObject({ LoaiDinhDanh: code(['2']), SoDinhDanh: z.string().check(z.regex(/^\d{9}$/)) }),
]);

export const STATUS_CODES = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const;
export type StatusCode = (typeof STATUS_CODES)[number];

const fields = z.strictObject({
  MaHoSo: z
    .string()
    .check(
      z.regex(/^(?:\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2}|[A-Y]\d{2}(?:\.[0-9A-Z]{1,10}){0,8})-(?:\d{6}|\d{8})-\d{4,7}$/),
    ),
  MaTTHC: z.string().check(z.regex(/^\d\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2})?$/)),
  TenTTHC: text(1000),
  MaLinhVuc: nationalCode,
  TenLinhVuc: text(500),
  KenhThucHien: code(['1', '2', '3']),
  SoBienNhan: optional(textOrEmpty(64)),
  ChuHoSo: optional(textOrEmpty(300)),
  LoaiDoiTuong: code(['1', '2', '3', '4']),
  MaDoiTuong: optional(textOrEmpty(64)),
  DinhDanhCHS: z.array(identity),
  SoGiayToChuHoSo: textOrEmpty(20),
  ThongTinKhac: optional(textOrEmpty(4000)),
  Email: z.union([z.literal(''), z.email()]),
  Fax: optional(textOrEmpty(20)),
  SoDienThoai: z.union([z.literal(''), z.string().check(z.regex(/^(?:0\d{9,10}|\+\d{7,15})$/))]),
  TrichYeuHoSo: text(1000),
  NgayNopHoSo: portalTime,
  NgayTiepNhan: portalTimeOrEmpty,
  NgayHenTra: portalTimeOrEmpty,
  NgayTuChoi: optional(portalTimeOrEmpty),
  TrangThaiHoSo: code(STATUS_CODES),
  NgayTra: optional(portalTimeOrEmpty),
  ThongTinTra: optional(textOrEmpty(1000)),
  HinhThuc: flag,
  NgayKetThucXuLy: optional(portalTimeOrEmpty),
  DonViXuLy: text(500),
  GhiChu: optional(textOrEmpty(2000)),
  NoiNopHoSo: text(500),
  HoSoCoThanhPhanSoHoa: flag,
  TaiKhoanDuocXacThucVoiVNeID: flag,
  DuocThanhToanTrucTuyen: code(['1', '2', '3']),
  DSKetNoiCSDL: z.array(z.strictObject({ MaCSDL: text(64) })),
  TaiLieuNop: optional(z.array(paper)),
  DanhSachLePhi: optional(z.array(fee)),
  DanhSachTepDinhKemKhac: optional(z.array(otherFile)),
  DanhSachHoSoBoSung: optional(z.array(supplement)),
  DanhSachGiayToKetQua: optional(z.array(result)),
});

/** Statuses that require an earlier acceptance. */
const TAKEN_IN: readonly StatusCode[] = ['2', '4', '9'];

/** One item of `DongBoHoSoMC`. */
export const dossierSchema = fields.check(
  z.refine((d) => d.LoaiDoiTuong !== '1' || d.DinhDanhCHS.length > 0 || (d.ThongTinKhac ?? '') !== '', {
    path: ['DinhDanhCHS'],
    error: 'công dân phải có định danh, hoặc giấy tờ khác nêu ở ThongTinKhac',
  }),
  z.refine((d) => d.LoaiDoiTuong !== '2' || d.SoGiayToChuHoSo !== '', {
    path: ['SoGiayToChuHoSo'],
    error: 'doanh nghiệp phải có mã số thuế',
  }),
  z.refine((d) => !TAKEN_IN.includes(d.TrangThaiHoSo) || d.NgayTiepNhan !== '', {
    path: ['NgayTiepNhan'],
    error: 'hồ sơ đã được tiếp nhận phải có ngày tiếp nhận',
  }),
  z.refine((d) => !TAKEN_IN.includes(d.TrangThaiHoSo) || d.NgayHenTra !== '', {
    path: ['NgayHenTra'],
    error: 'hồ sơ đã được tiếp nhận phải có ngày hẹn trả',
  }),
);
export type DossierRecord = z.infer<typeof dossierSchema>;

/** One item of `CapNhatTienDoHoSoMC`. */
export const progressSchema = z.strictObject({
  MaHoSo: text(64),
  NguoiXuLy: text(50),
  ChucDanh: optional(textOrEmpty(100)),
  ThoiDiemXuLy: portalTime,
  PhongBanXuLy: optional(textOrEmpty(500)),
  NoiDungXuLy: text(2000),
  TrangThai: code(STATUS_CODES),
  NgayBatDau: optional(portalTimeOrEmpty),
  NgayKetThucTheoQuyDinh: optional(portalTimeOrEmpty),
});
export type ProgressRow = z.infer<typeof progressSchema>;

/** `data` of `DongBoTrangThaiHoSo`: status of a dossier filed at the portal, collapsed to 1, 2 or 5. */
export const bornStatusSchema = z.strictObject({
  MaHoSo: text(64),
  MaHoSoDonVi: text(64),
  MaDoiTuong: textOrEmpty(64),
  NoiDung: text(2000),
  NgayXuLy: portalTime,
  TrangThai: code(['1', '2', '5']),
  TaiLieuXuLy: z.array(z.unknown()),
});
export type StatusUpdate = z.infer<typeof bornStatusSchema>;

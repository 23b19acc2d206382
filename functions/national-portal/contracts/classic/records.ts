/** Records of the classic contract, with its own field names. Moments are `yyyyMMddHHmmss`, empty when not reached. */

export type DossierRecord = {
  readonly MaHoSo: string;
  readonly MaTTHC: string;
  readonly TenTTHC: string;
  readonly MaLinhVuc: string;
  readonly TenLinhVuc: string;
  readonly KenhThucHien: '1' | '2' | '3';
  readonly ChuHoSo: string;
  readonly LoaiDoiTuong: '1' | '2' | '4';
  readonly MaDoiTuong?: string;
  readonly DinhDanhCHS: readonly { readonly LoaiDinhDanh: '1' | '2'; readonly SoDinhDanh: string }[];
  readonly SoGiayToChuHoSo: string;
  /** What the contract has no field for: an identity of another kind, who filed. */
  readonly ThongTinKhac?: string;
  readonly Email: string;
  readonly SoDienThoai: string;
  readonly TrichYeuHoSo: string;
  readonly NgayNopHoSo: string;
  readonly NgayTiepNhan: string;
  readonly NgayHenTra: string;
  readonly NgayTuChoi?: string;
  readonly TrangThaiHoSo: string;
  readonly NgayTra?: string;
  readonly HinhThuc: '0' | '1';
  readonly NgayKetThucXuLy?: string;
  readonly DonViXuLy: string;
  readonly GhiChu: string;
  readonly NoiNopHoSo: string;
  readonly HoSoCoThanhPhanSoHoa: '0' | '1';
  readonly TaiKhoanDuocXacThucVoiVNeID: '0' | '1';
  /** 1 on the national platform, 2 on another gateway, 3 no. */
  readonly DuocThanhToanTrucTuyen: '1' | '2' | '3';
  readonly DSKetNoiCSDL: readonly { readonly MaCSDL: string }[];
  readonly TaiLieuNop: readonly Paper[];
  readonly DanhSachTepDinhKemKhac?: readonly OtherPaper[];
  readonly DanhSachLePhi: readonly PortalFee[];
  readonly DanhSachHoSoBoSung: readonly Supplement[];
  readonly DanhSachGiayToKetQua: readonly ResultPaper[];
};

export type Paper = {
  readonly TepDinhKemId: string;
  readonly TenTepDinhKem: string;
  readonly IsDeleted: '0' | '1';
  readonly MaThanhPhanHoSo?: string;
  readonly DuongDanTaiTepTin: string;
  readonly DuocSoHoa: '0' | '1';
  readonly DuocTaiSuDung: '0' | '1';
  readonly DuocLayTuKhoDMQG: '0' | '1';
  readonly MaKetQuaThayThe: string;
};

export type OtherPaper = {
  readonly TenGiayTo: string;
  readonly SoLuong: number;
  readonly LoaiGiayTo: '';
};

export type PortalFee = {
  readonly TenPhiLePhi: string;
  readonly MaPhiLePhi: string;
  /** 1 at reception, 2 later. */
  readonly HinhThucThu: '1' | '2';
  /** Whole dong. */
  readonly Gia: number;
  /** 1 fee (phí), 2 charge (lệ phí). */
  readonly LoaiPhiLePhi: '1' | '2';
};

export type Supplement = {
  readonly HoSoBoSungId: string;
  readonly NguoiYeuCauBoSung: string;
  readonly NoiDungBoSung: string;
  readonly NgayBoSung: string;
  readonly NgayTiepNhanBoSung?: string;
  readonly TrangThaiBoSung: '0' | '1';
};

export type ResultPaper = {
  readonly TenGiayTo: string;
  readonly MaThanhPhanHoSo: string;
  readonly GiayToId: string;
  readonly DuongDanTepTinKetQua: string;
  readonly MaGiayToKetQua?: string;
};

/** One row of a dossier's progress (`CapNhatTienDoHoSoMC`). */
export type ProgressRow = {
  readonly MaHoSo: string;
  readonly NguoiXuLy: string;
  readonly ThoiDiemXuLy: string;
  readonly PhongBanXuLy: string;
  readonly NoiDungXuLy: string;
  readonly TrangThai: string;
  readonly NgayKetThucTheoQuyDinh?: string;
};

/** Status of a dossier filed at the portal (`DongBoTrangThaiHoSo`). */
export type StatusUpdate = {
  /** National code. */
  readonly MaHoSo: string;
  /** Our dossier code. */
  readonly MaHoSoDonVi: string;
  readonly MaDoiTuong: string;
  readonly NoiDung: string;
  readonly NgayXuLy: string;
  readonly TrangThai: '1' | '2' | '5';
  readonly TaiLieuXuLy: readonly never[];
};

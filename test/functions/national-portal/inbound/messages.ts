const envelope = {
  MaBanTin: 'BT-20260609080000-00000001',
  ThoiGianGui: '20260609080000',
  MaHoSo: 'G01.99-20260609-0000001',
  MaDonVi: 'H50.12',
};

export const FILES = 'https://files.example.invalid';

export const create = {
  LoaiBanTin: 'TAO_MOI',
  ...envelope,
  ChuHoSo: 'Nguyễn Thị Thử Nghiệm',
  LoaiDoiTuong: '1',
  MaDoiTuong: 'TECH-1',
  DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: '045190000001' }],
  SoGiayToChuHoSo: '045190000001',
  SoDienThoai: '0912345678',
  Email: 'thu.nghiem@example.invalid',
  DiaChi: 'Số 1 đường Thử, phường Đông Hà',
  MaTTHC: '2.000488',
  TenTTHC: 'Cấp Phiếu lý lịch tư pháp số 1',
  MaLinhVuc: 'LLTP',
  TenLinhVuc: 'Lý lịch tư pháp',
  KenhThucHien: '2',
  TrichYeuHoSo: 'Cấp Phiếu lý lịch tư pháp số 1',
  NgayNopHoSo: '20260609075959',
  HinhThuc: '0',
  TaiKhoanDuocXacThucVoiVNeID: '1',
  TaiLieuNop: [
    {
      TepDinhKemId: '000000000001',
      TenTepDinhKem: 'to-khai.pdf',
      MaThanhPhanHoSo: '000.00.00.G00-KQ000037',
      DuongDanTaiTepTin: `${FILES}/1/to-khai.pdf`,
    },
  ],
};

const other = { ...envelope, MaBanTin: 'BT-2' };
export const supplement = {
  LoaiBanTin: 'BO_SUNG',
  ...other,
  NgayBoSung: '20260610080000',
  NoiDungBoSung: 'Bổ sung theo yêu cầu',
  TaiLieuNop: [],
};
export const withdrawal = {
  LoaiBanTin: 'RUT_HO_SO',
  ...other,
  NgayYeuCau: '20260610080000',
  LyDo: 'Không còn nhu cầu',
};
export const change = { LoaiBanTin: 'CAP_NHAT', ...other, NgayCapNhat: '20260610080000', SoDienThoai: '0987654321' };
export const proof = {
  LoaiBanTin: 'THANH_TOAN',
  ...other,
  MaThamChieu: 'TC-1',
  MaGiaoDich: 'GD-1',
  SoTien: 200000,
  MaTienTe: 'VND',
  ThoiGianGD: '20260610080000',
  TrangThaiGD: '1',
};

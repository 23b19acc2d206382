import { vnpayHash } from '../../../local/simulators/payments/vnpay-hash.ts';

export const PLATFORM_KEY = 'mo-phong-khoa-nen-tang-thanh-toan';
export const VNPAY_SECRET = 'mo-phong-khoa-bi-mat-cua-vnpay-0001';

export const init = {
  LoaiBanTin: 'INIT',
  PhienBan: '1.0.6',
  MaDoiTac: 'motcua-quang-tri',
  MaThamChieu: 'dvc20261122090000000001',
  SoTien: '200000',
  LoaiHinhThanhToan: 'PAY',
  MaKenhThanhToan: '1',
  MaThietBi: '1',
  NgonNgu: 'vi-VN',
  MaTienTe: 'VND',
  MaNganHang: 'PAYMENT',
  ThongTinGiaoDich: 'Phí lý lịch tư pháp',
  ThoiGianGD: '20261122090000',
  Ip: '127.0.0.1',
  ThongTinBienLai: {
    MaDichVu: '2',
    MaDVC: '2.000488.01',
    MaTTHC: '2.000488',
    MaHoSo: 'H50.12-261122-0001',
    TKThuHuong: '3713000000',
    PhiLePhi: [{ LoaiPhiLePhi: '1', MaPhiLePhi: '2.000488.01', TenPhiLePhi: 'Phí', SoTien: '200000' }],
  },
};

export const vnpayParameters = {
  vnp_Version: '2.1.0',
  vnp_Command: 'pay',
  vnp_TmnCode: 'MOTCUAQT',
  vnp_Amount: '20000000',
  vnp_CreateDate: '20261122090000',
  vnp_ExpireDate: '20991122091500',
  vnp_CurrCode: 'VND',
  vnp_IpAddr: '127.0.0.1',
  vnp_Locale: 'vn',
  vnp_OrderInfo: 'Nop phi ho so H50.12',
  vnp_OrderType: 'other',
  vnp_ReturnUrl: 'http://127.0.0.1/ket-qua?a=1',
  vnp_TxnRef: 'dvc20261122090000000002',
};

export function payUrl(simulator: string, change: object = {}, secret = VNPAY_SECRET): string {
  const parameters = { ...vnpayParameters, ...change };
  const hash = vnpayHash(parameters, secret);
  return `${simulator}/paymentv2/vpcpay.html?${new URLSearchParams({ ...parameters, vnp_SecureHash: hash })}`;
}

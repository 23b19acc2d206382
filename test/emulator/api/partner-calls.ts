import type { ApiAnswer } from '../../../local/demo/api/client.ts';
import { platformHash } from '../../../local/simulators/payments/platform-hash.ts';
import { vnpayHash } from '../../../local/simulators/payments/vnpay-hash.ts';
import { nationalTimestamp } from '../../../shared/time/viet-nam.ts';
import { readSecret } from '../consumers/secrets.ts';
import { anonymous } from '../kit.ts';
import { personCalled } from './world.ts';

const at = () => nationalTimestamp(new Date().toISOString());

/** A signed report of the platform about an attempt. */
export async function platformCallback(reference: string, amount: number): Promise<ApiAnswer> {
  const message = {
    LoaiBanTin: 'CALLBACK',
    MaLoi: '00',
    MaDoiTac: 'motcua-quang-tri',
    MaThamChieu: reference,
    SoTien: String(amount),
    MaTienTe: 'VND',
    MaGiaoDich: `GD-${reference}`,
    MaNganHang: 'NCB',
    ThoiGianGD: at(),
    ThongTinGiaoDich: 'Thanh toan',
  };
  const { current } = await readSecret('payment-platform');
  const body = { ...message, MaXacThuc: platformHash('callback', message, current) };
  return anonymous.ask('POST', '/webhooks/payment-platform', { body });
}

export async function vnpayNotification(reference: string, amount: number): Promise<ApiAnswer> {
  const query = {
    vnp_TmnCode: 'MOTCUAQT',
    vnp_TxnRef: reference,
    vnp_Amount: String(amount * 100),
    vnp_ResponseCode: '00',
    vnp_TransactionStatus: '00',
    vnp_TransactionNo: String(Date.now()),
    vnp_BankCode: 'NCB',
    vnp_PayDate: at(),
    vnp_OrderInfo: 'Thanh toan',
  };
  const { current } = await readSecret('payment-vnpay');
  const signed = new URLSearchParams({ ...query, vnp_SecureHash: vnpayHash(query, current) });
  return anonymous.ask('GET', `/webhooks/vnpay?${signed}`);
}

export function filing(nationalCode: string) {
  const person = personCalled('cong-dan-lan');
  return {
    LoaiBanTin: 'TAO_MOI',
    MaBanTin: `BT-${nationalCode}`,
    ThoiGianGui: at(),
    MaHoSo: nationalCode,
    MaDonVi: 'H50.20.1',
    ChuHoSo: person.HoVaTen,
    LoaiDoiTuong: '1',
    MaDoiTuong: 'TECH-1',
    DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: person.SoDinhDanh }],
    SoGiayToChuHoSo: person.SoDinhDanh,
    SoDienThoai: person.SoDienThoai,
    DiaChi: person.DiaChi,
    MaTTHC: '1.001193',
    TenTTHC: 'Đăng ký khai sinh',
    MaLinhVuc: 'HT',
    TenLinhVuc: 'Hộ tịch',
    KenhThucHien: '2',
    TrichYeuHoSo: 'Đăng ký khai sinh',
    NgayNopHoSo: at(),
    HinhThuc: '0',
    TaiKhoanDuocXacThucVoiVNeID: '1',
    TaiLieuNop: [],
  };
}

import { randomInt } from 'node:crypto';
import { people } from '../../../local/demo/stage.ts';
import { dossierIdOf } from '../../../shared/partner-messages/national-portal/inbound.ts';
import { nationalTimestamp } from '../../../shared/time/viet-nam.ts';
import { environment } from '../kit.ts';

const digits = (length: number) => Array.from({ length }, () => randomInt(10)).join('');

/** A message by which the national portal hands a new dossier over, as its text, with what it stands for. */
export function createMessage(change: Readonly<Record<string, unknown>>, person = people.citizens[0]) {
  const now = nationalTimestamp(new Date().toISOString());
  const messageId = `BT-${now}-${digits(8)}`;
  const nationalCode = `G01.99-${now.slice(0, 8)}-${digits(7)}`;
  const message = {
    LoaiBanTin: 'TAO_MOI',
    MaBanTin: messageId,
    ThoiGianGui: now,
    MaHoSo: nationalCode,
    ChuHoSo: person?.HoVaTen,
    LoaiDoiTuong: '1',
    MaDoiTuong: `tech-${digits(12)}`,
    DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: person?.SoDinhDanh }],
    SoGiayToChuHoSo: person?.SoDinhDanh,
    SoDienThoai: person?.SoDienThoai,
    Email: person?.ThuDienTu,
    DiaChi: person?.DiaChi,
    TenTTHC: 'Đăng ký khai sinh',
    MaLinhVuc: 'HT',
    TenLinhVuc: 'Hộ tịch',
    KenhThucHien: '2',
    TrichYeuHoSo: 'Đăng ký khai sinh',
    NgayNopHoSo: now,
    HinhThuc: '0',
    TaiKhoanDuocXacThucVoiVNeID: '1',
    TaiLieuNop: [],
    ...change,
  };
  const dossierId = dossierIdOf(environment.province, nationalCode);
  return { messageId, nationalCode, dossierId, message, body: JSON.stringify(message) };
}

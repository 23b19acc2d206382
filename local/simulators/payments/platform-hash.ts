import { createHash } from 'node:crypto';

/** Fields under the hash of each message of the platform, in order; the shared key follows them. */
export const SIGNED_FIELDS = {
  init: [
    'LoaiBanTin',
    'PhienBan',
    'MaDoiTac',
    'MaThamChieu',
    'SoTien',
    'LoaiHinhThanhToan',
    'MaKenhThanhToan',
    'MaThietBi',
    'NgonNgu',
    'MaTienTe',
    'MaNganHang',
    'ThongTinGiaoDich',
    'ThoiGianGD',
    'Ip',
  ],
  callback: [
    'LoaiBanTin',
    'MaLoi',
    'MaDoiTac',
    'MaThamChieu',
    'SoTien',
    'MaTienTe',
    'MaGiaoDich',
    'MaNganHang',
    'ThoiGianGD',
    'ThongTinGiaoDich',
  ],
  callbackReply: ['MaLoi', 'MoTaLoi', 'MaDoiTac', 'MaThamChieu', 'ThoiGianGD'],
  query: ['LoaiBanTin', 'PhienBan', 'MaDoiTac', 'MaThamChieu', 'ThoiGianGD'],
} as const;

/** `MaXacThuc`: lower-case hex SHA-256 of the values and the key, joined by `|`. Absent values count as empty. */
export function platformHash(
  kind: keyof typeof SIGNED_FIELDS,
  message: Readonly<Record<string, unknown>>,
  key: string,
): string {
  const values = SIGNED_FIELDS[kind].map((field) => String(message[field] ?? ''));
  return createHash('sha256')
    .update([...values, key].join('|'), 'utf8')
    .digest('hex');
}

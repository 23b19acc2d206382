import type { Draft } from '../../../shared/dossier/commands.ts';

type Who = Pick<Draft, 'applicant' | 'filer' | 'resultDelivery' | 'secondReading'>;

/** A person who files at the counter for themself. */
const person = (name: string, personalId: string, phone: string, address: string): Who => ({
  applicant: {
    kind: 'citizen',
    name,
    identity: { type: 'personal-id', number: personalId, country: 'VN' },
    phone,
    address,
  },
  resultDelivery: { method: 'counter' },
});

/** Fictitious people of the counter day. */
export const PEOPLE = {
  builder: person('Trần Thị Mỹ Hạnh', '045188003421', '0912345678', '27 Lê Quý Đôn, phường Đồng Hới, tỉnh Quảng Trị'),
  neighbour: person('Hồ Văn Pả', '045072001188', '0912345679', 'Bản Ka Tăng, xã Lao Bảo, tỉnh Quảng Trị'),
  trader: person(
    'Nguyễn Thị Thu Thủy',
    '044186002207',
    '0987654321',
    '9 Trần Hưng Đạo, phường Đông Hà, tỉnh Quảng Trị',
  ),
  /** Not yet registered: known by the hospital's certificate of birth, and by the mother who files. */
  child: {
    applicant: {
      kind: 'citizen',
      name: 'Lê Hoàng Bảo Ngân',
      identity: { type: 'birth', number: 'GCS-2026-01187', country: 'VN' },
      address: '5 Quách Xuân Kỳ, phường Đồng Hới, tỉnh Quảng Trị',
    },
    filer: {
      name: 'Hoàng Thị Thanh Nhàn',
      identity: { type: 'personal-id', number: '044194006721', country: 'VN' },
      basis: 'parent',
      phone: '0905123457',
      noticesTo: 'filer',
    },
    resultDelivery: { method: 'counter' },
    secondReading: { filer: { name: 'HOÀNG THỊ THANH NHÀN', number: '044194006721' } },
  },
  company: {
    applicant: {
      kind: 'organisation',
      name: 'Công ty TNHH Xây dựng Nhật Lệ',
      identity: { type: 'tax-code', number: '3100987667', country: 'VN' },
      address: '18 Trương Pháp, phường Đồng Hới, tỉnh Quảng Trị',
    },
    filer: {
      name: 'Phan Văn Tiến',
      identity: { type: 'personal-id', number: '044088009153', country: 'VN' },
      basis: 'agent',
      document: 'Giấy ủy quyền số 07/2026/UQ-NL ngày 25/5/2026',
      phone: '0912345680',
      noticesTo: 'filer',
    },
    resultDelivery: { method: 'counter' },
    secondReading: { filer: { name: 'Phan Văn Tiến', number: '044088009153' } },
  },
  foreigner: {
    applicant: {
      kind: 'citizen',
      name: 'KIM MIN JUN',
      identity: { type: 'passport', number: 'M70412358', country: 'KR' },
      phone: '+821023456789',
      address: 'Khu công nghiệp Nam Đông Hà, phường Nam Đông Hà, tỉnh Quảng Trị',
    },
    resultDelivery: { method: 'counter' },
    secondReading: { applicant: { name: 'Kim Min Jun', number: 'M70412358' } },
  },
  father: person('Lê Quang Vinh', '045091007314', '0905123456', '5 Quách Xuân Kỳ, phường Đồng Hới, tỉnh Quảng Trị'),
} as const satisfies Record<string, Who>;

import type { Draft } from '../../../shared/dossier/commands.ts';

type Who = Pick<Draft, 'applicant' | 'resultDelivery'>;

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
  father: person('Lê Quang Vinh', '045091007314', '0905123456', '5 Quách Xuân Kỳ, phường Đồng Hới, tỉnh Quảng Trị'),
} as const;

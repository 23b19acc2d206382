import type { Identity, IdentityType } from '../../../../shared/dossier/identity.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';

/**
 * `LoaiDoiTuong` (1 citizen, 2 enterprise, 3 state body, 4 other) and `LoaiDinhDanh` (1 = 12 digits, 2 = 9 digits) of each
 * type. The contract has no `LoaiDinhDanh` for others, and none for a household business, which it counts with enterprises.
 */
const FIELDS = {
  'personal-id': { LoaiDoiTuong: '1', LoaiDinhDanh: '1' },
  'identity-card': { LoaiDoiTuong: '1', LoaiDinhDanh: '2' },
  passport: { LoaiDoiTuong: '1', LoaiDinhDanh: undefined },
  birth: { LoaiDoiTuong: '1', LoaiDinhDanh: undefined },
  'tax-code': { LoaiDoiTuong: '2', LoaiDinhDanh: undefined },
  'household-business': { LoaiDoiTuong: '2', LoaiDinhDanh: '1' },
  unregistered: { LoaiDoiTuong: '4', LoaiDinhDanh: undefined },
} as const satisfies Record<IdentityType, object>;

/** Names of identities that `LoaiDinhDanh` does not have. */
const OTHER: { readonly [T in IdentityType]?: string } = {
  passport: 'Hộ chiếu',
  birth: 'Trẻ em chưa có số định danh, giấy chứng sinh',
  unregistered: 'Tổ chức chưa có mã số thuế',
};

/** The owner's identity in the fields of `DongBoHoSoMC`. */
export function identityFields({ type, number = '' }: Identity) {
  const { LoaiDoiTuong, LoaiDinhDanh } = FIELDS[type];
  const numbers = LoaiDinhDanh === undefined ? [] : [{ LoaiDinhDanh, SoDinhDanh: number }];
  return { LoaiDoiTuong, DinhDanhCHS: numbers, SoGiayToChuHoSo: number };
}

const BASES = { parent: 'cha, mẹ', guardian: 'giám hộ', officer: 'người của tổ chức', agent: 'được ủy quyền' };

/** `ThongTinKhac`: an identity that the contract has no type for, and who filed for the owner. */
export function otherInformation({ applicant, filer }: Pick<Dossier, 'applicant' | 'filer'>) {
  const { type, number = '', country } = applicant.identity;
  const identity = OTHER[type] && [OTHER[type], number, country].filter((part) => part !== '').join(' ');
  const by = filer && `Người nộp: ${filer.name}, ${filer.identity.number ?? ''} (${BASES[filer.basis]})`;
  const parts = [identity, by].filter((part) => part !== undefined);
  return parts.length === 0 ? {} : { ThongTinKhac: parts.join('; ') };
}

import type { ContactChange, Draft } from '../../dossier/commands.ts';
import type { OrganisationIdentity, PersonIdentity } from '../../dossier/identity.ts';
import type { Applicant, ResultDelivery } from '../../dossier/values.ts';
import { parseIdentityCard } from '../../identifiers/identity-number.ts';
import { parsePersonalId } from '../../identifiers/personal-id.ts';
import { parseTaxCode } from '../../identifiers/tax-code.ts';
import type { ChangeMessage, CreateMessage } from './message.ts';

/** A field of a message with a valid format and a value that cannot be used here. */
export class UnusableFieldError extends Error {
  override readonly name = 'UnusableFieldError';
  readonly field: string;

  constructor(field: string) {
    super(field);
    this.field = field;
  }
}

/** A citizen by the 12 digits, or where a message has only the old card's, by its 9. */
function personOf({ DinhDanhCHS, SoGiayToChuHoSo = '' }: CreateMessage): PersonIdentity {
  const numbers = [...DinhDanhCHS.map((one) => one.SoDinhDanh), SoGiayToChuHoSo];
  const personal = numbers.map((number) => parsePersonalId(number)).find((read) => read.ok);
  if (personal?.ok) return { type: 'personal-id', number: personal.value.value, country: 'VN' };
  const card = numbers.map(parseIdentityCard).find((read) => read.ok);
  if (card?.ok) return { type: 'identity-card', number: card.value.value, country: 'VN' };
  throw new UnusableFieldError('DinhDanhCHS');
}

/** An enterprise has a tax code, a household business its owner's id; state bodies and others may have neither. */
function organisationOf({ LoaiDoiTuong, SoGiayToChuHoSo }: CreateMessage): OrganisationIdentity {
  const read = parseTaxCode(SoGiayToChuHoSo ?? '');
  if (read.ok) {
    const { kind, value: number } = read.value;
    return { type: kind === 'person' ? 'household-business' : 'tax-code', number, country: 'VN' };
  }
  if (LoaiDoiTuong === '2') throw new UnusableFieldError('SoGiayToChuHoSo');
  return { type: 'unregistered', ...(SoGiayToChuHoSo !== undefined && { number: SoGiayToChuHoSo }), country: 'VN' };
}

/** @throws UnusableFieldError for a citizen or an enterprise without a usable number. */
function applicantOf(message: CreateMessage): Applicant {
  const { ChuHoSo: name, SoDienThoai: phone, Email: email, DiaChi: address } = message;
  const contact = { phone, address, ...(email !== undefined && { email }) };
  if (message.LoaiDoiTuong !== '1') {
    return { kind: 'organisation', name, identity: organisationOf(message), ...contact };
  }
  const identity = personOf(message);
  if (name.length > 200) throw new UnusableFieldError('ChuHoSo');
  return { kind: 'citizen', name, identity, ...contact };
}

/** What a message changes; absent fields stay. */
export function contactOf({ SoDienThoai, Email, DiaChi, HinhThuc, ThongTinTra }: ChangeMessage): ContactChange {
  const delivery = HinhThuc === undefined ? undefined : resultDeliveryOf({ HinhThuc, ThongTinTra });
  return {
    ...(SoDienThoai !== undefined && { phone: SoDienThoai }),
    ...(Email !== undefined && { email: Email }),
    ...(DiaChi !== undefined && { address: DiaChi }),
    ...(delivery !== undefined && { resultDelivery: delivery }),
  };
}

function resultDeliveryOf({ HinhThuc, ThongTinTra }: Pick<CreateMessage, 'HinhThuc' | 'ThongTinTra'>): ResultDelivery {
  if (HinhThuc === '0' || ThongTinTra === undefined) return { method: 'counter' };
  return {
    method: 'post',
    receiverName: ThongTinTra.TenNguoiNhan,
    receiverPhone: ThongTinTra.DienThoaiNguoiNhan,
    receiverAddress: ThongTinTra.DiaChiNhan,
    receiverProvinceCode: ThongTinTra.MaTinhNhan,
  };
}

/** The draft for a new dossier from the portal's message. @throws UnusableFieldError */
export function draftOf(message: CreateMessage): Draft {
  return {
    procedureCode: message.MaTTHC,
    receivingAgency: message.MaDonVi,
    channel: 'online',
    applicant: applicantOf(message),
    resultDelivery: resultDeliveryOf(message),
    language: 'vi',
  };
}

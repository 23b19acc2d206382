import type { Draft } from '../../dossier/commands.ts';
import type { Applicant, ResultDelivery } from '../../dossier/values.ts';
import { PERSONAL_ID } from '../../identifiers/personal-id.ts';
import { parseOrganisationTaxCode } from '../../identifiers/tax-code.ts';
import type { CreateMessage } from './message.ts';

/** A field of a message with a valid format and a value that cannot be used here. */
export class UnusableFieldError extends Error {
  override readonly name = 'UnusableFieldError';
  readonly field: string;

  constructor(field: string) {
    super(field);
    this.field = field;
  }
}

/** @throws UnusableFieldError for an applicant without a 12-digit personal id or a valid tax code. */
function applicantOf(message: CreateMessage): Applicant {
  const { ChuHoSo: name, SoDienThoai: phone, Email: email, DiaChi: address, SoGiayToChuHoSo } = message;
  const contact = { phone, address, ...(email !== undefined && { email }) };
  if (message.LoaiDoiTuong === '1') {
    const personalId = message.DinhDanhCHS.find((id) => id.LoaiDinhDanh === '1' && PERSONAL_ID.test(id.SoDinhDanh));
    if (personalId === undefined) throw new UnusableFieldError('DinhDanhCHS');
    if (name.length > 200) throw new UnusableFieldError('ChuHoSo');
    return { kind: 'citizen', name, personalId: personalId.SoDinhDanh, ...contact };
  }
  // State bodies and others have tax codes too; without one they cannot be identified.
  const taxCode = parseOrganisationTaxCode(SoGiayToChuHoSo ?? '');
  if (!taxCode.ok) throw new UnusableFieldError('SoGiayToChuHoSo');
  return { kind: 'organisation', name, taxCode: taxCode.value.value, ...contact };
}

function resultDeliveryOf({ HinhThuc, ThongTinTra }: CreateMessage): ResultDelivery {
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

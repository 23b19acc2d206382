import type { OrganisationIdentity, PersonIdentity } from '../../shared/dossier/identity.ts';
import type { Applicant, Filer, ResultDelivery } from '../../shared/dossier/values.ts';
import type { ProvinceCode } from '../../shared/identifiers/provinces.ts';
import type { Procedure } from '../../shared/procedure/schema.ts';
import type { Channel } from '../../shared/values.ts';
import { BEHAVIOUR_RATES } from './behaviour-rates.ts';
import type { Chance } from './chance.ts';

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Võ', 'Hồ', 'Đặng', 'Bùi', 'Đỗ'];
const MIDDLE = ['Thị', 'Văn', 'Đức', 'Ngọc', 'Minh', 'Thanh', 'Hữu', 'Thúy'];
const GIVEN = ['Ánh', 'Bình', 'Cường', 'Dũng', 'Hạnh', 'Khánh', 'Lan', 'Nhung', 'Phượng', 'Quyên', 'Tuấn', 'Yến'];
/** Valid tax codes of no particular organisation; the rules only check the check digit. */
const TAX_CODES = ['0100109106', '0101248141', '0102182292', '0300588569', '0100112437'];

/** A fictitious person. */
export function drawApplicant(chance: Chance, procedure: Procedure): Applicant {
  const contact = { phone: `09${chance.int(10_000_000, 99_999_999)}`, address: 'Quảng Trị' };
  const name = `${chance.pick(FAMILY)} ${chance.pick(MIDDLE)} ${chance.pick(GIVEN)}`;
  const organisation =
    !procedure.applicants.includes('citizen') ||
    (procedure.applicants.includes('organisation') && chance.happens(BEHAVIOUR_RATES.organisation));
  if (organisation)
    return { kind: 'organisation', name: `Công ty ${name}`, identity: drawOrganisation(chance), ...contact };
  return { kind: 'citizen', name, identity: drawPerson(chance), ...contact };
}

/** Every eighth dossier at a counter is filed for its owner: by a parent, or by an officer of the organisation. */
export function filerFor(index: number, { kind, phone }: Applicant): { readonly filer?: Filer } {
  if (index % 8 !== 3) return {};
  const identity = { type: 'personal-id', number: '045185000321', country: 'VN' } as const;
  const person = { name: 'Trần Thị Mai', identity, noticesTo: 'filer', ...(phone !== undefined && { phone }) } as const;
  return kind === 'citizen'
    ? { filer: { ...person, basis: 'parent' } }
    : { filer: { ...person, basis: 'officer', document: 'Giấy giới thiệu số 15/GGT' } };
}

function drawOrganisation(chance: Chance): OrganisationIdentity {
  if (chance.happens(BEHAVIOUR_RATES.householdBusiness)) {
    return { type: 'household-business', number: drawPersonalId(chance), country: 'VN' };
  }
  return { type: 'tax-code', number: chance.pick(TAX_CODES), country: 'VN' };
}

/** Most have a personal id; some an old card, foreigners a passport. */
function drawPerson(chance: Chance): PersonIdentity {
  if (chance.happens(BEHAVIOUR_RATES.oldIdentityCard)) {
    return { type: 'identity-card', number: `19${chance.int(1_000_000, 9_999_999)}`, country: 'VN' };
  }
  if (chance.happens(BEHAVIOUR_RATES.foreigner)) {
    return { type: 'passport', number: `TK${chance.int(1_000_000, 9_999_999)}`, country: 'JP' };
  }
  return { type: 'personal-id', number: drawPersonalId(chance), country: 'VN' };
}

const drawPersonalId = (chance: Chance) => `0451${chance.int(90_000_000, 99_999_999)}`;

export function drawDelivery(
  chance: Chance,
  procedure: Procedure,
  channel: Channel,
  applicant: Applicant,
  provinceCode: ProvinceCode,
): ResultDelivery {
  const byPost = { online: 0.1, postal: 0.8, direct: 0.07 }[channel];
  if (procedure.postalReturn && chance.happens(byPost)) {
    const { name, phone = '0900000000', address } = applicant;
    return {
      method: 'post',
      receiverName: name,
      receiverPhone: phone,
      receiverAddress: address,
      receiverProvinceCode: provinceCode,
    };
  }
  const electronic = { online: 0.75, postal: 0.3, direct: 0.1 }[channel];
  return { method: chance.happens(electronic) ? 'electronic' : 'counter' };
}

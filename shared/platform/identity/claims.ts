import * as z from 'zod/mini';
import { type Actor, OFFICER_ROLES, type Official, type RoleAtAgency } from '../../dossier/actor.ts';
import { optional } from '../../dossier/decision.ts';
import { AGENCY_ID, AGENCY_ID_LENGTH, isWithin } from '../../identifiers/agency-id.ts';
import { parseTaxCode } from '../../identifiers/tax-code.ts';
import { line } from '../../values.ts';
import { type Owner, ownerOf } from './owner-key.ts';

/** Exact match: a signed claim is not normalised as human input is. */
const agencyId = z.string().check(z.maxLength(AGENCY_ID_LENGTH), z.regex(AGENCY_ID));

/** Maximum length in OpenID Connect; a dossier stores the subjects of the officers who passed it on. */
const sub = z.string().check(z.maxLength(255));

/** A claim that cannot be read is as good as none: it does not reject the token. (`z.catch` would bring all of zod's helpers along.) */
const ifReadable = <S extends z.ZodMiniType>(claim: S) =>
  z.pipe(
    z.optional(z.unknown()),
    z.transform((value): z.output<S> | undefined => claim.safeParse(value).data),
  );
const named = (length: number) => ifReadable(line(length));

const officer = z.object({ sub, motcua_roles: z.array(z.unknown()).check(z.minLength(1)) });
/** Printed on forms. The name as the national sign-on or OpenID Connect gives it; the title has no standard claim. */
const printed = z.object({
  HoVaTen: named(200),
  name: named(200),
  motcua_title: named(200),
  phone_number: named(30),
});
const roleAtAgency = z.object({ agencyId, role: z.enum(OFFICER_ROLES) });
const partner = z.object({ sub, motcua_agency: agencyId, scope: z.string() });
const person = z.object({
  sub,
  LoaiTaiKhoan: z.literal('1'),
  SoDinhDanh: z.string().check(z.regex(/^\d{12}$/)),
  HoVaTen: named(200),
  name: named(200),
});
const organisation = z.object({
  sub,
  LoaiTaiKhoan: z.literal('2'),
  MaSoThue: z.string().check(z.minLength(10)),
  TenDoanhNghiep: named(300),
  /** Who signs in for it. */
  SoDinhDanh: ifReadable(z.string().check(z.regex(/^\d{12}$/))),
  HoVaTen: named(200),
});

/** Ignored roles of a token, by reason. */
export type DroppedRoles = { readonly outsideProvince: number; readonly malformed: number };

/** The caller's identity and roles in this province. */
export type Caller = Actor & { readonly dropped?: DroppedRoles };

/** An applicant identified by the token's claims; the owner key is not computed yet. */
type Applicant = {
  readonly kind: 'citizen';
  readonly subject: string;
  readonly owner: Owner;
  readonly name?: string;
  readonly nameless?: 'HoVaTen' | 'TenDoanhNghiep';
  readonly acting?: { readonly owner: Owner; readonly name: string };
  readonly verifiedEmail?: string;
};

type Claimed = (Exclude<Actor, { kind: 'citizen' }> | Applicant) & { readonly dropped?: DroppedRoles };

/**
 * Reads the caller from the claims of a verified access token. The issuer serves several provinces and ministries, so only
 * roles at the province's own agencies are accepted; ignored roles grant nothing. Source of the citizen claims: the national
 * portal's single sign-on (`LoaiTaiKhoan` 1 person, 2 organisation).
 * @param province identifier of the province as a whole, `H50`
 * @returns undefined when the claims describe no known kind of caller; such a token grants nothing.
 */
export function callerFromClaims(claims: unknown, province: string): Claimed | undefined {
  const asOfficer = officer.safeParse(claims);
  const asPartner = partner.safeParse(claims);
  if (asOfficer.success) {
    const { roles, dropped } = rolesWithin(province, asOfficer.data.motcua_roles);
    const told = dropped.outsideProvince + dropped.malformed > 0 && { dropped };
    // An officer of another province may be a resident here: without an accepted role they are an applicant.
    const otherwise = roles.length === 0 ? applicantFrom(claims) : undefined;
    const { sub: subject } = asOfficer.data;
    return { ...(otherwise ?? { kind: 'officer', subject, roles, ...officialIn(claims) }), ...told };
  }
  if (asPartner.success) {
    const { sub, motcua_agency, scope } = asPartner.data;
    const inside = isWithin(motcua_agency, province);
    return {
      kind: 'partner',
      subject: sub,
      agencyId: motcua_agency,
      scopes: inside ? scope.split(' ') : [],
      ...(!inside && { dropped: { outsideProvince: 1, malformed: 0 } }),
    };
  }
  return applicantFrom(claims);
}

/** Every claim that {@link callerFromClaims} reads. */
const READ_CLAIMS = [
  ...Object.keys(officer.shape),
  ...Object.keys(printed.shape),
  ...Object.keys(partner.shape),
  ...Object.keys(person.shape),
  ...Object.keys(organisation.shape),
  'email_verified',
  'email',
  'ThuDienTu',
];

/** Of a token's claims those that an identity is read from: what a session keeps instead of the token. */
export function identityClaims(claims: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => READ_CLAIMS.includes(name)));
}

/** What forms print of an officer; a malformed claim is left out and does not reject the token. */
function officialIn(claims: unknown): { readonly official?: Official } {
  const { HoVaTen, name = HoVaTen, motcua_title, phone_number } = printed.parse(claims);
  if (name === undefined && motcua_title === undefined) return {};
  return {
    official: { ...optional('name', name), ...optional('title', motcua_title), ...optional('phone', phone_number) },
  };
}

/** Roles at the province's agencies, without duplicates; and the number of other roles. */
function rolesWithin(province: string, claimed: readonly unknown[]) {
  const roles = new Map<string, RoleAtAgency>();
  let [outsideProvince, malformed] = [0, 0];
  for (const one of claimed) {
    const parsed = roleAtAgency.safeParse(one);
    if (!parsed.success) malformed += 1;
    else if (!isWithin(parsed.data.agencyId, province)) outsideProvince += 1;
    else roles.set(`${parsed.data.role} ${parsed.data.agencyId}`, parsed.data);
  }
  return { roles: [...roles.values()], dropped: { outsideProvince, malformed } };
}

function applicantFrom(claims: unknown): Applicant | undefined {
  const asPerson = person.safeParse(claims);
  const verified = verifiedEmailIn(claims);
  if (asPerson.success) {
    const { sub, SoDinhDanh, name, HoVaTen = name } = asPerson.data;
    return {
      kind: 'citizen',
      subject: sub,
      owner: { kind: 'citizen', identifier: SoDinhDanh },
      ...(HoVaTen === undefined ? { nameless: 'HoVaTen' } : { name: HoVaTen }),
      ...verified,
    };
  }
  const asOrganisation = organisation.safeParse(claims);
  if (asOrganisation.success) {
    const { sub, MaSoThue, TenDoanhNghiep, SoDinhDanh, HoVaTen } = asOrganisation.data;
    const isActing = SoDinhDanh !== undefined && HoVaTen !== undefined;
    return {
      kind: 'citizen',
      subject: sub,
      owner: ownerByTaxCode(MaSoThue),
      ...(TenDoanhNghiep === undefined ? { nameless: 'TenDoanhNghiep' } : { name: TenDoanhNghiep }),
      ...(isActing && { acting: { owner: { kind: 'citizen', identifier: SoDinhDanh }, name: HoVaTen } }),
      ...verified,
    };
  }
  return undefined;
}

/** A household business signs in with its owner's 12 digits as its tax code. A code that cannot be read is taken as it is. */
function ownerByTaxCode(MaSoThue: string): Owner {
  const read = parseTaxCode(MaSoThue);
  if (!read.ok) return { kind: 'organisation', identifier: MaSoThue };
  const { kind, value: number } = read.value;
  const type = kind === 'person' ? 'household-business' : 'tax-code';
  return ownerOf({ name: '', identity: { type, number, country: 'VN' } });
}

const vouchedFor = z.object({
  email_verified: z.literal(true),
  email: z.optional(z.string()),
  ThuDienTu: z.optional(z.string()),
});

/**
 * The applicant's e-mail address verified by the identity provider (`email_verified`, OpenID Connect Core 5.1), in `email` or
 * the national portal's claim. A malformed claim is ignored and does not reject the token.
 */
function verifiedEmailIn(claims: unknown): { readonly verifiedEmail?: string } {
  const { email, ThuDienTu } = vouchedFor.safeParse(claims).data ?? {};
  const verifiedEmail = email ?? ThuDienTu;
  return verifiedEmail === undefined ? {} : { verifiedEmail };
}

import * as z from 'zod/mini';
import { type Actor, OFFICER_ROLES, type RoleAtAgency } from '../../dossier/actor.ts';
import { AGENCY_ID, AGENCY_ID_LENGTH, isWithin } from '../../identifiers/agency-id.ts';
import type { Owner } from './owner-key.ts';

/** To the letter: what an issuer signed is not mended as what people type is. */
const agencyId = z.string().check(z.maxLength(AGENCY_ID_LENGTH), z.regex(AGENCY_ID));

/** As long as OpenID Connect lets one be; a dossier keeps those of who handed it on. */
const sub = z.string().check(z.maxLength(255));

const officer = z.object({ sub, motcua_roles: z.array(z.unknown()).check(z.minLength(1)) });
const roleAtAgency = z.object({ agencyId, role: z.enum(OFFICER_ROLES) });
const partner = z.object({ sub, motcua_agency: agencyId, scope: z.string() });
const person = z.object({
  sub,
  LoaiTaiKhoan: z.literal('1'),
  SoDinhDanh: z.string().check(z.regex(/^\d{12}$/)),
});
const organisation = z.object({
  sub,
  LoaiTaiKhoan: z.literal('2'),
  MaSoThue: z.string().check(z.minLength(10)),
});

/** Roles of a token that count for nothing here, by why. */
export type DroppedRoles = { readonly outsideProvince: number; readonly malformed: number };

/** Who calls, as far as it counts in this province. */
export type Caller = Actor & { readonly dropped?: DroppedRoles };

/** An applicant as a token names them: the key under which the province knows them is still to be made. */
type Applicant = {
  readonly kind: 'citizen';
  readonly subject: string;
  readonly owner: Owner;
  readonly verifiedEmail?: string;
};
type Claimed = (Exclude<Actor, { kind: 'citizen' }> | Applicant) & { readonly dropped?: DroppedRoles };

/**
 * Reads the caller from the claims of a verified access token. The issuer serves more than one province and ministry, so
 * only roles at the province's own agencies are taken over: what is dropped here can open nothing anywhere. Source of the
 * citizen claims: the national portal's single sign-on (`LoaiTaiKhoan` 1 person, 2 organisation).
 * @param province identifier of the province as a whole, `H50`
 * @returns undefined when the claims describe nobody we know; such a token opens nothing.
 */
export function callerFromClaims(claims: unknown, province: string): Claimed | undefined {
  const asOfficer = officer.safeParse(claims);
  const asPartner = partner.safeParse(claims);
  if (asOfficer.success) {
    const { roles, dropped } = rolesWithin(province, asOfficer.data.motcua_roles);
    const told = dropped.outsideProvince + dropped.malformed > 0 && { dropped };
    // An officer of elsewhere may live here: without a role that counts they are whoever else they are.
    const otherwise = roles.length === 0 ? applicantFrom(claims) : undefined;
    return { ...(otherwise ?? { kind: 'officer', subject: asOfficer.data.sub, roles }), ...told };
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

/** Roles at the province's agencies, each once; and how many others there were. */
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
    const { sub, SoDinhDanh } = asPerson.data;
    return { kind: 'citizen', subject: sub, owner: { kind: 'citizen', identifier: SoDinhDanh }, ...verified };
  }
  const asOrganisation = organisation.safeParse(claims);
  if (asOrganisation.success) {
    const { sub, MaSoThue } = asOrganisation.data;
    return { kind: 'citizen', subject: sub, owner: { kind: 'organisation', identifier: MaSoThue }, ...verified };
  }
  return undefined;
}

const vouchedFor = z.object({
  email_verified: z.literal(true),
  email: z.optional(z.string()),
  ThuDienTu: z.optional(z.string()),
});

/**
 * The address that the identity provider has verified to be the applicant's (`email_verified`, OpenID Connect Core 5.1), in
 * `email` or under the national portal's name for it. A claim of another shape says nothing, and keeps nobody out.
 */
function verifiedEmailIn(claims: unknown): { readonly verifiedEmail?: string } {
  const { email, ThuDienTu } = vouchedFor.safeParse(claims).data ?? {};
  const verifiedEmail = email ?? ThuDienTu;
  return verifiedEmail === undefined ? {} : { verifiedEmail };
}

import * as z from 'zod/mini';
import { type Actor, OFFICER_ROLES } from '../dossier/actor.ts';
import { agencyId } from '../values.ts';
import { ownerKey } from './owner-key.ts';

const officer = z.object({
  sub: z.string(),
  motcua_roles: z.array(z.object({ agencyId, role: z.enum(OFFICER_ROLES) })).check(z.minLength(1)),
});
const partner = z.object({ sub: z.string(), motcua_agency: agencyId, scope: z.string() });
const person = z.object({
  sub: z.string(),
  LoaiTaiKhoan: z.literal('1'),
  SoDinhDanh: z.string().check(z.regex(/^\d{12}$/)),
});
const organisation = z.object({
  sub: z.string(),
  LoaiTaiKhoan: z.literal('2'),
  MaSoThue: z.string().check(z.minLength(10)),
});

/**
 * Reads the actor from the claims of a verified access token. Source of the citizen claims: the national portal's
 * single sign-on (`LoaiTaiKhoan` 1 person, 2 organisation).
 * @returns undefined when the claims describe nobody we know; such a token opens nothing.
 */
export function actorFromClaims(claims: unknown): Actor | undefined {
  const asOfficer = officer.safeParse(claims);
  if (asOfficer.success) return { kind: 'officer', subject: asOfficer.data.sub, roles: asOfficer.data.motcua_roles };
  const asPartner = partner.safeParse(claims);
  if (asPartner.success) {
    const { sub, motcua_agency, scope } = asPartner.data;
    return { kind: 'partner', subject: sub, agencyId: motcua_agency, scopes: scope.split(' ') };
  }
  const asPerson = person.safeParse(claims);
  if (asPerson.success) {
    return { kind: 'citizen', subject: asPerson.data.sub, ownerKey: ownerKey('citizen', asPerson.data.SoDinhDanh) };
  }
  const asOrganisation = organisation.safeParse(claims);
  if (asOrganisation.success) {
    const { sub, MaSoThue } = asOrganisation.data;
    return { kind: 'citizen', subject: sub, ownerKey: ownerKey('organisation', MaSoThue) };
  }
  return undefined;
}

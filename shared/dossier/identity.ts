import * as z from 'zod/mini';
import { country, householdBusiness, identityCard, line, passport, personalId, taxCode } from '../values.ts';

/** Number of papers without a format of their own; the length is that of the portal's `SoGiayToChuHoSo`. */
const paperNumber = z.optional(line(20));

/** Issued in Viet Nam: the only country whose numbers of this type are known. */
const VIET_NAM = z._default(z.literal('VN'), 'VN');
const issuedHere = <T extends string, N extends z.ZodMiniType>(type: T, number: N) =>
  z.strictObject({ type: z.literal(type), number, country: VIET_NAM });

const PERSON = [
  issuedHere('personal-id', personalId),
  issuedHere('identity-card', identityCard),
  z.strictObject({ type: z.literal('passport'), number: passport, country }),
  /** A child without a personal id yet; the number is that of the certificate of birth (giấy chứng sinh), if there is one. */
  issuedHere('birth', paperNumber),
] as const;

const ORGANISATION = [
  issuedHere('tax-code', taxCode),
  issuedHere('household-business', householdBusiness),
  /** A community, a school; the number is that of the decision that founded it, if it is known. */
  z.strictObject({ type: z.literal('unregistered'), number: paperNumber, country: z._default(country, 'VN') }),
] as const;

export const personIdentity = z.discriminatedUnion('type', PERSON);
export type PersonIdentity = z.infer<typeof personIdentity>;
export const organisationIdentity = z.discriminatedUnion('type', ORGANISATION);
export type OrganisationIdentity = z.infer<typeof organisationIdentity>;

/** Who someone is: type, number and the country that issued it. All types there are. */
export type Identity = PersonIdentity | OrganisationIdentity;
export type IdentityType = Identity['type'];

/** An identity that has a number: what may be asked for at the look-up. */
export const numberedIdentity = z.discriminatedUnion('type', [
  PERSON[0],
  PERSON[1],
  PERSON[2],
  ORGANISATION[0],
  ORGANISATION[1],
]);

import { isWithin } from '../identifiers/agency-id.ts';

/** Roles an officer may hold at an agency. */
export const OFFICER_ROLES = ['reception', 'handler', 'approver', 'administrator'] as const;
export type OfficerRole = (typeof OFFICER_ROLES)[number];

/** What the forms print of the officer who acts: official information of the post, from the officer's sign-in. */
export type Official = {
  /** Absent: the forms print the title in its place, or the agency. */
  readonly name?: string;
  /** Such as `Chủ tịch`. */
  readonly title?: string;
  readonly phone?: string;
};

export type RoleAtAgency = { readonly agencyId: string; readonly role: OfficerRole };

/**
 * Who acts. `subject` is the identity provider's stable pseudonymous key (or the name of an internal component). It is the
 * only part of an actor that may be logged.
 */
export type Actor =
  | {
      readonly kind: 'citizen';
      readonly subject: string;
      readonly ownerKey: string;
      /** Name from the sign-in: of the person, or of the organisation. Personal data. */
      readonly name?: string;
      /** The claim that should have had the name, when the sign-in has none. */
      readonly nameless?: 'HoVaTen' | 'TenDoanhNghiep';
      /** The person who signed in for an organisation, as the sign-in says. */
      readonly acting?: { readonly ownerKey: string; readonly name: string };
      /** E-mail address verified by the identity provider. */
      readonly verifiedEmail?: string;
    }
  | {
      readonly kind: 'officer';
      readonly subject: string;
      readonly roles: readonly RoleAtAgency[];
      readonly official?: Official;
    }
  | {
      readonly kind: 'partner';
      readonly subject: string;
      readonly agencyId: string;
      /** Closed agencies whose tasks its agency has now (`successions.ts`). */
      readonly actsFor?: readonly string[];
      readonly scopes: readonly string[];
    }
  | { readonly kind: 'system'; readonly subject: string };

/** OAuth scope with which an agency's system acts for the agency's officers. */
export const ACT_SCOPE = 'dossiers.act';
/** Roles of an agency's system: it may process and sign, never receive or administer. */
const ROLES_OF_SYSTEMS: readonly OfficerRole[] = ['handler', 'approver'];

/** The agencies that a system works for: its own, and those that were closed. */
export const agenciesOf = ({ agencyId, actsFor = [] }: Extract<Actor, { kind: 'partner' }>): readonly string[] => [
  agencyId,
  ...actsFor,
];

export function holdsRole(actor: Actor, agencyId: string, roles: readonly OfficerRole[]): boolean {
  if (actor.kind === 'partner') {
    const acts = actor.scopes.includes(ACT_SCOPE) && agenciesOf(actor).includes(agencyId);
    return acts && roles.some((role) => ROLES_OF_SYSTEMS.includes(role));
  }
  return actor.kind === 'officer' && actor.roles.some((r) => r.agencyId === agencyId && roles.includes(r.role));
}

/** A leader of the agency, or of one above it. */
export const leads = (actor: Actor, agencyId: string): boolean =>
  actor.kind === 'officer' && actor.roles.some((r) => r.role === 'approver' && isWithin(agencyId, r.agencyId));

/** An administrator covers their own agency and all below it, never another branch, province or ministry. */
export function administers(actor: Actor, agencyId: string): boolean {
  return (
    actor.kind === 'officer' && actor.roles.some((r) => r.role === 'administrator' && isWithin(agencyId, r.agencyId))
  );
}

import type { Applicant, Filer } from './values.ts';

/** The two people of a dossier: its owner (chủ hồ sơ), and who filed it (người nộp). */
export const PARTIES = ['applicant', 'filer'] as const;
export type Party = (typeof PARTIES)[number];

/** Who the people of a dossier are, as typed or signed in, with the keys of their accounts. */
export type Parties = {
  readonly applicant: Applicant;
  readonly ownerKey: string;
  readonly filer?: Filer | undefined;
  readonly filerKey?: string | undefined;
  /** Typed once by someone else: no account sees the dossier by it before a second reading. */
  readonly unconfirmed?: readonly Party[] | undefined;
};

/** Whether the account with this key is the owner or the filer of the dossier, and known to be. */
export const isParty = (parties: Parties, key: string): boolean => PARTIES.some((one) => isPartyAs(parties, key, one));

/** The same of one of the two. */
export function isPartyAs({ ownerKey, filerKey, unconfirmed = [] }: Parties, key: string, party: Party): boolean {
  return key === { applicant: ownerKey, filer: filerKey }[party] && !unconfirmed.includes(party);
}

/** Where notices go, with the key under which an address is confirmed. */
export type Contact = {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly key: string;
};

/** Where the notices went before a correction. Personal data. */
export type FormerContact = Contact & {
  /** As it was in the dossier. */
  readonly emailVerified?: boolean;
};

/** Who gets the notices: whom the filer said, else the owner. */
export function noticesOf({ applicant, ownerKey, filer, filerKey }: Parties): Contact {
  return filer?.noticesTo === 'filer' && filerKey !== undefined
    ? { email: filer.email, phone: filer.phone, key: filerKey }
    : { email: applicant.email, phone: applicant.phone, key: ownerKey };
}

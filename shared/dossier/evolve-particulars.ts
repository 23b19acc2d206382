import type { DossierEvent } from './events.ts';
import { noticesOf, type Party } from './parties.ts';
import type { Dossier } from './state.ts';

type Changed = Extract<DossierEvent, { type: 'draft-changed' }>;
type Corrected = Extract<DossierEvent, { type: 'particulars-corrected' }>;

/** The keys and marks of a changed draft; what it does not name is gone. */
export function partiesOf({ ownerKey, filerKey, unconfirmed, emailVerified }: Changed): Partial<Dossier> {
  return { ownerKey, filerKey, unconfirmed, emailVerified };
}

/** A correction keeps what it does not name. Another address or another person is not verified by what was before. */
export function particulars(dossier: Dossier, event: Corrected): Partial<Dossier> {
  const { applicant, ownerKey, filer, filerKey, resultDelivery, unconfirmed } = event;
  const next = {
    applicant: applicant ?? dossier.applicant,
    ownerKey: ownerKey ?? dossier.ownerKey,
    filer: filer ?? dossier.filer,
    filerKey: filerKey ?? dossier.filerKey,
    unconfirmed,
  };
  const [was, is] = [noticesOf(dossier), noticesOf({ ...dossier, ...next })];
  return {
    ...next,
    resultDelivery: resultDelivery ?? dossier.resultDelivery,
    emailVerified: was.email === is.email && was.key === is.key ? dossier.emailVerified : undefined,
  };
}

/** Undefined rather than an empty list, as in a dossier that never waited for a second reading. */
export function withoutParty({ unconfirmed = [] }: Dossier, person: Party): Dossier['unconfirmed'] {
  const others = unconfirmed.filter((one) => one !== person);
  return others.length === 0 ? undefined : others;
}

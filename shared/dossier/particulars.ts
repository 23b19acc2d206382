import type { Procedure } from '../procedure/schema.ts';
import { cleanIdentifier, nfc } from '../text/normalise.ts';
import type { Channel } from '../values.ts';
import type { Actor } from './actor.ts';
import type { DraftChange, Reading } from './commands.ts';
import { type Decision, optional, reject } from './decision.ts';
import { noticesOf, PARTIES, type Party } from './parties.ts';
import type { Applicant, Filer, FilerBasis } from './values.ts';

type People = { readonly applicant: Applicant; readonly filer?: Filer | undefined };
type Keys = { readonly applicantKey: string; readonly filerKey: string | undefined };

/** Owners for whom one may file on this basis. */
const FOR: Readonly<Record<FilerBasis, readonly Applicant['kind'][]>> = {
  parent: ['citizen'],
  guardian: ['citizen'],
  officer: ['organisation'],
  agent: ['citizen', 'organisation'],
};

/** Rules that particulars keep in a draft and in a correction alike; undefined when they do. */
export function refuseParticulars(
  { applicant, filer, resultDelivery }: Pick<DraftChange, 'applicant' | 'filer' | 'resultDelivery'>,
  channel: Channel,
  procedure: Procedure,
): Decision | undefined {
  if (!procedure.applicants.includes(applicant.kind)) {
    return reject('applicant-not-eligible', { fields: ['applicant.kind'] });
  }
  if (filer !== undefined && !FOR[filer.basis].includes(applicant.kind)) {
    return reject('filer-basis-does-not-fit', { fields: ['filer.basis'] });
  }
  // The child's own papers prove a parent.
  if (filer !== undefined && filer.basis !== 'parent' && filer.document === undefined) {
    return reject('filer-document-missing', { fields: ['filer.document'] });
  }
  if (channel === 'online' && applicant.phone === undefined && filer?.phone === undefined) {
    return reject('phone-required-online', { fields: [filer === undefined ? 'applicant.phone' : 'filer.phone'] });
  }
  if (resultDelivery.method === 'post' && !procedure.postalReturn) {
    return reject('postal-return-not-offered', { fields: ['resultDelivery.method'] });
  }
  return undefined;
}

/** An account that opens or changes a draft has a name; one typed in its place would stand on the forms unproved. */
export function refuseNameless(actor: Actor, { applicantKey }: Keys): Decision | undefined {
  if (actor.kind !== 'citizen' || actor.nameless === undefined) return undefined;
  const field = actor.ownerKey === applicantKey ? 'applicant.name' : 'filer.name';
  return reject('sign-in-without-name', { fields: [field], details: { claim: actor.nameless } });
}

/** The people with the name of the one who signed in as the sign-in says it, never as the browser sent it. */
export function named(actor: Actor, { applicant, filer }: People, { applicantKey, filerKey }: Keys): People {
  if (actor.kind !== 'citizen') return { applicant, filer };
  const { name, ownerKey, acting } = actor;
  const filerName = ownerKey === filerKey ? name : acting?.ownerKey === filerKey ? acting?.name : undefined;
  return {
    applicant: ownerKey === applicantKey && name !== undefined ? { ...applicant, name } : applicant,
    filer: filer !== undefined && filerName !== undefined ? { ...filer, name: filerName } : filer,
  };
}

/** What an event records of the people besides their particulars. */
export type Stated = {
  readonly ownerKey: string;
  readonly filerKey?: string;
  readonly emailVerified?: true;
  readonly unconfirmed?: readonly Party[];
};

/** @param twice whose identity was read a second time, and agreed */
export function statedBy(
  actor: Actor,
  people: People,
  { applicantKey: ownerKey, filerKey }: Keys,
  twice: readonly Party[] = [],
): Stated {
  const keyOf = { applicant: ownerKey, filer: filerKey };
  // An account knows who it is; any other person was typed. The portal vouches for whom it names.
  const typed = PARTIES.filter(
    (party) => keyOf[party] !== undefined && !twice.includes(party) && !isKnown(actor, keyOf[party]),
  );
  const { email, key } = noticesOf({ ...people, ownerKey, filerKey });
  const verified = isOwn(actor, key) && isVerified(actor, email);
  return {
    ownerKey,
    ...optional('filerKey', filerKey),
    ...(verified && { emailVerified: true }),
    ...(typed.length > 0 && actor.kind !== 'system' && { unconfirmed: typed }),
  };
}

/**
 * Fields in which a second reading is not what was typed: the number compared as it is cleaned, the name without regard
 * to capitals. None without a reading.
 */
export function differences(
  typed: Pick<Applicant, 'name' | 'identity'> | undefined,
  read: Reading | undefined,
  path = '',
): readonly string[] {
  if (read === undefined) return [];
  const isNumber = bare(read.number ?? '') === bare(typed?.identity.number ?? '');
  const isName = nfc(read.name).toLowerCase() === typed?.name.toLowerCase();
  return [...(isNumber ? [] : [`${path}number`]), ...(isName ? [] : [`${path}name`])];
}

const bare = (number: string) => cleanIdentifier(number).replace(/[\s.-]/g, '');

/** The account itself, or the person who signed in for the organisation. */
const isKnown = (actor: Actor, key: string | undefined) =>
  isOwn(actor, key) || (actor.kind === 'citizen' && actor.acting?.ownerKey === key);

const isOwn = (actor: Actor, key: string | undefined) => actor.kind === 'citizen' && actor.ownerKey === key;

/** Whether an e-mail address is the one verified by the identity provider; compared case-insensitively. */
function isVerified(actor: Actor, email: string | undefined): boolean {
  if (actor.kind !== 'citizen' || email === undefined) return false;
  return actor.verifiedEmail?.toLowerCase() === email.toLowerCase();
}

import { accept, type Decision, optional, reject } from './decision.ts';
import { type FormerContact, noticesOf, PARTIES, type Parties, type Party } from './parties.ts';
import type { Dossier } from './state.ts';
import type { Applicant, Filer, Particulars, ResultDelivery } from './values.ts';

/** The keys of the accounts of the people a correction names. */
type Keys = { readonly applicantKey?: string | undefined; readonly filerKey?: string | undefined };

/** The particulars of a dossier as they would be. */
export function withParticulars(
  dossier: Dossier,
  { applicant = dossier.applicant, filer = dossier.filer, resultDelivery = dossier.resultDelivery }: Particulars,
): { readonly applicant: Applicant; readonly filer?: Filer; readonly resultDelivery: ResultDelivery } {
  return { applicant, ...optional('filer', filer ?? undefined), resultDelivery };
}

/** Names of the fields that would change. */
export function changesIn(dossier: Dossier, particulars: Particulars): readonly string[] {
  const { applicant, filer, resultDelivery } = withParticulars(dossier, particulars);
  return [
    ...changedIn(dossier.applicant, applicant, 'applicant'),
    ...changedIn(dossier.filer, filer, 'filer'),
    ...(isSame(resultDelivery, dossier.resultDelivery) ? [] : ['resultDelivery']),
  ];
}

/** The event of a correction; what is not named stays. */
export function corrected(
  dossier: Dossier,
  { applicant, filer, resultDelivery }: Particulars,
  { applicantKey, filerKey }: Keys,
  why: { readonly reason?: string; readonly requestId?: string } = {},
): Decision {
  const changed = changesIn(dossier, {
    ...optional('applicant', applicant),
    ...optional('filer', filer),
    ...optional('resultDelivery', resultDelivery),
  });
  if (changed.length === 0) return reject('particulars-unchanged');
  const others = {
    applicant: applicantKey !== undefined && applicantKey !== dossier.ownerKey,
    filer: filerKey !== undefined && filerKey !== dossier.filerKey,
  };
  const next = {
    applicant: applicant ?? dossier.applicant,
    ownerKey: applicantKey ?? dossier.ownerKey,
    filer: (filer === undefined ? dossier.filer : filer) ?? undefined,
    filerKey: filer === null ? undefined : (filerKey ?? dossier.filerKey),
  };
  return accept({
    ...{ type: 'particulars-corrected', changed },
    ...optional('former', formerContact(dossier, next)),
    ...optional('applicant', applicant),
    ...optional('ownerKey', applicantKey),
    ...optional('filer', filer),
    ...optional('filerKey', filerKey),
    ...optional('resultDelivery', resultDelivery),
    ...optional('unconfirmed', unconfirmedWith(dossier, others, filer === null)),
    ...why,
  });
}

/** The contact of before, if notices go elsewhere now: its person is told of the correction as well. */
function formerContact(dossier: Dossier, next: Parties): FormerContact | undefined {
  const [was, is] = [noticesOf(dossier), noticesOf(next)];
  if (was.email === is.email && was.phone === is.phone) return undefined;
  return { ...was, ...optional('emailVerified', dossier.emailVerified) };
}

/** Someone else than before was typed: a second reading comes before that account sees the dossier. */
function unconfirmedWith(
  { unconfirmed = [] }: Dossier,
  others: Readonly<Record<Party, boolean>>,
  withoutFiler: boolean,
): readonly Party[] | undefined {
  const waiting = PARTIES.filter(
    (one) => !(one === 'filer' && withoutFiler) && (others[one] || unconfirmed.includes(one)),
  );
  return waiting.length === 0 ? undefined : waiting;
}

function changedIn(was: object | undefined, is: object | undefined, path: string): readonly string[] {
  const before = (was ?? {}) as Readonly<Record<string, unknown>>;
  const after = (is ?? {}) as Readonly<Record<string, unknown>>;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.filter((name) => !isSame(before[name], after[name])).map((name) => `${path}.${name}`);
}

/** Plain values; the order of an object's fields does not count. */
const isSame = (one: unknown, other: unknown) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value;

import type { Procedure } from '../procedure/schema.ts';
import { accept, type Decision, optional, reject, wrongStatus } from './decision.ts';
import { differences, named, refuseParticulars, statedBy } from './particulars.ts';
import { PARTIES, type Party } from './parties.ts';
import { atReception, onlySystem, ownerOrReception } from './rights.ts';
import { ANYWHERE, type CommandOf, type Given, NOTHING, rule } from './rule.ts';
import type { Dossier } from './state.ts';
import { isFinal } from './status.ts';
import type { Applicant } from './values.ts';

/** Who a dossier is of and who filed it: changed freely in a draft, corrected with a reason after its submission. */
export const PARTICULARS_RULES = {
  'change-draft': rule<'change-draft'>()({
    needs: ({ change }) => ({ applicantKey: change.applicant, filerKey: change.filer }),
    may: ownerOrReception,
    ...ANYWHERE,
    decide: changeDraft,
  }),
  'correct-particulars': rule<'correct-particulars'>()({
    needs: ({ applicant, filer }) => ({ applicantKey: applicant, filerKey: filer }),
    may: atReception,
    ...ANYWHERE,
    decide: correctParticulars,
  }),
  'change-contact': rule<'change-contact'>()({ needs: NOTHING, may: onlySystem, ...ANYWHERE, decide: changeContact }),
  'confirm-identity': rule<'confirm-identity'>()({
    needs: NOTHING,
    may: atReception,
    ...ANYWHERE,
    decide: confirmIdentity,
  }),
};

type Keys = Given<'applicantKey' | 'filerKey'>;

function changeDraft(
  dossier: Dossier,
  { change }: CommandOf<'change-draft'>,
  { actor, applicantKey, filerKey }: Keys,
  procedure: Procedure,
): Decision {
  if (dossier.status !== 'draft') return wrongStatus(dossier);
  if (applicantKey === undefined) return reject('not-allowed');
  // No draft is given away: the account that opened it stays its owner or its filer.
  if (actor.kind === 'citizen' && ![applicantKey, filerKey].includes(actor.ownerKey)) return reject('not-allowed');
  const keys = { applicantKey, filerKey };
  const people = named(actor, change, keys);
  const wrong = refuseParticulars(change, dossier.channel, procedure);
  if (wrong !== undefined) return wrong;
  const { applicant, filer } = people;
  return accept({
    type: 'draft-changed',
    change: { ...change, applicant, ...optional('filer', filer) },
    ...statedBy(actor, people, keys),
  });
}

function correctParticulars(
  dossier: Dossier,
  command: CommandOf<'correct-particulars'>,
  { applicantKey, filerKey }: Keys,
  procedure: Procedure,
): Decision {
  if (dossier.status === 'draft' || isFinal(dossier.status)) return wrongStatus(dossier);
  const { applicant = dossier.applicant, filer = dossier.filer, resultDelivery = dossier.resultDelivery } = command;
  const wrong = refuseParticulars({ applicant, filer, resultDelivery }, dossier.channel, procedure);
  if (wrong !== undefined) return wrong;
  const changed = [
    ...changedIn(dossier.applicant, applicant, 'applicant'),
    ...changedIn(dossier.filer, filer, 'filer'),
    ...(isSame(resultDelivery, dossier.resultDelivery) ? [] : ['resultDelivery']),
  ];
  if (changed.length === 0) return reject('particulars-unchanged');
  const others = {
    applicant: applicantKey !== undefined && applicantKey !== dossier.ownerKey,
    filer: filerKey !== undefined && filerKey !== dossier.filerKey,
  };
  return accept({
    ...{ type: 'particulars-corrected', changed, reason: command.reason },
    ...optional('applicant', command.applicant),
    ...optional('ownerKey', applicantKey),
    ...optional('filer', command.filer),
    ...optional('filerKey', filerKey),
    ...optional('resultDelivery', command.resultDelivery),
    ...optional('unconfirmed', unconfirmedWith(dossier, others)),
  });
}

/** Someone else than before was typed: a second reading comes before that account sees the dossier. */
function unconfirmedWith({ unconfirmed = [] }: Dossier, others: Readonly<Record<Party, boolean>>) {
  const waiting = PARTIES.filter((one) => others[one] || unconfirmed.includes(one));
  return waiting.length === 0 ? undefined : waiting;
}

/** What the owner changed at the national portal, which has verified the account: applied as it comes. */
function changeContact(dossier: Dossier, { contact }: CommandOf<'change-contact'>): Decision {
  if (dossier.status === 'draft' || isFinal(dossier.status)) return wrongStatus(dossier);
  const { resultDelivery = dossier.resultDelivery, ...said } = contact;
  const applicant: Applicant = { ...dossier.applicant, ...said };
  const changed = [
    ...changedIn(dossier.applicant, applicant, 'applicant'),
    ...(isSame(resultDelivery, dossier.resultDelivery) ? [] : ['resultDelivery']),
  ];
  if (changed.length === 0) return accept();
  const kept = optional('unconfirmed', dossier.unconfirmed);
  return accept({ type: 'particulars-corrected', changed, applicant, resultDelivery, ...kept });
}

/** Both must be read the same again; the number as it is cleaned when typed, the name without regard to capitals. */
function confirmIdentity(dossier: Dossier, { person, name, number }: CommandOf<'confirm-identity'>): Decision {
  if (isFinal(dossier.status)) return wrongStatus(dossier);
  const party = dossier[person];
  if (party === undefined) return reject('no-filer', { fields: ['person'] });
  const fields = differences(party, { name, number });
  if (fields.length > 0) return reject('second-reading-differs', { fields });
  return dossier.unconfirmed?.includes(person) ? accept({ type: 'identity-confirmed', person }) : accept();
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

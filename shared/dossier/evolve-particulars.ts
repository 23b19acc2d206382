import type { CorrectionRequest } from './correction-state.ts';
import type { DossierEvent, EventMeta } from './events.ts';
import { noticesOf, type Party } from './parties.ts';
import type { Dossier } from './state.ts';

type EventOf<T extends DossierEvent['type']> = Extract<DossierEvent, { readonly type: T }> & EventMeta;

/** The keys and marks of a changed draft; what it does not name is gone. */
export function partiesOf({
  ownerKey,
  filerKey,
  unconfirmed,
  emailVerified,
}: EventOf<'draft-changed'>): Partial<Dossier> {
  return { ownerKey, filerKey, unconfirmed, emailVerified };
}

/** A correction keeps what it does not name. Another address or another person is not verified by what was before. */
export function particulars(dossier: Dossier, event: EventOf<'particulars-corrected'>): Partial<Dossier> {
  const { applicant, ownerKey, filer = dossier.filer, filerKey, resultDelivery, unconfirmed } = event;
  const next = {
    applicant: applicant ?? dossier.applicant,
    ownerKey: ownerKey ?? dossier.ownerKey,
    filer: filer ?? undefined,
    filerKey: filer === null ? undefined : (filerKey ?? dossier.filerKey),
    unconfirmed,
  };
  const [was, is] = [noticesOf(dossier), noticesOf({ ...dossier, ...next })];
  return {
    ...next,
    resultDelivery: resultDelivery ?? dossier.resultDelivery,
    emailVerified: was.email === is.email && was.key === is.key ? dossier.emailVerified : vouched(event),
    correction: correctionAfter(dossier, event, next.filerKey),
  };
}

/** An address that its applicant typed is not vouched for, also where an officer opened the dossier. */
const vouched = ({ actor }: EventMeta) => (actor.kind === 'citizen' ? false : undefined);

/** What was asked for is no longer needed once it is decided. */
const decided = (request: CorrectionRequest, state: CorrectionRequest['state'], decidedAt: string) => {
  const { asked: _, ...kept } = request;
  return { ...kept, state, decidedAt };
};

function correctionAfter(
  { correction, filerKey: before }: Dossier,
  { requestId, occurredAt }: EventOf<'particulars-corrected'>,
  filerKey: string | undefined,
): CorrectionRequest | undefined {
  if (correction?.state !== 'open') return correction;
  if (correction.requestId === requestId) return decided(correction, 'confirmed', occurredAt);
  // Who asked is not the filer any more.
  return correction.by === 'filer' && before !== filerKey ? decided(correction, 'lapsed', occurredAt) : correction;
}

export function correctionRequested(
  { correction }: Dossier,
  { requestId, by, changed, asked, reason, dueAt, occurredAt }: EventOf<'correction-requested'>,
): Partial<Dossier> {
  const number = (correction?.number ?? 0) + 1;
  const request = { requestId, by, changed, asked, reason, requestedAt: occurredAt, dueAt, number };
  return { correction: { ...request, state: 'open' } };
}

export function correctionRefused(
  { correction }: Dossier,
  { reason, occurredAt }: EventOf<'correction-refused'>,
): Partial<Dossier> {
  return correction === undefined
    ? {}
    : { correction: { ...decided(correction, 'refused', occurredAt), refusal: reason } };
}

/** Undefined rather than an empty list, as in a dossier that never waited for a second reading. */
export function withoutParty({ unconfirmed = [] }: Dossier, person: Party): Dossier['unconfirmed'] {
  const others = unconfirmed.filter((one) => one !== person);
  return others.length === 0 ? undefined : others;
}

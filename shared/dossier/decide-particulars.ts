import type { Procedure } from '../procedure/schema.ts';
import { corrected, withParticulars } from './corrected.ts';
import { askedNow, openCorrection } from './correction-request.ts';
import { accept, type Decision, optional, type Refusal, reject } from './decision.ts';
import { differences, named, refuseNameless, refuseParticulars, statedBy } from './particulars.ts';
import { beforeEnd, inStatus, whileOpen } from './refuse-now.ts';
import { atReception, decidesCorrections, onlySystem, ownerOrReception } from './rights.ts';
import { ANYWHERE, type CommandOf, type Given, NOTHING, rule, STAND_INS } from './rule.ts';
import type { Dossier } from './state.ts';
import type { Applicant, Particulars } from './values.ts';

/** Who a dossier is of and who filed it: changed freely in a draft, corrected with a reason after its submission. */
export const PARTICULARS_RULES = {
  'change-draft': rule<'change-draft'>()({
    needs: ({ change }) => ({ applicantKey: change.applicant, filerKey: change.filer }),
    may: ownerOrReception,
    refuseNow: inStatus('draft'),
    ...ANYWHERE,
    decide: changeDraft,
  }),
  'correct-particulars': rule<'correct-particulars'>()({
    needs: (command, dossier) => {
      const { applicant, filer } = particularsOf(dossier, command);
      return { applicantKey: applicant, filerKey: filer ?? undefined, standsInFor: dossier.step };
    },
    may: decidesCorrections,
    refuseNow: (dossier, given) => whileOpen(dossier) ?? refuseUnasked(dossier, given),
    ...ANYWHERE,
    decide: correctParticulars,
  }),
  'refuse-correction': rule<'refuse-correction'>()({
    needs: STAND_INS,
    may: decidesCorrections,
    refuseNow: (dossier) =>
      openCorrection(dossier) === undefined ? reject('no-open-correction', { fields: ['requestId'] }) : undefined,
    ...ANYWHERE,
    decide(dossier, { requestId, reason }) {
      if (openCorrection(dossier)?.requestId !== requestId)
        return reject('no-open-correction', { fields: ['requestId'] });
      return accept({ type: 'correction-refused', requestId, reason });
    },
  }),
  'change-contact': rule<'change-contact'>()({
    needs: NOTHING,
    may: onlySystem,
    refuseNow: whileOpen,
    ...ANYWHERE,
    decide: changeContact,
  }),
  'confirm-identity': rule<'confirm-identity'>()({
    needs: NOTHING,
    may: atReception,
    refuseNow: beforeEnd,
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
  if (applicantKey === undefined) return reject('not-allowed');
  // No draft is given away: the account that opened it stays its owner or its filer.
  if (actor.kind === 'citizen' && ![applicantKey, filerKey].includes(actor.ownerKey)) return reject('not-allowed');
  const keys = { applicantKey, filerKey };
  const people = named(actor, change, keys);
  const wrong = refuseNameless(actor, keys) ?? refuseParticulars(change, dossier.channel, procedure);
  if (wrong !== undefined) return wrong;
  const { applicant, filer } = people;
  return accept({
    type: 'draft-changed',
    change: { ...change, applicant, ...optional('filer', filer) },
    ...statedBy(actor, people, keys),
  });
}

/** The agency that holds the dossier may confirm a request; a correction without one is for reception. */
const refuseUnasked = (dossier: Dossier, given: Given): Refusal | undefined =>
  openCorrection(dossier) === undefined && !atReception(dossier, given) ? reject('not-allowed') : undefined;

/** With the id of an open request it confirms what was asked for; what the officer gives beside it counts instead. */
function correctParticulars(
  dossier: Dossier,
  command: CommandOf<'correct-particulars'>,
  given: Keys & Given,
  procedure: Procedure,
): Decision {
  const { requestId, reason } = command;
  if (requestId === undefined && !atReception(dossier, given)) return reject('not-allowed');
  const open = openCorrection(dossier)?.requestId;
  // Else the request would wait on, and its values would be older than the correction.
  if (requestId === undefined && open !== undefined) return reject('correction-open', { fields: ['requestId'] });
  if (requestId !== open) return reject('no-open-correction', { fields: ['requestId'] });
  const particulars = particularsOf(dossier, command);
  const wrong = refuseParticulars(withParticulars(dossier, particulars), dossier.channel, procedure);
  return wrong ?? corrected(dossier, particulars, given, { reason, ...optional('requestId', requestId) });
}

/** What the command gives, over what the request that it names asks for. */
function particularsOf(dossier: Dossier, command: CommandOf<'correct-particulars'>): Particulars {
  const { requestId, applicant, filer, resultDelivery } = command;
  const open = openCorrection(dossier);
  const asked = open !== undefined && open.requestId === requestId ? askedNow(dossier, open) : {};
  const own = { ...optional('applicant', applicant), ...optional('filer', filer) };
  return { ...asked, ...own, ...optional('resultDelivery', resultDelivery) };
}

/** What the owner changed at the national portal, which has verified the account: applied as it comes. */
function changeContact(dossier: Dossier, { contact }: CommandOf<'change-contact'>): Decision {
  const { resultDelivery = dossier.resultDelivery, ...said } = contact;
  const applicant: Applicant = { ...dossier.applicant, ...said };
  const decision = corrected(dossier, { applicant, resultDelivery }, {});
  return decision.ok ? decision : accept();
}

/** Both must be read the same again; the number as it is cleaned when typed, the name without regard to capitals. */
function confirmIdentity(dossier: Dossier, { person, name, number }: CommandOf<'confirm-identity'>): Decision {
  const party = dossier[person];
  if (party === undefined) return reject('no-filer', { fields: ['person'] });
  const fields = differences(party, { name, number });
  if (fields.length > 0) return reject('second-reading-differs', { fields });
  return dossier.unconfirmed?.includes(person) ? accept({ type: 'identity-confirmed', person }) : accept();
}

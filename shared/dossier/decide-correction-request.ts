import type { Procedure } from '../procedure/schema.ts';
import type { Actor } from './actor.ts';
import { changesIn, corrected, withParticulars } from './corrected.ts';
import { correctionDue, openCorrection } from './correction-request.ts';
import { accept, type Decision, optional, reject } from './decision.ts';
import { named, refuseParticulars } from './particulars.ts';
import { isPartyAs, type Party } from './parties.ts';
import { whileOpen } from './refuse-now.ts';
import { onlyOwner, ownerOrFiler } from './rights.ts';
import { ANYWHERE, type CommandOf, type Given, rule } from './rule.ts';
import type { Dossier } from './state.ts';

/** What owner and filer do about their particulars after submission. */
export const CORRECTION_REQUEST_RULES = {
  'request-correction': rule<'request-correction'>()({
    needs: ({ applicant, filer }) => ({ applicantKey: applicant, filerKey: filer ?? undefined, calendar: true }),
    may: ownerOrFiler,
    refuseNow: (dossier, { actor }) =>
      whileOpen(dossier) ?? (isBehindOwner(dossier, actor) ? reject('correction-open') : undefined),
    ...ANYWHERE,
    decide: requestCorrection,
  }),
  'change-filer': rule<'change-filer'>()({
    needs: ({ filer }) => ({ filerKey: filer ?? undefined }),
    may: onlyOwner,
    refuseNow: whileOpen,
    ...ANYWHERE,
    decide: changeFiler,
  }),
};

const partyOf = (dossier: Dossier, actor: Actor): Party =>
  actor.kind === 'citizen' && isPartyAs(dossier, actor.ownerKey, 'applicant') ? 'applicant' : 'filer';

const isBehindOwner = (dossier: Dossier, actor: Actor): boolean =>
  partyOf(dossier, actor) === 'filer' && openCorrection(dossier)?.by === 'applicant';

/**
 * A later request of the same person replaces the open one, and the owner's replaces the filer's: the last word counts, and an
 * officer names the request that they have read. The filer does not replace the owner's.
 */
function requestCorrection(
  dossier: Dossier,
  { applicant, filer, resultDelivery, reason }: CommandOf<'request-correction'>,
  { actor, now, newId, applicantKey, filerKey, calendar }: Given<'applicantKey' | 'filerKey' | 'calendar'>,
  procedure: Procedure,
): Decision {
  const by = partyOf(dossier, actor);
  const people = { applicant: applicant ?? dossier.applicant, filer: filer ?? undefined };
  const said = named(actor, people, { applicantKey: applicantKey ?? dossier.ownerKey, filerKey });
  const asked = {
    ...optional('applicant', applicant && said.applicant),
    ...optional('filer', filer && said.filer),
    ...(filer === null && { filer }),
    ...optional('resultDelivery', resultDelivery),
  };
  const wrong = refuseParticulars(withParticulars(dossier, asked), dossier.channel, procedure);
  if (wrong !== undefined) return wrong;
  const changed = changesIn(dossier, asked);
  if (changed.length === 0) return reject('particulars-unchanged');
  const due = correctionDue(dossier, calendar, now);
  return accept({ type: 'correction-requested', requestId: newId, by, changed, asked, reason, ...due });
}

/**
 * The owner says who files: at once, because a filer who no longer acts must see nothing more. A new filer sees the dossier
 * after a second reading, as anyone who was typed. Leaving is never refused, so a missing telephone does not keep a filer.
 */
function changeFiler(
  dossier: Dossier,
  { filer }: CommandOf<'change-filer'>,
  { filerKey }: Given<'filerKey'>,
  procedure: Procedure,
): Decision {
  if (filer === null && dossier.filer === undefined) return reject('no-filer', { fields: ['filer'] });
  const wrong = filer && refuseParticulars(withParticulars(dossier, { filer }), dossier.channel, procedure);
  if (wrong) return wrong;
  return corrected(dossier, { filer }, { filerKey });
}

import type { Procedure } from '../procedure/schema.ts';
import { awaitedFrom } from './awaited-from.ts';
import { type ClosingGround, closingGround } from './closing-grounds.ts';
import { accept, type Decision, optional, refuseMove, reject, wrongStatus } from './decision.ts';
import type { DossierEvent } from './events.ts';
import { type RefundClock, refundsAtEnd } from './refund-opening.ts';
import { leadsCurrentDesk } from './rights.ts';
import { CALENDAR, type CommandOf, type Given, HERE, rule } from './rule.ts';
import { type Dossier, openObligation, openRequest } from './state.ts';
import { mayMove } from './status.ts';

/** The end of a dossier without a result, on one of the listed grounds, without an administrator. */
export const CLOSING_RULES = {
  close: rule<'close'>()({
    needs: CALENDAR,
    may: leadsCurrentDesk,
    ...HERE,
    decide: close,
  }),
};

type Close = CommandOf<'close'>;

function close(dossier: Dossier, command: Close, { calendar, now }: Given<'calendar'>, procedure: Procedure): Decision {
  const { ground, legalGround, otherDossierCode } = command;
  const { ends, basis, otherDossier } = closingGround(ground);
  const refused = ends === undefined ? refuseMove(dossier, endOf(dossier)) : refuseWait(dossier, ground, now);
  if (refused) return refused;
  if (basis === 'stated' && legalGround === undefined) return reject('reason-required', { fields: ['legalGround'] });
  const names = otherDossierCode !== undefined && otherDossierCode !== dossier.dossierCode;
  if (otherDossier !== names) return reject('other-dossier-required', { fields: ['otherDossierCode'] });
  return accept(...closingEvents(dossier, command, { calendar, now, procedure }));
}

/** An officer may close what a timer closes as well, once the applicant's time is over. */
function refuseWait(dossier: Dossier, ground: ClosingGround, now: string): Decision | undefined {
  if (dossier.status !== closingGround(ground).ends) return wrongStatus(dossier);
  if (dossier.suspension !== undefined) return reject('suspended');
  const owed = dossier.status === 'payment-required' ? openObligation(dossier) : openRequest(dossier);
  if (owed === undefined) return wrongStatus(dossier);
  const { answerBy } = awaitedFrom(dossier) ?? {};
  if (answerBy === undefined || now >= answerBy.dueAt) return undefined;
  return reject('answer-time-runs', { details: { answerBy: answerBy.dueAt } });
}

/** Refused before acceptance, stopped after it. */
const endOf = ({ status, acceptedAt }: Dossier) =>
  acceptedAt === undefined && mayMove(status, 'rejected') ? 'rejected' : 'stopped';

/** What ends the dossier on that ground; the caller has checked that it may end so. */
export function closingEvents(
  dossier: Dossier,
  { ground, legalGround, note, otherDossierCode, refunded, returnedDocuments }: Omit<Close, 'type'>,
  clock: RefundClock,
): readonly DossierEvent[] {
  const { name, basis, money } = closingGround(ground);
  const law = basis === 'procedure' ? clock.procedure.legalBasis : (legalGround ?? clock.procedure.legalBasis);
  const named = otherDossierCode === undefined ? name.vi : `${name.vi}: ${otherDossierCode}`;
  const reason = note === undefined ? named : `${named}. ${note}`;
  const all = money === 'as-decided' ? refunded : money === 'refunded';
  const other = optional('otherDossierCode', otherDossierCode);
  const end: DossierEvent =
    endOf(dossier) === 'rejected'
      ? { type: 'rejected', legalGround: law, reason, closing: ground, ...other }
      : {
          type: 'stopped',
          ground: `${reason}. Căn cứ pháp lý: ${law}`,
          closing: ground,
          ...other,
          ...optional('refunded', all),
          ...optional('returnedDocuments', returnedDocuments),
        };
  return [end, ...(all === true ? refundsAtEnd(dossier, 'stopped', true, clock) : [])];
}

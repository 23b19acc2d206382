import type { Procedure } from '../procedure/schema.ts';
import { type Awaited, awaitedFrom, feeOwed, requestOwed } from './awaited-from.ts';
import { CLOSING_GROUND_NAMES, type ClosingGround, closingGround } from './closing-grounds.ts';
import {
  accept,
  type Decision,
  type OtherDossier,
  optional,
  type Refusal,
  refuseMove,
  reject,
  wrongStatus,
} from './decision.ts';
import type { DossierEvent } from './events.ts';
import { papersBack } from './papers-back.ts';
import { type RefundClock, refundsAtEnd } from './refund-opening.ts';
import { leadsCurrentDesk } from './rights.ts';
import { type CommandOf, type Given, HERE, rule } from './rule.ts';
import type { Dossier } from './state.ts';
import { mayMove } from './status.ts';

/** The end of a dossier without a result, on one of the listed grounds, without an administrator. */
export const CLOSING_RULES = {
  close: rule<'close'>()({
    needs: ({ otherDossierCode }) => ({ calendar: true as const, otherDossier: otherDossierCode }),
    may: leadsCurrentDesk,
    refuseNow: (dossier, { now }) => (groundsNow(dossier, now).length > 0 ? undefined : wrongStatus(dossier)),
    ...HERE,
    decide: close,
  }),
};

type Close = CommandOf<'close'>;

function close(
  dossier: Dossier,
  command: Close,
  { calendar, now, otherDossier }: Given<'calendar' | 'otherDossier'>,
  procedure: Procedure,
): Decision {
  const { ground, legalGround } = command;
  const { basis } = closingGround(ground);
  const refused = refuseGround(dossier, ground, now);
  if (refused) return refused;
  if (basis === 'stated' && legalGround === undefined) return reject('reason-required', { fields: ['legalGround'] });
  const clock = { calendar, now, procedure };
  return refuseOther(dossier, command, otherDossier) ?? accept(...closingEvents(dossier, command, clock));
}

/** The grounds on which the dossier may end now. */
export const groundsNow = (dossier: Dossier, now: string): readonly ClosingGround[] =>
  CLOSING_GROUND_NAMES.filter((ground) => refuseGround(dossier, ground, now) === undefined);

function refuseGround(dossier: Dossier, ground: ClosingGround, now: string): Refusal | undefined {
  const { owed, befalls } = closingGround(ground);
  const refused = owed === undefined ? refuseMove(dossier, endOf(dossier)) : refuseWait(dossier, owed, now);
  if (refused) return refused;
  return befalls === undefined || befalls === dossier.applicant.kind
    ? undefined
    : reject('ground-does-not-fit', { fields: ['ground'], details: { applicant: dossier.applicant.kind } });
}

/** Only a duplicate names another dossier, and only one that the applicant still has something of. */
function refuseOther(
  { dossierCode, dossierId, ownerKey }: Dossier,
  { ground, otherDossierCode }: Close,
  other: OtherDossier | undefined,
): Decision | undefined {
  const fields = ['otherDossierCode'];
  const names = otherDossierCode !== undefined && otherDossierCode !== dossierCode;
  if (closingGround(ground).otherDossier !== names) return reject('other-dossier-required', { fields });
  if (!names) return undefined;
  if (other === undefined || other.dossierId === dossierId) return reject('other-dossier-unknown', { fields });
  if (other.ownerKey !== ownerKey) return reject('other-dossier-of-another', { fields });
  return other.ended ? reject('other-dossier-ended', { fields }) : undefined;
}

/** An officer may close what a timer closes as well, once the applicant's time is over. */
function refuseWait(dossier: Dossier, owed: Awaited['of'], now: string): Refusal | undefined {
  const open = owed === 'payment' ? feeOwed(dossier) : requestOwed(dossier);
  if (open === undefined) return wrongStatus(dossier);
  if (dossier.suspension !== undefined) return reject('suspended');
  const answerBy = awaitedFrom(dossier).find(({ of }) => of === owed)?.answerBy;
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
          ...optional('returnedDocuments', papersBack(dossier, clock.procedure, returnedDocuments)),
        };
  return [end, ...(all === true ? refundsAtEnd(dossier, 'stopped', true, clock) : [])];
}

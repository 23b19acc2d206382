import { momentOf } from '../calendar/deadline.ts';
import { workingTime } from '../calendar/working-time.ts';
import { policiesOf } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import { answerTime } from './answer-time.ts';
import { accept, type Decision, optional, refuseMove, reject } from './decision.ts';
import { approvalOf, refuseFurther } from './further-supplement.ts';
import { atCurrentDesk, isHeadOfHolder } from './rights.ts';
import { type CommandOf, type Given, HERE, rule, STAND_INS_AND_CALENDAR } from './rule.ts';
import { WORKING_DAY } from './schedule.ts';
import type { Dossier } from './state.ts';

export const SUPPLEMENT_REQUEST_RULES = {
  'request-supplement': rule<'request-supplement'>()({
    needs: STAND_INS_AND_CALENDAR,
    may: (dossier, given, procedure) => atCurrentDesk(dossier, given, procedure) || isHeadOfHolder(dossier, given),
    refuseNow: (dossier, _, procedure) =>
      refuseMove(dossier, 'supplement-required') ?? refuseFurther(dossier, procedure),
    ...HERE,
    decide: requestSupplement,
  }),
};

function requestSupplement(
  dossier: Dossier,
  command: CommandOf<'request-supplement'>,
  given: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  const { items, reason } = command;
  const known = new Set(procedure.components.map((c) => c.component));
  const wrong = items.findIndex((i) => i.component !== undefined && !known.has(i.component));
  if (wrong !== -1) return reject('unknown-component', { fields: [`items.${wrong}.component`] });
  const further = approvalOf(dossier, command, given);
  if ('refused' in further) return further.refused;
  return accept({
    type: 'supplement-requested',
    requestId: given.newId,
    items,
    ...optional('reason', reason),
    ...further,
    ...(isLate(dossier, given) && { late: true }),
    ...(given.calendar && {
      answerBy: answerTime(dossier, given.calendar, given.now, policiesOf(procedure).supplementWorkingHours),
    }),
  });
}

/** Decree 61/2018/NĐ-CP, carried over: documents are returned for a supplement within three working days of reception. */
function isLate({ receivingAgency, submittedAt }: Dossier, { calendar, now }: Given<'calendar'>): boolean {
  if (calendar === undefined || submittedAt === undefined || submittedAt > now) return false;
  const waited = workingTime(calendar, receivingAgency).between(momentOf(submittedAt), momentOf(now));
  return waited > 3 * WORKING_DAY;
}

import type { Procedure } from '../procedure/schema.ts';
import { accept, type Decision, reject, wrongStatus } from './decision.ts';
import { receptionLeft } from './reception-deadline.ts';
import { atCurrentDesk, atReception } from './rights.ts';
import { type CommandOf, type Given, HERE, rule, STAND_INS_AND_CALENDAR } from './rule.ts';
import { scheduleAfter } from './schedule.ts';
import { type Dossier, openObligation } from './state.ts';
import { isFinal } from './status.ts';

/** A wrongly asked fee is taken back before it is paid; another one is asked for as the first was. */
export const CANCEL_PAYMENT_RULES = {
  'cancel-payment': rule<'cancel-payment'>()({
    needs: STAND_INS_AND_CALENDAR,
    may: (dossier, by, procedure) => atReception(dossier, by) || atCurrentDesk(dossier, by, procedure),
    refuseNow(dossier, { calendar }) {
      if (openObligation(dossier) === undefined) return reject('no-open-obligation', { fields: ['obligationId'] });
      if (isFinal(dossier.status)) return wrongStatus(dossier);
      return goesOn(dossier) && calendar === undefined ? reject('no-calendar') : undefined;
    },
    ...HERE,
    decide: cancel,
  }),
};

/** A withdrawal or a stop that came between has a clock of its own. */
const goesOn = ({ status, pausedAt }: Dossier) => status === 'payment-required' && pausedAt !== undefined;

function cancel(
  dossier: Dossier,
  { obligationId, reason }: CommandOf<'cancel-payment'>,
  { calendar, now }: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  const obligation = openObligation(dossier);
  if (obligation === undefined || obligation.obligationId !== obligationId) {
    return reject('no-open-obligation', { fields: ['obligationId'] });
  }
  const cancelled = { type: 'payment-cancelled', obligationId, amount: obligation.amount, reason } as const;
  // Not accepted yet: reception has the time to decide that it had when it asked.
  if (!goesOn(dossier)) {
    const waited = dossier.status === 'payment-required' && calendar !== undefined;
    return accept({ ...cancelled, ...(waited && receptionLeft(dossier, obligation.requestedAt, calendar, now)) });
  }
  if (calendar === undefined) return reject('no-calendar');
  return accept({ ...cancelled, ...scheduleAfter(dossier, calendar, now, 'resumed', procedure) });
}

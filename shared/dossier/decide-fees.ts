import { type Assessment, assess } from '../procedure/assess.ts';
import type { FeeChoices } from '../procedure/fee.ts';
import { accept, type Refusal, reject } from './decision.ts';
import type { DossierEvent } from './events.ts';
import { differenceTo, type RefundClock } from './refund-opening.ts';
import { whileOpen } from './refuse-now.ts';
import { atCurrentDesk, atReception } from './rights.ts';
import { HERE, rule, STAND_INS_AND_CALENDAR } from './rule.ts';
import { type Dossier, openObligation } from './state.ts';

export const FEE_RULES = {
  /** Reception knows what was handed in; an amount that an authority assesses is known at a later desk. */
  'assess-fees': rule<'assess-fees'>()({
    needs: STAND_INS_AND_CALENDAR,
    may: (dossier, by, procedure) => atReception(dossier, by) || atCurrentDesk(dossier, by, procedure),
    // What the applicant was asked for must not change under their hands.
    refuseNow: (dossier) => whileOpen(dossier) ?? (openObligation(dossier) && reject('obligation-open')),
    ...HERE,
    decide(dossier, { assessment }, { calendar, now }, procedure) {
      const assessing = assessed(dossier, assessment, { calendar, now, procedure });
      return assessing.ok ? accept(...assessing.events) : assessing;
    },
  }),
};

type Assessing =
  | { readonly ok: true; readonly assessment?: Assessment; readonly events: readonly DossierEvent[] }
  | Refusal;

/**
 * The assessment as an event of its own, or none if the command makes no choices. What is paid for more than it charges goes
 * back.
 */
export function assessed(dossier: Dossier, choices: FeeChoices | undefined, clock: RefundClock): Assessing {
  if (choices === undefined) return { ok: true, events: [] };
  // What the applicant was asked for must not change under their hands.
  if (openObligation(dossier) !== undefined) return reject('obligation-open');
  const result = assess(clock.procedure.fees, choices, dossier.channel);
  if (!result.ok) {
    const { code, field, details } = result.error;
    return reject(code, { fields: [`assessment.${field}`], ...(details !== undefined && { details }) });
  }
  const assessment = result.value;
  return {
    ok: true,
    assessment,
    events: [{ type: 'fees-assessed', assessment }, ...differenceTo(dossier, assessment.amount, clock)],
  };
}

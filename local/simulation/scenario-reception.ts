import { policiesOf } from '../../shared/procedure/policies.ts';
import { BEHAVIOUR_RATES } from './behaviour-rates.ts';
import { askCorrection } from './corrections.ts';
import { feeChoices } from './fees.ts';
import { handedOver, scan } from './hand-over.ts';
import { pay, supplement, withdraw } from './interruptions.ts';
import type { Scenario, SimulatedDossier } from './simulated-dossier.ts';

/** Working minutes until an officer examines it. */
const UNTIL_SEEN = { direct: 9, online: 70, postal: 110 } as const;

/** At the one-stop shop: receipt with appointment, supplement form, or refusal form. */
export function* receive(simulated: SimulatedDossier): Scenario {
  const { chance, channel, reception, procedure } = simulated;
  const officer = chance.pick(reception.people.reception);
  const seen = () => simulated.inOffice(reception, chance.around(UNTIL_SEEN[channel] * reception.pace, 0.7));
  if (channel === 'online' && chance.happens(BEHAVIOUR_RATES.withdrawsBefore)) {
    yield* withdraw(simulated, simulated.awake(chance.around(0.5, 0.5)));
    return;
  }
  if (chance.happens(BEHAVIOUR_RATES.rejected[channel])) {
    const grounds = { legalGround: procedure.legalBasis.slice(0, 200), reason: 'Không thuộc thẩm quyền giải quyết' };
    yield { at: seen(), actor: officer, command: { type: 'reject', ...grounds } };
    return;
  }
  if (chance.happens(BEHAVIOUR_RATES.supplementAtReception[channel])) {
    // Some receptions find out only after the three days that the law allows.
    const forgotten = chance.happens(0.04) ? 1500 : 0;
    yield* supplement(
      simulated,
      { actor: officer },
      simulated.inOffice(reception, chance.around(UNTIL_SEEN[channel], 0.7) + forgotten),
    );
    if (simulated.status !== 'submitted') return;
  }
  if (paysFirst(simulated)) {
    yield* pay(simulated, { actor: officer }, seen());
    if (simulated.status !== 'submitted') return;
  }
  const command = { type: 'accept', ...feesAtReception(simulated), ...handedOver(simulated) } as const;
  yield { at: seen(), actor: officer, command };
  yield* scan(simulated);
  if (channel === 'online' && chance.happens(BEHAVIOUR_RATES.asksCorrection)) yield* askCorrection(simulated);
}

/** Mostly assessed in the same act; an amount that an authority assesses is not known yet. */
function feesAtReception({ chance, procedure }: SimulatedDossier) {
  return procedure.fees.length > 0 ? { assessment: feeChoices(chance, procedure, false) } : {};
}

/** Fees known at reception are paid before acceptance; an amount assessed in a step is paid only there. */
function paysFirst({ procedure, chance }: SimulatedDossier): boolean {
  if (procedure.fees.length === 0 || procedure.steps.some((s) => s.stepId === 'payment')) return false;
  return policiesOf(procedure).immediate || chance.happens(BEHAVIOUR_RATES.paysBeforeAcceptance);
}

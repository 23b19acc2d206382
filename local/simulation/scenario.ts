import { policiesOf } from '../../shared/procedure/policies.ts';
import { settleRefunds } from './refunds.ts';
import { arrive } from './scenario-arrival.ts';
import { elsewhere } from './scenario-elsewhere.ts';
import { work } from './scenario-processing.ts';
import { receive } from './scenario-reception.ts';
import { giveBack } from './scenario-return.ts';
import type { Scenario, SimulatedDossier } from './simulated-dossier.ts';

export function* scenario(simulated: SimulatedDossier): Scenario {
  yield* arrive(simulated);
  if (policiesOf(simulated.procedure).processedBy === 'ministry') {
    yield* elsewhere(simulated);
    return;
  }
  yield* receive(simulated);
  if (simulated.status === 'accepted') yield* work(simulated);
  if (simulated.status === 'completed') yield* giveBack(simulated);
  yield* settleRefunds(simulated);
}

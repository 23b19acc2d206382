import { findStep } from '../../shared/procedure/steps.ts';
import { atStep } from './at-step.ts';
import { BrokenRule } from './fault.ts';
import { forward } from './forward.ts';
import type { Scenario, SimulatedDossier } from './simulated-dossier.ts';

/** From reception to the first step, and along the graph to an end. */
export function* work(simulated: SimulatedDossier): Scenario {
  const { chance, reception, procedure } = simulated;
  const [first] = procedure.steps;
  if (first === undefined) return;
  const officer = { actor: chance.pick(reception.people.reception) };
  yield* forward(simulated, first, officer, simulated.inOffice(reception, chance.around(14, 0.7)));
  const walked = new Set<string>();
  while (simulated.status === 'in-processing') {
    const step = findStep(procedure, simulated.dossier.step?.stepId ?? '');
    if (step === undefined) throw new BrokenRule('every step is known', `${simulated.dossierId} is at no step`);
    const visit = walked.has(step.stepId) ? 'again' : walked.size === 0 ? 'first' : 'next';
    walked.add(step.stepId);
    yield* atStep(simulated, step, visit);
  }
}

import type { Step } from '../../shared/procedure/schema.ts';
import { BrokenRule } from './fault.ts';
import type { ActingOfficer, Scenario, SimulatedDossier } from './simulated-dossier.ts';

/** Forwards the dossier to the agency of a step; the time between two agencies is transport. */
export function* forward(
  simulated: SimulatedDossier,
  step: Step,
  officer: ActingOfficer,
  at: number,
  outcome?: string,
): Scenario {
  const { place, procedure, world, reception } = simulated;
  const ofProvince = procedure.level === 'province' && step.agencyKind !== 'commune';
  const level = step.agencyKind === 'department' || ofProvince ? 'province' : 'commune';
  const agency =
    world.places.agencyFor(step.agencyKind, level, place, procedure.field.code) ??
    world.places.agencyFor(step.agencyKind, reception.agency.level, place, procedure.field.code);
  if (agency === undefined) {
    throw new BrokenRule('every step has an agency', `${procedure.procedureCode} ${step.stepId} has none here`);
  }
  const command = {
    type: 'forward',
    stepId: step.stepId,
    agencyId: agency.agencyId,
    ...(outcome !== undefined && { outcome }),
  } as const;
  yield { at, ...officer, agency, command };
}

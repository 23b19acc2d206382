import type { Step } from '../../shared/procedure/schema.ts';
import type { Course, Hand, Life } from './course.ts';
import { BrokenRule } from './fault.ts';

/** Hands the dossier to the agency of a step; what lies between two agencies is its way. */
export function* forward(course: Course, step: Step, officer: Hand, at: number, outcome?: string): Life {
  const { place, procedure, world, desk } = course;
  const level = step.agencyKind === 'department' ? 'province' : 'commune';
  const agency =
    world.places.agencyFor(step.agencyKind, level, place, procedure.field.code) ??
    world.places.agencyFor(step.agencyKind, desk.agency.level, place, procedure.field.code);
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

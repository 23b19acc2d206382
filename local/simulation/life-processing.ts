import { findStep } from '../../shared/procedure/steps.ts';
import { atStep } from './at-step.ts';
import type { Course, Life } from './course.ts';
import { BrokenRule } from './fault.ts';
import { forward } from './forward.ts';

/** From the desk to the first step, and on along the graph until a way ends it. */
export function* work(course: Course): Life {
  const { chance, desk, procedure } = course;
  const [first] = procedure.steps;
  if (first === undefined) return;
  const officer = { actor: chance.pick(desk.people.reception) };
  yield* forward(course, first, officer, course.inOffice(desk, chance.around(14, 0.7)));
  const walked = new Set<string>();
  while (course.status === 'in-processing') {
    const step = findStep(procedure, course.dossier.step?.stepId ?? '');
    if (step === undefined) throw new BrokenRule('every step is known', `${course.dossierId} is at no step`);
    const visit = walked.has(step.stepId) ? 'again' : walked.size === 0 ? 'first' : 'next';
    walked.add(step.stepId);
    yield* atStep(course, step, visit);
  }
}

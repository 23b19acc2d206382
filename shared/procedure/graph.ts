import { END } from './end.ts';
import type { Procedure, Step } from './schema.ts';

/** One way out of a step. A way without outcome is taken without choosing. */
export type Successor = { readonly outcome?: string; readonly to: Step | typeof END };

type Steps = Pick<Procedure, 'steps'>;

/** The ids a step's ways lead to, as written: they need not be there. `undefined` stands for a way without outcome. */
export function waysFrom(
  { steps }: Steps,
  step: Step,
): { readonly outcome: string | undefined; readonly to: string }[] {
  if (step.next !== undefined) return step.next.map(({ outcome, to }) => ({ outcome, to }));
  return [{ outcome: undefined, to: steps[steps.indexOf(step) + 1]?.stepId ?? END }];
}

/** The steps of a procedure never change, and every act on a dossier asks for their ways more than once. */
const known = new WeakMap<Steps['steps'], Map<Step, readonly Successor[]>>();

/**
 * Every way out of a step, in the catalogue's order; several may lead to the same step. None for a step the procedure
 * does not have.
 */
export function successors(procedure: Steps, stepId: string): readonly Successor[] {
  const step = procedure.steps.find((s) => s.stepId === stepId);
  if (step === undefined) return [];
  let byStep = known.get(procedure.steps);
  if (byStep === undefined) {
    byStep = new Map();
    known.set(procedure.steps, byStep);
  }
  let ways = byStep.get(step);
  if (ways === undefined) {
    ways = waysOf(procedure, step);
    byStep.set(step, ways);
  }
  return ways;
}

function waysOf(procedure: Steps, step: Step): readonly Successor[] {
  return waysFrom(procedure, step).flatMap(({ outcome, to }) => {
    const target = to === END ? END : procedure.steps.find((s) => s.stepId === to);
    return target === undefined ? [] : [{ ...(outcome !== undefined && { outcome }), to: target }];
  });
}

/**
 * Working hours along the longest way that is left: of the whole procedure, or from a step on, that step included.
 * Undefined for a step the procedure does not have.
 * @throws RangeError when the steps go round in a circle, which no accepted procedure does.
 */
export function longestHours(procedure: Steps, fromStepId?: string): number | undefined {
  const known = new Map<string, number | 'open'>();
  const from = (step: Step): number => {
    const found = known.get(step.stepId);
    if (found === 'open') throw new RangeError(`step ${step.stepId} leads back to itself`);
    if (found !== undefined) return found;
    known.set(step.stepId, 'open');
    const rest = successors(procedure, step.stepId).map(({ to }) => (to === END ? 0 : from(to)));
    const hours = step.workingHours + Math.max(0, ...rest);
    known.set(step.stepId, hours);
    return hours;
  };
  const first = fromStepId === undefined ? procedure.steps[0] : procedure.steps.find((s) => s.stepId === fromStepId);
  return first && from(first);
}

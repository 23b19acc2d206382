import { END } from './end.ts';
import type { Procedure, Step } from './schema.ts';

/** One transition from a step. A transition without an outcome is taken unconditionally. */
export type Successor = { readonly outcome?: string; readonly to: Step | typeof END };

type Steps = Pick<Procedure, 'steps'>;

/** Target ids of a step's transitions, unchecked. `undefined` is the default transition of a list. */
export function waysFrom(
  { steps }: Steps,
  step: Step,
): { readonly outcome: string | undefined; readonly to: string }[] {
  if (step.next !== undefined) return step.next.map(({ outcome, to }) => ({ outcome, to }));
  return [{ outcome: undefined, to: steps[steps.indexOf(step) + 1]?.stepId ?? END }];
}

/** Cached: the steps of a procedure never change, and every command on a dossier needs their transitions. */
const known = new WeakMap<Steps['steps'], Map<Step, readonly Successor[]>>();

/**
 * All transitions from a step, in the catalogue's order; several may have the same target. None for a step the procedure does
 * not have.
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
 * Working hours along the longest remaining path: of the whole procedure, or from a step on, that step included. Undefined for
 * a step the procedure does not have.
 * @throws RangeError when the steps contain a cycle, which no valid procedure does.
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

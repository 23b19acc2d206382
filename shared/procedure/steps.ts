import { END } from './end.ts';
import { successors } from './graph.ts';
import type { Branch, Procedure, Step } from './schema.ts';

export function findStep(procedure: Pick<Procedure, 'steps'>, stepId: string): Step | undefined {
  return procedure.steps.find((step) => step.stepId === stepId);
}

/**
 * The step that follows `currentStepId` regardless of the outcome, or the first one when the dossier has not left reception.
 * Undefined at the end of the procedure, where an outcome decides between several targets, and for a step the procedure does
 * not have.
 */
export function nextStep(procedure: Pick<Procedure, 'steps'>, currentStepId: string | undefined): Step | undefined {
  if (currentStepId === undefined) return procedure.steps[0];
  const [only, ...others] = successors(procedure, currentStepId);
  return only === undefined || only.to === END || others.length > 0 ? undefined : only.to;
}

/**
 * The possible next steps from `currentStepId`, without duplicates: those of the outcome, or all without one. Empty when the
 * outcome ends the procedure or is not one of the step's.
 */
export function nextSteps(
  procedure: Pick<Procedure, 'steps'>,
  currentStepId: string | undefined,
  outcome?: string,
): readonly Step[] {
  if (currentStepId === undefined) return procedure.steps.slice(0, 1);
  const steps: Step[] = [];
  for (const way of successors(procedure, currentStepId)) {
    const leads = outcome === undefined || way.outcome === outcome;
    if (leads && way.to !== END && !steps.includes(way.to)) steps.push(way.to);
  }
  return steps;
}

/** Whether the procedure may end at this step: the last of a plain list, or one of the step's outcomes ends it. */
export function isLastStep(procedure: Pick<Procedure, 'steps'>, stepId: string): boolean {
  return successors(procedure, stepId).some(({ to }) => to === END);
}

export function findBranch(procedure: Pick<Procedure, 'steps'>, stepId: string, branchId: string): Branch | undefined {
  return findStep(procedure, stepId)?.branches?.find((branch) => branch.branchId === branchId);
}

/** Required components without a document in `attached`, in the catalogue's order. */
export function missingComponents(procedure: Pick<Procedure, 'components'>, attached: Iterable<string>): string[] {
  const present = new Set(attached);
  return procedure.components.filter((c) => c.required && !present.has(c.component)).map((c) => c.component);
}

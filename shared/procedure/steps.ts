import { END } from './end.ts';
import { successors } from './graph.ts';
import type { Branch, CatalogueFee, Procedure, Step } from './schema.ts';

type FeeDue = Pick<CatalogueFee, 'code' | 'amount'>;

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

/**
 * The fees of the codes, with the catalogue's amounts (VND), in the requested order. Undefined when a code is unknown or
 * duplicated, when the amount of an assessed fee is missing, or when an amount is given for a fixed fee: a fee is due once,
 * and an amount is never guessed.
 * @param assessed amounts (VND) of the assessed fees, by code.
 */
export function feesOf(
  procedure: Pick<Procedure, 'fees'>,
  codes: readonly string[],
  assessed: Readonly<Record<string, number>> = {},
): FeeDue[] | undefined {
  if (new Set(codes).size !== codes.length) return undefined;
  const fees: FeeDue[] = [];
  for (const code of codes) {
    const fee = procedure.fees.find((f) => f.code === code);
    if (fee === undefined) return undefined;
    const amount = fee.assessed === true ? assessed[code] : fee.amount;
    if (amount === undefined || amount === 0) return undefined;
    fees.push({ code: fee.code, amount });
  }
  return Object.keys(assessed).every((code) => wasAssessed(procedure, codes, code)) ? fees : undefined;
}

function wasAssessed({ fees }: Pick<Procedure, 'fees'>, asked: readonly string[], code: string): boolean {
  return asked.includes(code) && fees.some((fee) => fee.code === code && fee.assessed === true);
}

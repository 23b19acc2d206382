import { END } from './end.ts';
import { successors } from './graph.ts';
import type { Branch, CatalogueFee, Procedure, Step } from './schema.ts';

type FeeDue = Pick<CatalogueFee, 'code' | 'amount'>;

export function findStep(procedure: Pick<Procedure, 'steps'>, stepId: string): Step | undefined {
  return procedure.steps.find((step) => step.stepId === stepId);
}

/**
 * The step that follows `currentStepId` whatever the outcome, or the first one when the dossier has left reception for
 * no step yet. Undefined where the procedure ends, where an outcome decides between several ways, and for a step the
 * procedure does not have.
 */
export function nextStep(procedure: Pick<Procedure, 'steps'>, currentStepId: string | undefined): Step | undefined {
  if (currentStepId === undefined) return procedure.steps[0];
  const [only, ...others] = successors(procedure, currentStepId);
  return only === undefined || only.to === END || others.length > 0 ? undefined : only.to;
}

/**
 * The steps a dossier may go to from `currentStepId`, each once: with an outcome those it leads to, without one all.
 * Empty when the outcome ends the procedure or is not one of the step's.
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

/** Whether the procedure may end at this step: at the last of a plain list, or by one of the step's outcomes. */
export function isLastStep(procedure: Pick<Procedure, 'steps'>, stepId: string): boolean {
  return successors(procedure, stepId).some(({ to }) => to === END);
}

export function findBranch(procedure: Pick<Procedure, 'steps'>, stepId: string, branchId: string): Branch | undefined {
  return findStep(procedure, stepId)?.branches?.find((branch) => branch.branchId === branchId);
}

/** Required components that nothing in `attached` fills, in the catalogue's order. */
export function missingComponents(procedure: Pick<Procedure, 'components'>, attached: Iterable<string>): string[] {
  const present = new Set(attached);
  return procedure.components.filter((c) => c.required && !present.has(c.component)).map((c) => c.component);
}

/**
 * The fees behind the codes, with the catalogue's amounts (VND), in the order asked for. Undefined when a code is not
 * the procedure's or is named twice, and when the amount of a fee that is assessed for each dossier is missing or given
 * for one that is not: a fee is due once, and an amount is never guessed.
 * @param assessed amounts (VND) of the assessed ones, by code.
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

import type { CatalogueFee, Procedure, Step } from './schema.ts';

type FeeDue = Pick<CatalogueFee, 'code' | 'amount'>;

export function findStep(procedure: Pick<Procedure, 'steps'>, stepId: string): Step | undefined {
  return procedure.steps.find((step) => step.stepId === stepId);
}

/**
 * The step that follows `currentStepId`, or the first one when the dossier has left reception for no step yet.
 * Undefined after the last step and for a step the procedure does not have.
 */
export function nextStep(procedure: Pick<Procedure, 'steps'>, currentStepId: string | undefined): Step | undefined {
  if (currentStepId === undefined) return procedure.steps[0];
  const current = procedure.steps.findIndex((step) => step.stepId === currentStepId);
  return current === -1 ? undefined : procedure.steps[current + 1];
}

export function isLastStep(procedure: Pick<Procedure, 'steps'>, stepId: string): boolean {
  return procedure.steps.at(-1)?.stepId === stepId;
}

/** Required components that nothing in `attached` fills, in the catalogue's order. */
export function missingComponents(procedure: Pick<Procedure, 'components'>, attached: Iterable<string>): string[] {
  const present = new Set(attached);
  return procedure.components.filter((c) => c.required && !present.has(c.component)).map((c) => c.component);
}

/**
 * The fees behind the codes, with the catalogue's amounts (VND), in the order asked for. Undefined when a code is not
 * the procedure's or is named twice: a fee is due once, and an amount is never guessed.
 */
export function feesOf(procedure: Pick<Procedure, 'fees'>, codes: readonly string[]): FeeDue[] | undefined {
  if (new Set(codes).size !== codes.length) return undefined;
  const fees: FeeDue[] = [];
  for (const code of codes) {
    const fee = procedure.fees.find((f) => f.code === code);
    if (fee === undefined) return undefined;
    fees.push({ code: fee.code, amount: fee.amount });
  }
  return fees;
}

import type { Procedure, Step } from './schema.ts';

/** Share of a step's time after which its officer is warned, where the catalogue says nothing. The project's choice. */
const WARNING_SHARE = 0.75;

export type Policies = {
  /** After a supplement the time counts again from the start (the law) or goes on. */
  readonly afterSupplement: 'restart' | 'resume';
  readonly paymentStopsClock: boolean;
  readonly immediate: boolean;
  readonly processedBy: 'province' | 'ministry';
};

/** What holds for a procedure, defaults filled in: rows seeded by an older version lack the fields. */
export function policiesOf(
  procedure: Pick<Procedure, 'afterSupplement' | 'paymentStopsClock' | 'immediate' | 'processedBy'>,
): Policies {
  return {
    afterSupplement: procedure.afterSupplement ?? 'restart',
    paymentStopsClock: procedure.paymentStopsClock ?? true,
    immediate: procedure.immediate ?? false,
    processedBy: procedure.processedBy ?? 'province',
  };
}

/** Share (above 0, below 1) of the allotted time after which the officer is warned. A branch follows its step. */
export function warningShare(step: Pick<Step, 'warningShare'>): number {
  return step.warningShare ?? WARNING_SHARE;
}

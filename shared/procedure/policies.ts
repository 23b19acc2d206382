import type { Procedure, Step } from './schema.ts';

/** Default share of a step's time after which its officer is warned. The project's choice. */
const WARNING_SHARE = 0.75;

/**
 * Default time of the applicant to supply or to pay: 30 working days. The project's choice: the law leaves it to the procedure.
 */
const ANSWER_HOURS = 240;
/** Default time to decide on a refund, and again to pay it back: five working days. The project's choice. */
const REFUND_HOURS = 40;
/** The law asks for one complete request; the default leaves room for two that the head approves. The project's choice. */
const MOST_SUPPLEMENT_REQUESTS = 3;

export type Policies = {
  /** After a supplement the clock restarts (the law) or resumes. */
  readonly afterSupplement: 'restart' | 'resume';
  readonly paymentStopsClock: boolean;
  readonly immediate: boolean;
  /** Time to supply what was asked for, and to pay; 8 make a working day. */
  readonly supplementWorkingHours: number;
  readonly paymentWorkingHours: number;
  /** Time to decide on a refund, and again to pay it back. */
  readonly refundWorkingHours: number;
  readonly sameDay: boolean;
  readonly maxSupplementRequests: number;
  readonly processedBy: 'province' | 'ministry';
};

/** Policies of a procedure with defaults: rows seeded by an older version lack the fields. */
export function policiesOf(procedure: Partial<Pick<Procedure, keyof Policies>>): Policies {
  return {
    afterSupplement: procedure.afterSupplement ?? 'restart',
    paymentStopsClock: procedure.paymentStopsClock ?? true,
    supplementWorkingHours: procedure.supplementWorkingHours ?? ANSWER_HOURS,
    paymentWorkingHours: procedure.paymentWorkingHours ?? ANSWER_HOURS,
    refundWorkingHours: procedure.refundWorkingHours ?? REFUND_HOURS,
    immediate: procedure.immediate ?? false,
    sameDay: procedure.sameDay ?? false,
    maxSupplementRequests: procedure.maxSupplementRequests ?? MOST_SUPPLEMENT_REQUESTS,
    processedBy: procedure.processedBy ?? 'province',
  };
}

/** Share (above 0, below 1) of the allotted time after which the officer is warned. A branch follows its step. */
export function warningShare(step: Pick<Step, 'warningShare'>): number {
  return step.warningShare ?? WARNING_SHARE;
}

import { optional } from '../../../shared/dossier/decision.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';

/** Completion level: stage `stage` of `stages` is reached, which is `percent` of the process. */
export type Completion = {
  readonly stage: number;
  readonly stages: number;
  readonly percent: number;
  /** It ended at this stage without a result. */
  readonly ended?: 'rejected' | 'withdrawn' | 'stopped';
};

type Seen = Pick<Dossier, 'status' | 'acceptedAt' | 'step' | 'returnReason'>;

/**
 * Completion level from the status and the procedure's steps: submitted, accepted, each step, completed, returned. While a
 * dossier waits (for documents, payment, a decision) it stays at the stage it had reached, as it does when it ends without a
 * result: only a returned result is 100 %.
 * @param steps step identifiers in order; empty when the procedure is unknown
 */
export function completionOf(dossier: Seen, steps: readonly string[]): Completion {
  const stages = steps.length + 4;
  const ended = endOf(dossier);
  const stage = ended === undefined ? stageOf(dossier, steps, stages) : reached(dossier, steps);
  return { stage, stages, percent: Math.floor((100 * stage) / stages), ...optional('ended', ended) };
}

/** How it ended without a result, if it did. */
function endOf({ status, returnReason }: Seen): Completion['ended'] {
  if (status === 'rejected') return 'rejected';
  return status === 'returned' && returnReason !== 'result' ? returnReason : undefined;
}

/** The stage reached before completion: submitted, accepted, or a step. */
function reached({ acceptedAt, step }: Seen, steps: readonly string[]): number {
  if (acceptedAt === undefined) return 1;
  // An unknown step counts as the first: the dossier is being processed, no more is known.
  return step === undefined ? 2 : 3 + Math.max(0, steps.indexOf(step.stepId));
}

function stageOf(dossier: Seen, steps: readonly string[], stages: number): number {
  switch (dossier.status) {
    case 'draft':
      return 0;
    case 'returned':
      return stages;
    case 'completed':
      return stages - 1;
    default:
      return reached(dossier, steps);
  }
}

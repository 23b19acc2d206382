import type { Dossier } from '../../../shared/dossier/state.ts';

/** Completion level: stage `stage` of `stages` is reached, which is `percent` of the process. */
export type Completion = { readonly stage: number; readonly stages: number; readonly percent: number };

type Seen = Pick<Dossier, 'status' | 'acceptedAt' | 'step'>;

/**
 * Completion level from the status and the procedure's steps: submitted, accepted, each step, completed, returned. While a
 * dossier waits (for documents, payment, a decision) it stays at the stage it had reached. A rejected dossier counts as
 * finished, like a returned one.
 * @param steps step identifiers in order; empty when the procedure is unknown
 */
export function completionOf(dossier: Seen, steps: readonly string[]): Completion {
  const stages = steps.length + 4;
  const stage = stageOf(dossier, steps, stages);
  return { stage, stages, percent: Math.floor((100 * stage) / stages) };
}

function stageOf({ status, acceptedAt, step }: Seen, steps: readonly string[], stages: number): number {
  switch (status) {
    case 'draft':
      return 0;
    case 'rejected':
    case 'returned':
      return stages;
    case 'completed':
      return stages - 1;
    default: {
      if (acceptedAt === undefined) return 1;
      // An unknown step counts as the first: the dossier is being processed, no more is known.
      return step === undefined ? 2 : 3 + Math.max(0, steps.indexOf(step.stepId));
    }
  }
}

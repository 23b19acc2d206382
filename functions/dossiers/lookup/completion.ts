import type { Dossier } from '../../../shared/dossier/state.ts';

/** How far a dossier has come: stage `stage` of `stages` is reached, which is `percent` of the way. */
export type Completion = { readonly stage: number; readonly stages: number; readonly percent: number };

type Seen = Pick<Dossier, 'status' | 'acceptedAt' | 'step'>;

/**
 * Level of completion from the status and the procedure's steps: submitted, accepted, each step, completed, returned.
 * While a dossier waits (for papers, money, a decision) it stays at the stage it had reached. A refused dossier is
 * finished as a returned one is.
 * @param steps identifiers of the procedure's steps in order; empty when the procedure is not known.
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
      // A step this version of the procedure does not list counts as the first: it is being processed, no more is known.
      return step === undefined ? 2 : 3 + Math.max(0, steps.indexOf(step.stepId));
    }
  }
}

import type { Procedure } from '../procedure/schema.ts';
import { findBranch } from '../procedure/steps.ts';
import { awaitedFrom } from './awaited-from.ts';
import type { DeadlineTimer, Timer } from './commands.ts';
import { closingEvents } from './decide-closing.ts';
import type { DossierEvent } from './events.ts';
import type { RefundClock } from './refund-opening.ts';
import { type Dossier, openBranches } from './state.ts';

/** What follows from a timer of the dossier that was reached. */
export function atTimer(dossier: Dossier, timer: Timer, clock: RefundClock): readonly DossierEvent[] {
  const { of, kind, id, at } = timer;
  if (of === 'draft') {
    const reminded = { type: 'applicant-reminded', timer, answerBy: dossier.keptUntil ?? at } as const;
    return [kind === 'warning' ? reminded : { type: 'draft-deleted', cause: 'age' }];
  }
  if (of === 'supplement' || of === 'payment') {
    if (kind === 'warning') {
      return [
        {
          type: 'applicant-reminded',
          timer,
          answerBy: awaitedFrom(dossier).find((a) => a.of === of)?.answerBy.dueAt ?? at,
        },
      ];
    }
    const ground = of === 'supplement' ? 'supplement-not-supplied' : 'fee-not-paid';
    return closingEvents(dossier, { ground }, clock);
  }
  const reached: DeadlineTimer = { kind, of, id, at };
  if (kind === 'warning') return [{ type: 'deadline-warned', timer: reached }];
  const breached: DossierEvent = { type: 'deadline-breached', timer: reached };
  return of === 'branch' && silenceAgrees(dossier, id, clock.procedure) ? [breached, deemedAgreed(id)] : [breached];
}

/** Whether the procedure takes the silence of an asked agency for its consent (coi như đồng ý). */
function silenceAgrees(dossier: Dossier, branchId: string, procedure: Procedure): boolean {
  const branch = openBranches(dossier).find((b) => b.branchId === branchId);
  if (branch === undefined) return false;
  if (branch.kind === 'opinion') return procedure.silentOpinion === 'deemed-agreed';
  return findBranch(procedure, branch.stepId, branchId)?.whenSilent === 'deemed-agreed';
}

const deemedAgreed = (branchId: string): DossierEvent => ({
  type: 'branch-finished',
  branchId,
  result: 'agreed',
  deemed: true,
  timeliness: 'overdue',
});

import type { Procedure } from '../procedure/schema.ts';
import { findBranch } from '../procedure/steps.ts';
import { MAX_BRANCHES } from './branch-limits.ts';
import { accept, type Decision, reject, wrongStatus } from './decision.ts';
import { atCurrentDesk, leadsCurrentDesk } from './rights.ts';
import { type CommandOf, type Given, HERE, rule, STAND_INS } from './rule.ts';
import { type Dossier, openBranches } from './state.ts';
import { isFinal } from './status.ts';

/** A branch opened by mistake, or an agency that keeps silent: the desk that asked takes its question back, with a reason. */
export const CANCEL_BRANCH_RULES = {
  'cancel-branch': rule<'cancel-branch'>()({
    needs: STAND_INS,
    may: (dossier, given, procedure) => atCurrentDesk(dossier, given, procedure) || leadsCurrentDesk(dossier, given),
    refuseNow(dossier) {
      if (isFinal(dossier.status)) return wrongStatus(dossier);
      if (openBranches(dossier).length === 0) return reject('unknown-branch', { fields: ['branchId'] });
      // A mandatory branch is opened again, so this bounds how often that may happen.
      return dossier.branches.length >= MAX_BRANCHES ? reject('too-many-branches') : undefined;
    },
    ...HERE,
    decide: cancel,
  }),
};

function cancel(
  dossier: Dossier,
  { branchId, reason }: CommandOf<'cancel-branch'>,
  given: Given<'standsInFor'>,
  procedure: Procedure,
): Decision {
  const branch = openBranches(dossier).find((b) => b.branchId === branchId);
  if (branch === undefined) return reject('unknown-branch', { fields: ['branchId'] });
  const awaited = findBranch(procedure, branch.stepId, branchId)?.whenSilent === 'awaited';
  const silent = given.now > branch.dueAt && !awaited && leadsCurrentDesk(dossier, given);
  return accept({ type: 'branch-cancelled', branchId, reason, ...(silent && { withoutAnswer: true }) });
}

import type { Procedure } from '../procedure/schema.ts';
import { findBranch } from '../procedure/steps.ts';
import { optional, type Refusal, reject } from './decision.ts';
import { type Dossier, openBranches } from './state.ts';

/**
 * What waits for other agencies cannot end before they have answered. The rejection says which branches and opinions are under
 * way, whose they are and until when; an opinion has no name.
 */
export function refuseWhileOpen(dossier: Dossier, procedure: Procedure): Refusal | undefined {
  const open = openBranches(dossier);
  if (open.length === 0) return undefined;
  const named = open.map(({ branchId, stepId, agencyId, dueAt }) => {
    return { branchId, agencyId, dueAt, ...optional('name', findBranch(procedure, stepId, branchId)?.name) };
  });
  return reject('branches-open', {
    details: { branches: open.map((b) => b.branchId), open: named },
    agencies: open.map((b) => b.agencyId),
  });
}

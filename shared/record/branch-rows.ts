import { type Dossier, type DossierBranch, openBranches } from '../dossier/state.ts';
import { isFinal } from '../dossier/status.ts';
import { type DossierSummary, inboxIndexKey, type Key, keys } from '../platform/table/keys.ts';

export type BranchRow = Key & {
  readonly gsi1pk: string;
  readonly gsi1sk: string;
  readonly summary: DossierSummary & { readonly branchId: string };
};

/** A branch in the inbox of its agency, beside the dossier in the inbox of the leading agency. */
function rowOf(summary: DossierSummary, branch: DossierBranch): BranchRow {
  const { branchId, agencyId, since, dueAt } = branch;
  const { dossierId } = summary;
  return {
    ...keys.branch(dossierId, branchId, since),
    gsi1pk: inboxIndexKey(agencyId),
    gsi1sk: `${branchId}#${dueAt}#${dossierId}`,
    summary: { ...summary, agencyId, dueAt, branchId },
  };
}

/** A dossier that is over has no open work: its open branches leave the inboxes with it. */
const waiting = (dossier: Dossier) => (isFinal(dossier.status) ? [] : openBranches(dossier));

/** Rows of branches that were opened or got another due date or agency, and keys of those that were finished or dropped. */
export function branchChanges(
  before: Dossier | undefined,
  after: Dossier,
  summary: DossierSummary,
): { readonly put: readonly BranchRow[]; readonly drop: readonly Key[] } {
  const place = (b: DossierBranch) => keys.branch(after.dossierId, b.branchId, b.since);
  const entry = ({ agencyId, dueAt }: DossierBranch) => `${agencyId} ${dueAt}`;
  const entries = (dossier: Dossier | undefined) => {
    return new Map(dossier && waiting(dossier).map((b) => [place(b).sk, entry(b)] as const));
  };
  const [old, now] = [entries(before), entries(after)];
  return {
    put: waiting(after)
      .filter((b) => old.get(place(b).sk) !== entry(b))
      .map((b) => rowOf(summary, b)),
    drop: after.branches.map(place).filter(({ sk }) => old.has(sk) && !now.has(sk)),
  };
}

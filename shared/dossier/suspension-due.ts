import { isWithin } from '../identifiers/agency-id.ts';
import { policiesOf } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import type { Now } from './jurisdiction.ts';
import type { CommandOf } from './rule.ts';
import { currentAgency, type Dossier } from './state.ts';
import { statusIs } from './status.ts';
import { withSuccessors } from './successions.ts';
import type { Lifting, Suspension } from './suspension.ts';

/** A decision on force majeure with the moment it was recorded, from which it is in force, and the decision that lifted it. */
export type RecordedSuspension = {
  readonly suspension: Suspension;
  readonly recordedAt: string;
  readonly lifting?: Lifting | undefined;
  readonly liftedAt?: string | undefined;
};

/** It goes on, so that its clocks can stand. */
export const canBeSuspended = ({ status }: Dossier): boolean =>
  status !== 'draft' && status !== 'rejected' && !statusIs(status, 'finished');

/**
 * Whether the decision is about the dossier: one of its agencies, or one below them, holds or received it. What is left at a closed
 * agency is its successor's, moved or not, and still the closed one's for a decision that names that.
 */
export const concerns = ({ agencies }: Suspension, dossier: Dossier, { successions = [], now }: Now): boolean =>
  canBeSuspended(dossier) &&
  withSuccessors([currentAgency(dossier), dossier.receivingAgency], successions, now).some((held) =>
    agencies.some((agency) => isWithin(held, agency)),
  );

export const suspendBy = ({ suspension, recordedAt }: RecordedSuspension): CommandOf<'suspend'> => {
  const { suspensionId, decision, reason } = suspension;
  return { type: 'suspend', suspensionId, decision, reason, since: recordedAt };
};

/** Undefined: it is in force. */
export function liftBy({
  suspension,
  lifting,
  liftedAt,
}: RecordedSuspension): CommandOf<'lift-suspension'> | undefined {
  if (lifting === undefined) return undefined;
  return { type: 'lift-suspension', suspensionId: suspension.suspensionId, decision: lifting.decision, liftedAt };
}

/** Until when nothing had happened to a dossier, and which decisions have reached it since. */
export type Reached = { readonly quietSince: string; readonly by: readonly string[] };

/**
 * Whether a decision still has to reach a dossier that is not suspended: it is in force, or it was lifted and nothing happened to the
 * dossier before, so that its clocks ran on while they should have stood.
 */
function isMissed({ suspension, liftedAt }: RecordedSuspension, dossier: Dossier, reached: Reached): boolean {
  const { suspensionId } = suspension;
  if (suspensionId === dossier.liftedSuspension || reached.by.includes(suspensionId)) return false;
  return liftedAt === undefined || reached.quietSince < liftedAt;
}

/**
 * What the recorded decisions demand of a dossier before anything else happens to it: that it is suspended, because it came meanwhile or
 * was not reached yet, or that its suspension ends. Undefined: nothing. Each in its turn, the earliest first.
 */
export function suspensionDue(
  dossier: Dossier,
  recorded: readonly RecordedSuspension[],
  procedure: Procedure | undefined,
  closings: Now,
  reached: Reached = { quietSince: dossier.updatedAt, by: [] },
): CommandOf<'suspend'> | CommandOf<'lift-suspension'> | undefined {
  const { suspension } = dossier;
  if (suspension !== undefined) {
    const decided = recorded.find((one) => one.suspension.suspensionId === suspension.suspensionId);
    return decided && liftBy(decided);
  }
  if (procedure === undefined || policiesOf(procedure).processedBy === 'ministry') return undefined;
  const [first] = recorded
    .filter((one) => isMissed(one, dossier, reached) && concerns(one.suspension, dossier, closings))
    .toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1));
  return first && suspendBy(first);
}

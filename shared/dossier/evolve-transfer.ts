import type { DossierEvent } from './events.ts';
import { promised } from './evolve-clock.ts';
import { untilDecided } from './reception-deadline.ts';
import type { Dossier } from './state.ts';

export const withAgency = ({ agencies }: Dossier, agencyId: string) =>
  agencies.includes(agencyId) ? agencies : [...agencies, agencyId];

/** Another agency takes the place of one that the dossier names; what has ended stays with the one that did it. */
export function transferred(dossier: Dossier, event: Extract<DossierEvent, { type: 'transferred' }>): Partial<Dossier> {
  const { cause, fromAgency, agencyId, appointment } = event;
  const { receivingAgency, competentAgency, step, branches } = dossier;
  const now = <Id extends string | undefined>(id: Id) => (id === fromAgency ? agencyId : id);
  const receiving = now(receivingAgency);
  return {
    receivingAgency: receiving,
    receivedBy: dossier.receivedBy ?? (receiving === receivingAgency ? undefined : receivingAgency),
    heldBefore: heldUntilNow(dossier, fromAgency),
    // The competent reception is also the one that receives from here on.
    competentAgency: cause === 'competence' ? undefined : now(competentAgency),
    agencies: withAgency(dossier, agencyId),
    turns: (dossier.turns ?? 0) + 1,
    ...(step !== undefined && { step: { ...step, agencyId: now(step.agencyId) } }),
    ...(branches.some((b) => b.finishedAt === undefined && b.agencyId === fromAgency) && {
      branches: branches.map((b) => (b.finishedAt === undefined ? { ...b, agencyId: now(b.agencyId) } : b)),
    }),
    ...(appointment !== undefined && promised(dossier, appointment)),
    ...untilDecided(event),
  };
}

/** An agency that was only asked, or would have been competent, did not hold it. */
function heldUntilNow({ heldBefore, receivingAgency, step }: Dossier, fromAgency: string) {
  const held = fromAgency === receivingAgency || fromAgency === step?.agencyId;
  return held && !heldBefore?.includes(fromAgency) ? [...(heldBefore ?? []), fromAgency] : heldBefore;
}

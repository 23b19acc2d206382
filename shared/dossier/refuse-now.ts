import { type Refusal, refuseMove, wrongStatus } from './decision.ts';
import type { Dossier } from './state.ts';
import { type DossierStatus, isFinal } from './status.ts';

/** Reasons that only need the dossier: what a command of any input is refused for (`Rule.refuseNow`). */
type RefuseNow = (dossier: Dossier) => Refusal | undefined;

/** A fact or a system's command: what it may be refused for is in its input. */
export const WHENEVER: RefuseNow = () => undefined;

export const inStatus =
  (...statuses: readonly DossierStatus[]): RefuseNow =>
  (dossier) =>
    statuses.includes(dossier.status) ? undefined : wrongStatus(dossier);

export const leadingTo =
  (to: DossierStatus): RefuseNow =>
  (dossier) =>
    refuseMove(dossier, to);

/** Submitted, and not over. */
export const whileOpen: RefuseNow = (dossier) =>
  dossier.status === 'draft' || isFinal(dossier.status) ? wrongStatus(dossier) : undefined;

/** Not over. */
export const beforeEnd: RefuseNow = (dossier) => (isFinal(dossier.status) ? wrongStatus(dossier) : undefined);

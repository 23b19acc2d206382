import type { Dossier } from './state.ts';
import type { DossierStatus } from './status.ts';

/** Where a dossier continues after an interruption. */
export function statusBeforeInterruption(dossier: Dossier): DossierStatus {
  if (dossier.statusBeforeInterruption !== undefined) return dossier.statusBeforeInterruption;
  if (dossier.acceptedAt === undefined) return 'submitted';
  return dossier.step === undefined ? 'accepted' : 'in-processing';
}

/** A payment that was the condition of acceptance resumes nothing: `accepted` follows and does. */
export function resumesOnPayment(dossier: Dossier): boolean {
  return dossier.status === 'payment-required' && dossier.acceptedAt !== undefined;
}

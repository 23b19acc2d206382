import { type Actor, holdsRole } from '../../../shared/dossier/actor.ts';
import { refuseDocument } from '../../../shared/dossier/decide-documents.ts';
import type { Rejection } from '../../../shared/dossier/rejections.ts';
import { ownerOrReception } from '../../../shared/dossier/rights.ts';
import { currentAgency, type Dossier } from '../../../shared/dossier/state.ts';
import type { DossierDocument } from '../../../shared/dossier/values.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';

/**
 * Checks with the dossier's own rules whether the verified file could be attached, before a ticket is issued.
 * @returns the reason for rejection; undefined when a ticket may be issued
 */
export function refuseUpload(
  dossier: Dossier,
  document: DossierDocument,
  actor: Actor,
  procedure: Procedure,
  awaited: readonly DossierDocument[],
): Rejection | undefined {
  if (!mayUpload(dossier, document.kind, actor)) return { code: 'not-allowed' };
  return refuseDocument(dossier, document, procedure, awaited);
}

/** Application documents may be uploaded by actors who may also remove them; results by the agency that holds the dossier. */
export function mayUpload(dossier: Dossier, kind: DossierDocument['kind'], actor: Actor): boolean {
  return kind === 'component'
    ? ownerOrReception(dossier, { actor })
    : holdsRole(actor, currentAgency(dossier), ['reception', 'handler', 'approver']);
}

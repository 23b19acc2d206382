import { type Actor, holdsRole } from '../../../shared/dossier/actor.ts';
import { refuseDocument } from '../../../shared/dossier/decide-documents.ts';
import type { Rejection } from '../../../shared/dossier/rejections.ts';
import { mayAsk } from '../../../shared/dossier/rights.ts';
import { currentAgency, type Dossier } from '../../../shared/dossier/state.ts';
import type { DossierDocument } from '../../../shared/dossier/values.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';

/**
 * Why no ticket is given out for the file; undefined when one is. Asks the dossier's own rules what they would say to
 * the verified file, so that nobody sends one the dossier cannot take.
 */
export function refuseUpload(
  dossier: Dossier,
  document: DossierDocument,
  actor: Actor,
  procedure: Procedure,
  awaited: readonly DossierDocument[],
): Rejection | undefined {
  if (!mayUpload(dossier, document.kind, actor, procedure)) return { code: 'not-allowed' };
  return refuseDocument(dossier, document, procedure, awaited);
}

/** Papers come from whoever may take them away again; results from the agency that holds the dossier. */
export function mayUpload(
  dossier: Dossier,
  kind: DossierDocument['kind'],
  actor: Actor,
  procedure: Procedure,
): boolean {
  return kind === 'component'
    ? mayAsk(dossier, { actor }, 'remove-document', procedure)
    : holdsRole(actor, currentAgency(dossier), ['reception', 'handler', 'approver']);
}

import { type Actor, holdsRole } from '../../shared/dossier/actor.ts';
import { decide } from '../../shared/dossier/decide.ts';
import type { Rejection } from '../../shared/dossier/rejections.ts';
import { mayAsk } from '../../shared/dossier/rights.ts';
import { currentAgency, type Dossier } from '../../shared/dossier/state.ts';
import type { DossierDocument } from '../../shared/dossier/values.ts';
import type { Procedure } from '../../shared/procedure/schema.ts';

const SYSTEM: Actor = { kind: 'system', subject: 'documents' };

/**
 * Why no ticket is given out for the file; undefined when one is. Asks the dossier's own rules what they would say to
 * the verified file, so that nobody sends one the dossier cannot take.
 */
export function refuseUpload(
  dossier: Dossier,
  document: DossierDocument,
  actor: Actor,
  procedure: Procedure,
  now: string,
): Rejection | undefined {
  if (!mayUpload(dossier, document.kind, actor, procedure)) return { code: 'not-allowed' };
  const context = { now, actor: SYSTEM, newId: document.documentId, procedure };
  const decision = decide(dossier, { type: 'attach-document', document }, context);
  return decision.ok ? undefined : decision.rejection;
}

/** Papers come from whoever may take them away again; results from the agency that holds the dossier. */
function mayUpload(dossier: Dossier, kind: DossierDocument['kind'], actor: Actor, procedure: Procedure): boolean {
  return kind === 'component'
    ? mayAsk(dossier, { actor }, 'remove-document', procedure)
    : holdsRole(actor, currentAgency(dossier), ['reception', 'handler', 'approver']);
}

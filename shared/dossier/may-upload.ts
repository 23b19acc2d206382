import type { Procedure } from '../procedure/schema.ts';
import { type Actor, holdsRole } from './actor.ts';
import { refuseDocument } from './decide-documents.ts';
import type { Rejection } from './rejections.ts';
import { ownerOrReception } from './rights.ts';
import { currentAgency, type Dossier } from './state.ts';
import type { DossierDocument } from './values.ts';

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
  if (!mayState(document, actor)) return { code: 'not-allowed', fields: ['origin'] };
  return refuseDocument(dossier, document, procedure, awaited);
}

/** Only officers scan papers and take files from databases; a result is no component. */
const mayState = ({ kind, origin = 'filed' }: DossierDocument, { kind: by }: Actor): boolean =>
  origin === 'filed' || (kind === 'component' && by !== 'citizen');

/** Origin of a component's file as stated; by default officers scan what was handed over, and applicants file. */
export function originOf(
  { kind, origin }: Pick<DossierDocument, 'kind' | 'origin'>,
  { kind: by }: Actor,
): Pick<DossierDocument, 'origin'> {
  if (origin !== undefined || kind === 'result') return {};
  return { origin: by === 'citizen' ? 'filed' : 'scanned' };
}

/** Application documents may be uploaded by actors who may also remove them; results by the agency that holds the dossier. */
export function mayUpload(dossier: Dossier, kind: DossierDocument['kind'], actor: Actor): boolean {
  return kind === 'component'
    ? ownerOrReception(dossier, { actor })
    : holdsRole(actor, currentAgency(dossier), ['reception', 'handler', 'approver']);
}

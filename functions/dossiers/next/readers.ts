import { holdsRole } from '../../../shared/dossier/actor.ts';
import { atCurrentDesk, atReception, isHeadOfHolder } from '../../../shared/dossier/rights.ts';
import type { Given } from '../../../shared/dossier/rule.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';

/**
 * For whom a sentence is: the owner or who files for them, the reception, who may act at the step now, the head of the agency
 * that holds or received the dossier, and everyone else who may read it: agencies that were asked, and those above.
 */
export const READERS = ['applicant', 'reception', 'officer', 'head', 'agency'] as const;
export type Reader = (typeof READERS)[number];

/** A person of several posts is told what the nearest one to the work has to do. */
export function readerOf(dossier: Dossier, by: Given<'standsInFor'>, procedure: Procedure | undefined): Reader {
  const { actor } = by;
  if (actor.kind === 'citizen') return 'applicant';
  if (dossier.step !== undefined) {
    if (procedure !== undefined && atCurrentDesk(dossier, by, procedure)) return 'officer';
    if (isHeadOfHolder(dossier, by)) return 'head';
  }
  if (atReception(dossier, by)) return 'reception';
  return holdsRole(actor, dossier.receivingAgency, ['approver']) ? 'head' : 'agency';
}

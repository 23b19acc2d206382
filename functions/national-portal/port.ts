import type { BornStatus, DossierRecord, ProgressRow } from './contract/records.ts';

/**
 * What the province tells the national portal, whichever of its contracts is in use. Every call throws the errors of
 * `shared/platform/partners/outcomes.ts`.
 */
export type NationalPortal = {
  /** @returns `exists` when the portal has the dossier already; nothing was changed then. */
  create(record: DossierRecord, deadline: number): Promise<'created' | 'exists'>;
  update(record: DossierRecord, deadline: number): Promise<void>;
  /** At most ten rows, oldest first. */
  addProgress(rows: readonly ProgressRow[], deadline: number): Promise<void>;
  /** The rows the portal holds of a dossier; undefined when it does not know the dossier. */
  progressOf(dossierCode: string, deadline: number): Promise<readonly Partial<ProgressRow>[] | undefined>;
  /** For dossiers that were filed at the portal. A status that it says it has already is told. */
  tellStatus(status: BornStatus, deadline: number): Promise<void>;
};

/** Cause of the `PartnerRefusedError` about a dossier the portal does not have. */
export const UNKNOWN_DOSSIER = 'portal-not-found';

/** Rows one call may carry (`CapNhatTienDoHoSoMC`). */
export const MAX_ROWS = 10;

/** Its name in errors. */
export const PORTAL = 'national-portal';

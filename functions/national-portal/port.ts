import type { RecordedEvent } from '../../shared/dossier/events.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import type { NationalCodes } from '../../shared/procedure/national.ts';
import type { Procedure } from '../../shared/procedure/schema.ts';

/** Known agency names by id. */
export type AgencyNames = ReadonlyMap<string, string>;

/** A dossier at some version of its log, with additional data for the portal. */
export type PortalDossier = {
  /** The dossier after the last event of `log`. */
  readonly dossier: Dossier;
  /** Starts at version 1. */
  readonly log: readonly RecordedEvent[];
  readonly procedure: Procedure;
  /** What procedure, components and fees are called at the portal; that of the field is known. */
  readonly codes: NationalCodes;
  readonly agencies: AgencyNames;
  /** For a dossier filed at the portal: the account used. */
  readonly filedWith?: { readonly techId: string; readonly verified: boolean } | undefined;
};

/**
 * What the province tells the national portal, in terms of dossiers and events: each contract maps them to its own records.
 * Every call ends by `deadline`, epoch milliseconds, and throws the errors of `shared/platform/partners/outcomes.ts`.
 */
export type NationalPortal = {
  /** Maximum number of events per progress call. */
  readonly maxEvents: number;
  /** @returns `exists` when the portal already has the dossier; nothing was changed then */
  create(of: PortalDossier, deadline: number): Promise<'created' | 'exists'>;
  /** Replaces the portal's copy of the dossier except its progress. */
  update(of: PortalDossier, deadline: number): Promise<void>;
  /** Whether the portal, which has the earlier state, needs an update: progress alone does not require one. Pure. */
  needsUpdate(was: PortalDossier, is: PortalDossier): boolean;
  /** Sends the progress of events, at most `maxEvents`, oldest first. */
  addProgress(of: PortalDossier, events: readonly RecordedEvent[], deadline: number): Promise<void>;
  /** Versions of the events that the portal already has; undefined when it does not know the dossier. */
  progressOf(of: PortalDossier, deadline: number): Promise<ReadonlySet<number> | undefined>;
  /**
   * Sends the status that an event gave a dossier filed at the portal. A status that the portal reports as already set counts
   * as sent.
   */
  tellStatus(of: PortalDossier, event: RecordedEvent, deadline: number): Promise<void>;
};

/** Cause of the `PartnerRefusedError` about a dossier the portal does not have. */
export const UNKNOWN_DOSSIER = 'portal-not-found';

/** Its name in errors. */
export const PORTAL = 'national-portal';

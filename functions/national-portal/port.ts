import type { RecordedEvent } from '../../shared/dossier/events.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import type { Procedure } from '../../shared/procedure/schema.ts';

/** Names of agencies by id, as far as they are known. */
export type AgencyNames = ReadonlyMap<string, string>;

/** A dossier as its log up to some version leaves it, with what the portal wants to know beside it. */
export type PortalDossier = {
  /** The dossier after the last event of `log`. */
  readonly dossier: Dossier;
  /** From version 1 on. */
  readonly log: readonly RecordedEvent[];
  readonly procedure: Procedure;
  readonly agencies: AgencyNames;
  /** For a dossier filed at the portal: the account it was filed with. */
  readonly filedWith?: { readonly techId: string; readonly verified: boolean } | undefined;
};

/**
 * What the province tells the national portal, in terms of dossiers and events: each contract maps them to its own records.
 * Every call ends by `deadline`, epoch milliseconds, and throws the errors of `shared/platform/partners/outcomes.ts`.
 */
export type NationalPortal = {
  /** Most events whose progress one call takes. */
  readonly maxEvents: number;
  /** @returns `exists` when the portal has the dossier already; nothing was changed then. */
  create(of: PortalDossier, deadline: number): Promise<'created' | 'exists'>;
  /** Replaces what the portal has of the dossier beside its progress. */
  update(of: PortalDossier, deadline: number): Promise<void>;
  /** Whether the portal, which has the dossier as it was, needs an update: progress alone is no reason. Pure. */
  needsUpdate(was: PortalDossier, is: PortalDossier): boolean;
  /** Tells of events, at most `maxEvents`, oldest first. */
  addProgress(of: PortalDossier, events: readonly RecordedEvent[], deadline: number): Promise<void>;
  /** Versions of the events that the portal has been told of; undefined when it does not know the dossier. */
  progressOf(of: PortalDossier, deadline: number): Promise<ReadonlySet<number> | undefined>;
  /** The status that an event brought to a dossier filed at the portal. A status that it says it has already is told. */
  tellStatus(of: PortalDossier, event: RecordedEvent, deadline: number): Promise<void>;
};

/** Cause of the `PartnerRefusedError` about a dossier the portal does not have. */
export const UNKNOWN_DOSSIER = 'portal-not-found';

/** Its name in errors. */
export const PORTAL = 'national-portal';

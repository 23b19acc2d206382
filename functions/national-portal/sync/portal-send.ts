import type { Logger } from '@aws-lambda-powertools/logger';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import type { Batch, Send } from '../../../shared/platform/delivery/delivery.ts';
import {
  PartnerRefusedError,
  PartnerUnavailableError,
  UnknownOutcomeError,
} from '../../../shared/platform/partners/outcomes.ts';
import { type NationalPortal, type PortalDossier, UNKNOWN_DOSSIER } from '../port.ts';
import { isSynced, leavesOrder, statusChanges } from '../synced-events.ts';
import { type PortalDossierSources, portalDossiers } from './portal-dossiers.ts';

export type PortalSend = PortalDossierSources & { readonly portal: NationalPortal; readonly logger: Logger };

/**
 * Splits a log into batches for the portal: up to `most` synced events, as many as one progress call accepts, including the
 * events between them, because the dossier is folded from all of them. An event outside the usual order of statuses starts a
 * batch, because only an update may send it. For a dossier filed at the portal, a batch changes the status at most once: each
 * status update is a separate call whose outcome cannot be queried, so at most one may be uncertain.
 */
export const portalBatches =
  (most: number) =>
  (events: readonly RecordedEvent[], log: readonly RecordedEvent[] = events): Batch[] => {
    const filedThere = log[0]?.type === 'imported';
    const batches: [RecordedEvent, ...RecordedEvent[]][] = [];
    let told: RecordedEvent[] = [];
    for (const event of events) {
      const open = batches.at(-1);
      if (!isSynced(event)) {
        open?.push(event);
        continue;
      }
      const last = told.at(-1);
      const changes = filedThere && last?.after.status !== event.after.status;
      if (open === undefined || last === undefined || told.length === most || leavesOrder(event) || changes) {
        batches.push([event]);
        told = [event];
      } else {
        open.push(event);
        told.push(event);
      }
    }
    return batches;
  };

/**
 * Sends a batch: the dossier if it is new, the progress, the dossier again if the batch changed it, and the status of one filed
 * at the portal. Every call is either idempotent or preceded by a query, so a batch can be repeated after a failure at any
 * point.
 */
export function portalSend({ portal, logger, ...sources }: PortalSend): Send {
  return async (batch, { dossierId, history, rest, unknownOutcome, deadline }) => {
    const log = [...history, ...batch];
    const [first] = batch;
    const dossierAt = await portalDossiers(log, sources);
    const latest = dossierAt(log.length);

    let told = false;
    /** Once part of the batch was accepted, a later failure is never reported as "certainly not processed". */
    async function tell<T>(call: () => Promise<T>): Promise<T> {
      try {
        const answer = await call();
        told = true;
        return answer;
      } catch (error) {
        throw told && error instanceof PartnerUnavailableError
          ? new UnknownOutcomeError(error.partner, error.causeCode)
          : error;
      }
    }

    const before = history.findLast(isSynced)?.version;
    let held = unknownOutcome ? await portal.progressOf(latest, deadline) : undefined;
    /** The dossier state that the portal certainly has; undefined when unknown. */
    let known: PortalDossier | undefined;
    let created = false;
    if (held === undefined && (unknownOutcome || before === undefined)) {
      const opened = dossierAt(first.version);
      created = (await tell(() => portal.create(opened, deadline))) === 'created';
      if (created) known = opened;
      else held = (await tell(() => portal.progressOf(latest, deadline))) ?? new Set();
    } else if (held === undefined && before !== undefined) known = dossierAt(before);

    const events = batch.filter((event) => isSynced(event) && !held?.has(event.version));
    const [next] = events;
    // Progress must follow the portal's status. An update sets it when the status is unknown or progress may not change it.
    if (next !== undefined && (known === undefined || (leavesOrder(next) && !created))) {
      const there = dossierAt(next.version);
      await tell(() => portal.update(there, deadline));
      known = there;
    }
    if (events.length > 0) await tell(() => portal.addProgress(latest, events, deadline));
    if (known === undefined || portal.needsUpdate(known, latest)) await tell(() => portal.update(latest, deadline));

    if (latest.dossier.nationalCode === undefined) return;
    const goesOn = statusChanges([...log, ...rest], log.length).length > 0;
    for (const event of statusChanges(log, first.version - 1)) {
      try {
        await tell(() => portal.tellStatus(latest, event, deadline));
      } catch (error) {
        const isRefused = error instanceof PartnerRefusedError && error.causeCode !== UNKNOWN_DOSSIER;
        // It may have been told already, and later ones too: the portal need not go back. The last one it must take.
        if (!isRefused || !unknownOutcome || !goesOn) throw error;
        logger.warn('the national portal does not go back to a status', { dossierId, cause: error.causeCode });
      }
    }
  };
}

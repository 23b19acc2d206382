import { isDeepStrictEqual } from 'node:util';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import type { Batch, Send } from '../../../shared/platform/delivery/delivery.ts';
import {
  PartnerRefusedError,
  PartnerUnavailableError,
  UnknownOutcomeError,
} from '../../../shared/platform/partners/outcomes.ts';
import { header } from '../contract/dossier-record.ts';
import { bornStatuses, isNational, isRowOf, leavesOrder, progressSteps } from '../contract/progress.ts';
import type { DossierRecord } from '../contract/records.ts';
import { MAX_ROWS, type NationalPortal, UNKNOWN_DOSSIER } from '../port.ts';
import { type RecorderSources, recorder } from './recorder.ts';

export type PortalSend = RecorderSources & { readonly portal: NationalPortal; readonly logger: Logger };

/**
 * Batches for the portal: up to ten events it hears of, as many as one call for progress takes, with whatever lies
 * between them in the log, because the record is folded from all of it. An event that leaves the usual order of statuses
 * begins a batch, because only a record may do that. Of a dossier that was filed at the portal a batch changes the status
 * at most once: such a change is told in a call of its own that cannot be asked for, so no more than one may be in doubt.
 */
export function portalBatches(events: readonly RecordedEvent[], log: readonly RecordedEvent[] = events): Batch[] {
  const born = log[0]?.type === 'imported';
  const batches: [RecordedEvent, ...RecordedEvent[]][] = [];
  let told: RecordedEvent[] = [];
  for (const event of events) {
    const open = batches.at(-1);
    if (!isNational(event)) {
      open?.push(event);
      continue;
    }
    const last = told.at(-1);
    const changes = born && last?.after.status !== event.after.status;
    if (open === undefined || last === undefined || told.length === MAX_ROWS || leavesOrder(event) || changes) {
      batches.push([event]);
      told = [event];
    } else {
      open.push(event);
      told.push(event);
    }
  }
  return batches;
}

/**
 * Tells the portal a batch: the record if it is new, the progress, the record again if that changed it, the status of a
 * dossier that was filed there. Whatever may have been told before is asked for or harmless to tell again, so that a
 * batch can be repeated from every point at which it broke off.
 */
export function portalSend({ portal, logger, ...sources }: PortalSend): Send {
  return async (batch, { dossierId, history, rest, unknownOutcome, deadline }) => {
    const log = [...history, ...batch];
    const [first] = batch;
    const { dossier, agencies, filing, recordAt } = await recorder(log, sources);
    const { dossierCode = '', nationalCode } = dossier;

    let told = false;
    /** Once a part of the batch is there, what follows is never "surely not taken" as a whole. */
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

    const before = history.findLast(isNational)?.version;
    let held = unknownOutcome ? await portal.progressOf(dossierCode, deadline) : undefined;
    /** The record the portal surely has; undefined when nobody knows. */
    let known: DossierRecord | undefined;
    let created = false;
    if (held === undefined && (unknownOutcome || before === undefined)) {
      const record = recordAt(first.version);
      created = (await tell(() => portal.create(record, deadline))) === 'created';
      if (created) known = record;
      else held = (await tell(() => portal.progressOf(dossierCode, deadline))) ?? [];
    } else if (held === undefined && before !== undefined) known = recordAt(before);

    const steps = progressSteps(dossierCode, log, first.version - 1, agencies).filter(
      (step) => !held?.some((theirs) => isRowOf(step, theirs)),
    );
    const [next] = steps;
    // Rows must follow the status the portal has: a record sets it where that is not known, or where no row could.
    if (next !== undefined && (known === undefined || (leavesOrder(next.event) && !created))) {
      const record = recordAt(next.event.version);
      await tell(() => portal.update(record, deadline));
      known = record;
    }
    const rows = steps.map(({ row }) => row);
    if (rows.length > 0) await tell(() => portal.addProgress(rows, deadline));
    const latest = recordAt(log.length);
    if (known === undefined || !isDeepStrictEqual(header(latest), header(known))) {
      await tell(() => portal.update(latest, deadline));
    }

    if (nationalCode === undefined) return;
    const codes = { nationalCode, dossierCode, techId: filing?.techId ?? '' };
    const goesOn = bornStatuses(codes, [...log, ...rest], log.length).length > 0;
    for (const status of bornStatuses(codes, log, first.version - 1)) {
      try {
        await tell(() => portal.tellStatus(status, deadline));
      } catch (error) {
        const isRefused = error instanceof PartnerRefusedError && error.causeCode !== UNKNOWN_DOSSIER;
        // It may have been told already, and later ones too: the portal need not go back. The last one it must take.
        if (!isRefused || !unknownOutcome || !goesOn) throw error;
        logger.warn('the national portal does not go back to a status', { dossierId, cause: error.causeCode });
      }
    }
  };
}

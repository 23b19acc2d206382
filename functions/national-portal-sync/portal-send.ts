import { isDeepStrictEqual } from 'node:util';
import type { Batch, Send } from '../../shared/delivery/delivery.ts';
import { TransientError, UnknownOutcomeError } from '../../shared/delivery/errors.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import { evolve } from '../../shared/dossier/evolve.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import { PermanentError } from '../../shared/messaging/permanent.ts';
import { dossierRecord, header } from '../../shared/national-portal/dossier-record.ts';
import type { Filing } from '../../shared/national-portal/filings.ts';
import { MAX_ROWS, type NationalPortal } from '../../shared/national-portal/port.ts';
import { bornStatuses, isNational, progressRows, sameRow } from '../../shared/national-portal/progress.ts';
import type { DossierRecord } from '../../shared/national-portal/records.ts';
import type { Catalogue } from '../../shared/store/catalogue.ts';

export type PortalSend = {
  readonly portal: NationalPortal;
  readonly catalogue: Pick<Catalogue, 'procedure' | 'agency'>;
  readonly filingOf: (nationalCode: string) => Promise<Filing | undefined>;
};

/**
 * Batches for the portal: up to ten events it hears of, as many as one call for progress takes, with whatever lies
 * between them in the log, because the record is folded from all of it. A correction begins a batch, because it leaves
 * the usual order of statuses, and only a record may do that.
 */
export function portalBatches(events: readonly RecordedEvent[]): Batch[] {
  const batches: [RecordedEvent, ...RecordedEvent[]][] = [];
  let rows = 0;
  for (const event of events) {
    const open = batches.at(-1);
    const national = isNational(event);
    if (national && (open === undefined || rows === MAX_ROWS || event.type === 'corrected')) {
      batches.push([event]);
      rows = 1;
    } else {
      open?.push(event);
      if (national) rows += 1;
    }
  }
  return batches;
}

/** Tells the portal a batch: the record if it is new, the progress, the record again if that changed it. */
export function portalSend({ portal, catalogue, filingOf }: PortalSend): Send {
  /** The record as it was after each version of the log. */
  async function recorder(log: readonly RecordedEvent[]) {
    const dossier = fold(log);
    const { procedureCode, procedureVersion, receivingAgency, nationalCode } = dossier;
    const ids = [...new Set([receivingAgency, ...log.map((event) => event.after.agencyId)])];
    const [procedure, filing, ...found] = await Promise.all([
      catalogue.procedure(procedureCode, procedureVersion),
      nationalCode === undefined ? undefined : filingOf(nationalCode),
      ...ids.map((id) => catalogue.agency(id)),
    ]);
    if (procedure === undefined) throw new PermanentError('procedure-version-not-found');
    const agencies = new Map(ids.map((id, index) => [id, found[index]?.name.vi ?? id]));
    const recordAt = (version: number): DossierRecord => {
      const until = log.slice(0, version);
      return dossierRecord({ dossier: fold(until), log: until, procedure, agencies, filedWith: filing });
    };
    return { dossier, agencies, filing, recordAt };
  }

  return async (batch, { history, unknownOutcome, deadline }) => {
    const log = [...history, ...batch];
    const [first] = batch;
    const { dossier, agencies, filing, recordAt } = await recorder(log);
    const { dossierCode = '', nationalCode } = dossier;
    const latest = recordAt(log.length);

    let told = false;
    /** Once a part of the batch is there, what follows is never "surely not taken" as a whole. */
    async function tell<T>(call: () => Promise<T>): Promise<T> {
      try {
        const answer = await call();
        told = true;
        return answer;
      } catch (error) {
        throw told && error instanceof TransientError ? new UnknownOutcomeError(error.causeCode) : error;
      }
    }

    let held = unknownOutcome ? await portal.progressOf(dossierCode, deadline) : undefined;
    let resumed = unknownOutcome;
    let known: DossierRecord | undefined;
    if (unknownOutcome ? held === undefined : !history.some(isNational)) {
      known = recordAt(first.version);
      const outcome = await tell(() => portal.create(recordAt(first.version), deadline));
      if (outcome === 'exists') {
        resumed = true;
        held = await tell(() => portal.progressOf(dossierCode, deadline));
      }
    }
    const rows = progressRows(dossierCode, log, first.version - 1, agencies).filter(
      (row) => !held?.some((theirs) => sameRow(row, theirs)),
    );
    if (first.type === 'corrected' && known === undefined && rows.length > 0) {
      known = recordAt(first.version);
      await tell(() => portal.update(recordAt(first.version), deadline));
    }
    if (rows.length > 0) await tell(() => portal.addProgress(rows, deadline));
    known ??= recordAt(first.version - 1);
    if (resumed || !isDeepStrictEqual(header(latest), header(known))) await tell(() => portal.update(latest, deadline));
    if (nationalCode === undefined) return;
    const codes = { nationalCode, dossierCode, techId: filing?.techId ?? '' };
    for (const status of bornStatuses(codes, log, first.version - 1)) {
      await tell(() => portal.tellStatus(status, deadline));
    }
  };
}

function fold(log: readonly RecordedEvent[]): Dossier {
  let dossier: Dossier | undefined;
  for (const event of log) dossier = evolve(dossier, event);
  if (dossier === undefined) throw new Error('a log without events');
  return dossier;
}

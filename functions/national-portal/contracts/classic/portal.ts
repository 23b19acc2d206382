import { isDeepStrictEqual } from 'node:util';
import type { NationalPortal, PortalDossier } from '../../port.ts';
import type { ClassicClient } from './client.ts';
import { dossierRecord, header } from './dossier-record.ts';
import { isRowOf, progressSteps, statusUpdates } from './progress.ts';

/** Maximum number of rows per call (`CapNhatTienDoHoSoMC`). */
const MAX_ROWS = 10;

/** The portal by the classic contract: dossiers map to records, events to rows. */
export function classicPortal(client: ClassicClient): NationalPortal {
  const stepsOf = ({ dossier, log, agencies }: PortalDossier) =>
    progressSteps(dossier.dossierCode ?? '', log, 0, agencies);

  return {
    maxEvents: MAX_ROWS,
    create: (of, deadline) => client.create(dossierRecord(of), deadline),
    update: (of, deadline) => client.update(dossierRecord(of), deadline),
    needsUpdate: (was, is) => !isDeepStrictEqual(header(dossierRecord(is)), header(dossierRecord(was))),
    async addProgress(of, events, deadline) {
      const told = new Set(events.map(({ version }) => version));
      const steps = stepsOf(of).filter(({ event }) => told.has(event.version));
      await client.addProgress(
        steps.map(({ row }) => row),
        deadline,
      );
    },
    async progressOf(of, deadline) {
      const rows = await client.progressOf(of.dossier.dossierCode ?? '', deadline);
      if (rows === undefined) return undefined;
      const held = stepsOf(of).filter((step) => rows.some((theirs) => isRowOf(step, theirs)));
      return new Set(held.map(({ event }) => event.version));
    },
    async tellStatus({ dossier, log, filedWith }, { version }, deadline) {
      const { nationalCode = '', dossierCode = '' } = dossier;
      const codes = { nationalCode, dossierCode, techId: filedWith?.techId ?? '' };
      for (const update of statusUpdates(codes, log.slice(0, version), version - 1)) {
        await client.tellStatus(update, deadline);
      }
    },
  };
}

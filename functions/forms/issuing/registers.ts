import type { Logger } from '@aws-lambda-powertools/logger';
import pMap from 'p-map';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { statusIs, statusName } from '../../../shared/dossier/status.ts';
import { type DossierCodePattern, formatDossierCode } from '../../../shared/identifiers/dossier-code.ts';
import type { Measure } from '../../../shared/platform/observability/metrics.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import { type RegisterRows, registerPlace } from '../../../shared/record/registers.ts';
import { dayInVietNam } from '../../../shared/time/viet-nam.ts';
import type { Case } from '../content/case.ts';
import { registerEntryOf, registerOf } from '../content/register-of.ts';
import { type Issuing, issue } from './issue.ts';
import type { RegisterWanted } from './messages.ts';
import { namesFor, type ProvinceLetterhead } from './names.ts';
import { type ReadLog, stateBefore } from './replay.ts';

export type Registers = Issuing & {
  readonly rows: RegisterRows;
  readonly readLog: ReadLog;
  readonly catalogue: Pick<Catalogue, 'procedure' | 'agency'>;
  readonly letterhead: ProvinceLetterhead;
  readonly codePattern: DossierCodePattern;
  /** Agencies that receive dossiers. */
  readonly desks: readonly string[];
  /** Sends a message to this function's own queue. */
  readonly again: (wanted: RegisterWanted) => Promise<void>;
  readonly measure: Measure;
  readonly logger: Logger;
};

/** Dossiers per file: renders well within the timeout. The busiest receptions fill several files a day. */
export const REGISTER_PART = 250;
const DAY_MS = 86_400_000;
/** Logs read concurrently. */
const AT_ONCE = 8;

/**
 * Form 7, the register of dossiers (Circular 03/2025/TT-VPCP): per reception and day, the dossiers it received, as of the end
 * of the day in Viet Nam. Regenerating it gives the same bytes.
 */
export function registers(deps: Registers) {
  const { rows, catalogue, logger } = deps;

  /** Sends one message for each part of each reception's register of the last complete day before a moment. */
  async function close(at: string): Promise<void> {
    const day = dayInVietNam(new Date(Date.parse(at) - DAY_MS).toISOString());
    const ask = async (agencyId: string) => {
      const last = await rows.lastNumber(agencyId, day);
      for (let part = 1; (part - 1) * REGISTER_PART < last; part += 1) await deps.again({ agencyId, day, part });
    };
    await pMap(deps.desks, ask, { concurrency: AT_ONCE });
    deps.measure('RegisterLag', (deps.clock().getTime() - Date.parse(at)) / 1000);
  }

  async function dossierBefore(end: string, { agencyId, day }: RegisterWanted, sequence: number) {
    const code = formatDossierCode(deps.codePattern, { agencyId, day, sequence });
    if (!code.ok) throw new PermanentError(code.error.code);
    const dossierId = await rows.dossierOf(code.value);
    return dossierId === undefined ? undefined : stateBefore(deps.readLog, dossierId, end);
  }

  /** @throws PermanentError `register-of-today`, and the errors of a dossier's form */
  async function make(wanted: RegisterWanted): Promise<void> {
    const { agencyId, day, part } = wanted;
    if ((await rows.find(agencyId, day, part)) !== undefined) return;
    const end = new Date(Date.parse(`${day}T00:00:00+07:00`) + DAY_MS).toISOString();
    if (deps.clock().toISOString() < end) throw new PermanentError('register-of-today');
    const first = (part - 1) * REGISTER_PART + 1;
    const count = Math.min(REGISTER_PART, (await rows.lastNumber(agencyId, day)) - first + 1);
    const numbers = Array.from({ length: Math.max(0, count) }, (_, index) => first + index);
    const found = await pMap(numbers, (sequence) => dossierBefore(end, wanted, sequence), { concurrency: AT_ONCE });
    const dossiers = found.filter((dossier) => dossier !== undefined);
    if (dossiers.length === 0) return;

    const agencies = [...new Set([agencyId, ...dossiers.flatMap((dossier) => handOver(dossier)?.agencyId ?? [])])];
    const names = await namesFor(
      { receivingAgency: agencyId, agencies, step: undefined },
      catalogue.agency,
      deps.letterhead,
      // The register of a day is that of the desk that received it, closed since or not.
      (desk) => desk,
    );
    const entries = [];
    for (const dossier of dossiers) {
      const procedure = await catalogue.procedure(dossier.procedureCode, dossier.procedureVersion);
      if (procedure === undefined) throw new PermanentError('procedure-unknown');
      const of: Case = { dossier, procedure, names };
      const { status, returnReason } = dossier;
      const noted = statusIs(status, 'notedInRegister') || (status === 'returned' && returnReason !== 'result');
      const note = noted ? statusName(status, returnReason, 'vi') : undefined;
      entries.push(registerEntryOf(of, handOver(dossier), note));
    }
    // The last minute of the day: printed as its date, and used as the file's creation date.
    const at = new Date(Date.parse(end) - 60_000).toISOString();
    const registerCode = `${agencyId}-${day.replaceAll('-', '')}-${part}`;
    const form = registerOf(names, agencyId, { at }, { from: at, to: at, registerCode }, entries);
    const fileName = `so-theo-doi-${agencyId}-${day}-${part}.pdf`;
    const file = await issue(deps, form, registerPlace(agencyId, day, part), fileName);
    await rows.add({ agencyId, day, part, entries: entries.length, ...file });
    logger.info('register made', { agencyId, day, part, entries: entries.length, signed: file.signed });
  }

  return { close, make };
}

/** The first agency that processes the dossier, and when it received it. */
function handOver({ completedSteps, step }: Dossier): { readonly at: string; readonly agencyId: string } | undefined {
  const stay = completedSteps[0] ?? step;
  return stay && { at: stay.since, agencyId: stay.agencyId };
}

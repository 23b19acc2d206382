import { type DossierCodePattern, formatDossierCode } from '../identifiers/dossier-code.ts';
import type { Table } from '../platform/table/table.ts';
import { dayInVietNam } from '../time/viet-nam.ts';
import { nextNumber } from './counter.ts';

/** Issues the next dossier code of an agency for the day in Viet Nam of `now`. */
export async function issueCode(
  table: Table,
  pattern: DossierCodePattern,
  agencyId: string,
  now: string,
): Promise<string> {
  const day = dayInVietNam(now);
  const code = formatDossierCode(pattern, { agencyId, day, sequence: await nextNumber(table, agencyId, day) });
  if (!code.ok) throw new Error(`cannot write a dossier code: ${code.error.code}`);
  return code.value;
}

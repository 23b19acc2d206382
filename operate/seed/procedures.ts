import { isDeepStrictEqual } from 'node:util';
import type { Table } from '../../shared/platform/table/table.ts';
import { examplesIn } from '../../shared/procedure/fact.ts';
import type { Procedure } from '../../shared/procedure/schema.ts';
import { catalogue } from '../../shared/record/catalogue.ts';

/**
 * The versions that the table does not have yet. Running dossiers keep the version they started with, so a version in the
 * table never changes.
 * @throws Error naming every procedure whose file was changed without a higher version (of the base) or revision (of the
 *   province's overlay), or went back to a lower one.
 */
export async function newVersions(table: Table, procedures: readonly Procedure[]): Promise<readonly Procedure[]> {
  const { newestProcedure } = catalogue(table);
  const found = await Promise.all(procedures.map(({ procedureCode }) => newestProcedure(procedureCode)));
  const refused: string[] = [];
  const wanted = procedures.filter((procedure, index) => {
    const newest = found[index];
    if (newest === undefined || newest.version < procedure.version) return true;
    if (isDeepStrictEqual(newest, procedure)) return false;
    refused.push(
      `procedure ${procedure.procedureCode}: version ${newest.version} is in use with other content, and the files say ${procedure.version}: raise its version, or the revision of the province's overlay.`,
    );
    return false;
  });
  if (refused.length > 0) throw new Error(refused.join('\n'));
  return wanted;
}

/**
 * Examples stand in for facts that are still to be found; a real table takes none.
 * @throws Error naming province, procedure and field of each
 */
export function refuseExamples(slug: string, procedures: readonly Procedure[]): void {
  const found = procedures.flatMap((procedure) =>
    examplesIn(procedure).map(
      (field) => `${slug}, procedure ${procedure.procedureCode}, field ${field}: is an example; replace or remove it.`,
    ),
  );
  if (found.length > 0) throw new Error(found.join('\n'));
}

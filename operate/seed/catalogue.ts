import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { loadProvince } from '../../infra/province/load.ts';
import { successionsOf } from '../../shared/dossier/successions.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { directoryOf } from '../../shared/procedure/directory.ts';
import { provinceCatalogue } from '../../shared/procedure/load-catalogue.ts';
import { editionOf } from '../../shared/record/edition.ts';
import { loadCalendars } from '../calendars/load.ts';
import { newVersions, refuseExamples } from './procedures.ts';

/** DynamoDB accepts at most 25 rows in one batch. */
const BATCH = 25;

export type Seeded = { readonly procedures: number; readonly agencies: number };

/**
 * Writes the province's catalogue of procedures (the base with its overlays) and its agencies to its table. Safe to repeat: a
 * version of a procedure is written once, and nothing is removed. Last it writes which of them are in force.
 * @param emulator whether values that are only examples are taken
 * @throws Error naming file, procedure and field when the catalogue or the province's file is invalid, a version would change,
 *   or an example would reach a real table.
 */
export async function seedCatalogue(table: Table, slug: string, { emulator = false } = {}): Promise<Seeded> {
  const procedures = provinceCatalogue(slug);
  if (!emulator) refuseExamples(slug, procedures);
  const { agencies } = loadProvince(slug);
  const loaded = loadCalendars();
  if (!loaded.ok) throw new Error(loaded.error.map((fault) => JSON.stringify(fault)).join('\n'));
  const calendars = loaded.value;
  const rows = [
    ...(await newVersions(table, procedures)).map((procedure) => ({
      ...keys.procedure(procedure.procedureCode, procedure.version),
      procedure,
    })),
    ...calendars.map((calendar) => ({ ...keys.calendar(calendar.version), calendar })),
    { ...keys.successions(), successions: successionsOf(agencies) },
    { ...keys.directory(), agencies: directoryOf(agencies) },
    ...agencies.map((agency) => ({ ...keys.agency(agency.agencyId), agency })),
  ];
  await putAll(table, rows);
  const edition = editionOf(procedures, agencies, new Date().toISOString());
  await putAll(table, [{ ...keys.edition(), edition }]);
  return { procedures: procedures.length, agencies: agencies.length };
}

async function putAll({ client, name }: Table, rows: readonly object[]): Promise<void> {
  let left = rows.map((Item) => ({ PutRequest: { Item } }));
  while (left.length > 0) {
    const answer = await client.send(new BatchWriteCommand({ RequestItems: { [name]: left.slice(0, BATCH) } }));
    left = [...((answer.UnprocessedItems?.[name] ?? []) as typeof left), ...left.slice(BATCH)];
  }
}

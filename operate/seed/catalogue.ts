import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { loadProvince } from '../../infra/province/load.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { CATALOGUE_FOLDER, loadCatalogue } from '../../shared/procedure/load-catalogue.ts';
import { loadCalendars } from '../calendars/load.ts';

/** DynamoDB accepts at most 25 rows in one batch. */
const BATCH = 25;

export type Seeded = { readonly procedures: number; readonly agencies: number };

/**
 * Writes the catalogue of procedures and the province's agencies to its table. Safe to repeat: a version of a procedure is
 * written unchanged, and nothing is removed.
 * @throws Error naming file, procedure and field when the catalogue or the province's file is invalid.
 */
export async function seedCatalogue({ client, name }: Table, slug: string): Promise<Seeded> {
  const procedures = loadCatalogue(CATALOGUE_FOLDER);
  if (!procedures.ok) throw new Error(procedures.error.map((fault) => JSON.stringify(fault)).join('\n'));
  const { agencies } = loadProvince(slug);
  const loaded = loadCalendars();
  if (!loaded.ok) throw new Error(loaded.error.map((fault) => JSON.stringify(fault)).join('\n'));
  const calendars = loaded.value;
  const rows = [
    ...procedures.value.map((procedure) => ({
      ...keys.procedure(procedure.procedureCode, procedure.version),
      procedure,
    })),
    ...calendars.map((calendar) => ({ ...keys.calendar(calendar.version), calendar })),
    ...agencies.map((agency) => ({ ...keys.agency(agency.agencyId), agency })),
  ];
  let left = rows.map((Item) => ({ PutRequest: { Item } }));
  while (left.length > 0) {
    const answer = await client.send(new BatchWriteCommand({ RequestItems: { [name]: left.slice(0, BATCH) } }));
    left = [...((answer.UnprocessedItems?.[name] ?? []) as typeof left), ...left.slice(BATCH)];
  }
  return { procedures: procedures.value.length, agencies: agencies.length };
}

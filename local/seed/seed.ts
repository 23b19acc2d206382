import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { loadProvince } from '../../infra/province/load.ts';
import { CATALOGUE_FOLDER, loadCatalogue } from '../../shared/procedure/load-catalogue.ts';
import { keys } from '../../shared/store/keys.ts';
import { tableOf } from '../clients.ts';
import type { Environment } from '../environment.ts';

/** The store takes at most 25 rows in one batch. */
const BATCH = 25;

/**
 * Puts the catalogue of procedures and the province's agencies into the table. Safe to repeat: a version of a
 * procedure is written as it was.
 * @throws Error naming file, procedure and field when the catalogue is wrong.
 */
export async function seed(environment: Environment): Promise<void> {
  const procedures = loadCatalogue(CATALOGUE_FOLDER);
  if (!procedures.ok) throw new Error(procedures.error.map((fault) => JSON.stringify(fault)).join('\n'));
  const rows = [
    ...procedures.value.map((procedure) => ({
      ...keys.procedure(procedure.procedureCode, procedure.version),
      procedure,
    })),
    ...loadProvince(environment.province).agencies.map((agency) => ({ ...keys.agency(agency.agencyId), agency })),
  ];
  const { client, name } = tableOf(environment);
  let left = rows.map((Item) => ({ PutRequest: { Item } }));
  while (left.length > 0) {
    const answer = await client.send(new BatchWriteCommand({ RequestItems: { [name]: left.slice(0, BATCH) } }));
    left = [...((answer.UnprocessedItems?.[name] ?? []) as typeof left), ...left.slice(BATCH)];
  }
}

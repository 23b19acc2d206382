import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsClient } from '../../shared/platform/aws/client.ts';
import { openTable } from '../../shared/platform/table/table.ts';
import { loadProvince } from '../province/load.ts';
import { putCalendar, readCalendarFile } from './calendar.ts';
import { seedCatalogue } from './catalogue.ts';

const USAGE =
  'npm run seed -- --province <slug> --table <name of the table, output TableName of the stateful stack> [--calendar <file of a new version>]';

/**
 * Seeds one province, or puts a new version of its calendar into force, with the credentials the AWS SDK finds; the
 * region is the province's own where its file names one.
 */
async function run(): Promise<void> {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({ options: { province: string, table: string, calendar: string } });
  const { province, table, calendar: file } = values;
  if (province === undefined || table === undefined) throw new Error(USAGE);
  const { region, name } = loadProvince(province);
  // Agencies of one province in the table of another would receive its dossiers.
  if (!table.startsWith(`motcua-${province}-`)) throw new Error(`${table} is not a table of ${name}. ${USAGE}`);
  const calendar = file === undefined ? undefined : readCalendarFile(file);
  const client = awsClient(DynamoDBClient, { ...(region !== undefined && { region }) });
  if (calendar !== undefined) {
    await putCalendar(openTable(table, client), calendar);
    client.destroy();
    console.log(`${name}: version ${calendar.version} of the calendar is in force within a minute; no date has moved.`);
    return;
  }
  const { procedures, agencies } = await seedCatalogue(openTable(table, client), province);
  client.destroy();
  console.log(`${name}: ${procedures} procedures and ${agencies} agencies are in ${table}.`);
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

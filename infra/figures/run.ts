import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsClient } from '../../shared/platform/aws/client.ts';
import { openTable } from '../../shared/platform/table/table.ts';
import { loadProvince } from '../province/load.ts';
import { rebuildFigures } from './rebuild.ts';

const USAGE = `npm run figures -- rebuild --province <slug> --table <output TableName of the stateful stack> [--compare]
  rebuild    counts all dossiers anew from their logs and puts the new figures into use
  --compare  only says where the new figures differ from those in use (exit code 1 if they do)`;

/** With the credentials the AWS SDK finds; the region is the province's own where its file names one. */
async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { province: { type: 'string' }, table: { type: 'string' }, compare: { type: 'boolean' } },
  });
  const { province, table, compare = false } = values;
  if (positionals.join() !== 'rebuild' || province === undefined || table === undefined) throw new Error(USAGE);
  const { region, name } = loadProvince(province);
  if (!table.startsWith(`motcua-${province}-`)) throw new Error(`${table} is not a table of ${name}. ${USAGE}`);
  const client = awsClient(DynamoDBClient, { ...(region !== undefined && { region }) });
  const { dossiers, uncounted, differences, generation } = await rebuildFigures(openTable(table, client), {
    compare,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    report: (count) => console.log(`${count} dossiers counted`),
  });
  client.destroy();
  for (const one of uncounted) console.log(`not counted: ${one.dossierId} (${one.cause})`);
  for (const difference of differences) console.log(JSON.stringify(difference));
  console.log(`${name}: ${dossiers} dossiers, ${differences.length} rows differed, set ${generation} is in use.`);
  if (compare && differences.length > 0) process.exitCode = 1;
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

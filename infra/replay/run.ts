import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { awsClient } from '../../shared/platform/aws/client.ts';
import { openTable } from '../../shared/platform/table/table.ts';
import { loadProvince } from '../province/load.ts';
import { replay, type Selection } from './replay.ts';

const USAGE = `npm run replay -- --province <slug> --table <output TableName of the stateful stack> <which> [--dry-run]
  --dossier <dossierId> [--from <version>]  one dossier's events, from a version on
  --since <moment>                          all events written from a moment on, such as 2026-11-27T08:00:00Z
  --dry-run                                 only counts them`;

/** Publishes events again, with the credentials the AWS SDK finds. */
async function run(): Promise<void> {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      ...{ province: string, table: string, dossier: string, from: string, since: string },
      'dry-run': { type: 'boolean' },
    },
  });
  const { province, table, 'dry-run': dryRun = false } = values;
  const selection = selectionOf(values);
  if (province === undefined || table === undefined || selection === undefined) throw new Error(USAGE);
  const { region, name } = loadProvince(province);
  if (!table.startsWith(`motcua-${province}-`)) throw new Error(`${table} is not a table of ${name}. ${USAGE}`);
  const settings = region === undefined ? {} : { region };
  const [client, bus] = [awsClient(DynamoDBClient, settings), awsClient(EventBridgeClient, settings)];
  const publisher = { bus, busName: `motcua-${province}-events`, province, logger: console };
  const { events, refused } = await replay(openTable(table, client), selection, publisher, {
    dryRun,
    report: (count) => console.log(`${count} events`),
  });
  client.destroy();
  bus.destroy();
  for (const id of refused) console.log(`not published: ${id}`);
  console.log(`${name}: ${events} events ${dryRun ? 'would be published' : 'published'} again.`);
  if (refused.length > 0) process.exitCode = 1;
}

function selectionOf({ dossier, from = '1', since }: Partial<Record<string, string | boolean>>): Selection | undefined {
  if (typeof dossier === 'string' && since === undefined && /^[1-9]\d{0,7}$/.test(String(from))) {
    return { dossierId: dossier, fromVersion: Number(from) };
  }
  const moment = typeof since === 'string' && dossier === undefined ? Date.parse(since) : Number.NaN;
  return Number.isNaN(moment) ? undefined : { since: new Date(moment).toISOString() };
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

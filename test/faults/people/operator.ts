import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { replay } from '../../../operate/events/replay.ts';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { openTable } from '../../../shared/platform/table/table.ts';

const SECOND_TRY_MS = 5_000;

/** Publishes again what was written since a moment, as `npm run operate -- republish` does; what the bus refuses is tried once more. */
export async function republish(tableName: string, busName: string, province: string, since: string): Promise<void> {
  const [client, bus] = [awsClient(DynamoDBClient), awsClient(EventBridgeClient)];
  const publisher = { bus, busName, province, logger: console };
  const once = () => replay(openTable(tableName, client), { since }, publisher, { dryRun: false });
  try {
    await once();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, SECOND_TRY_MS));
    await once().catch(() => {});
  }
}

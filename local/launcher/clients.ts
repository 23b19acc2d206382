import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsClient } from '../../shared/platform/aws/client.ts';
import { openTable, type Table } from '../../shared/platform/table/table.ts';
import type { Environment } from './environment.ts';

type Where = Pick<Environment, 'endpoint' | 'region'>;

/** Settings of any AWS client that uses the emulator of an environment, and nothing else. */
export const clientSettings = ({ endpoint, region }: Where) => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** Time-out of our own tools: an emulator is one process that may be busy, and no user waits for them. Milliseconds. */
const PATIENCE_MS = 20_000;

export function tableOf(environment: Where & Pick<Environment, 'tableName'>): Table {
  const client = awsClient(DynamoDBClient, clientSettings(environment), { timeoutMs: PATIENCE_MS });
  return openTable(environment.tableName, client);
}

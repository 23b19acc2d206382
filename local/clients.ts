import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsClient } from '../shared/aws/client.ts';
import { openTable, type Table } from '../shared/store/table.ts';
import type { Environment } from './environment.ts';

type Where = Pick<Environment, 'endpoint' | 'region'>;

/** Settings of any AWS client that talks to the emulator of an environment, and to nothing else. */
export const clientSettings = ({ endpoint, region }: Where) => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

export function tableOf(environment: Where & Pick<Environment, 'tableName'>): Table {
  return openTable(environment.tableName, awsClient(DynamoDBClient, clientSettings(environment)));
}

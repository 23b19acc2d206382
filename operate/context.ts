import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { loadProvince } from '../infra/province/load.ts';
import { awsClient } from '../shared/platform/aws/client.ts';
import { sleep } from '../shared/platform/back-off.ts';
import { openTable } from '../shared/platform/table/table.ts';
import { type Context, UsageError } from './verb.ts';

type Where = {
  readonly province: string;
  /** Output `TableName` of the stateful stack; default: found by its name. */
  readonly table?: string | undefined;
  /** Address of an emulator. Absent: AWS, in the region of the province's file or of the operator's profile. */
  readonly endpoint?: string | undefined;
};

/** An operator can wait longer than an API caller. Milliseconds. */
const PATIENCE = { timeoutMs: 20_000 };

/**
 * Opens a province with the credentials the AWS SDK finds. @throws UsageError when the table is missing or another province's
 */
export async function openContext(where: Where): Promise<Context & { close(): void }> {
  const province = loadProvince(where.province);
  const own = `motcua-${province.slug}-`;
  if (where.table !== undefined && !where.table.startsWith(own)) {
    throw new UsageError(`${where.table} is not a table of ${province.name}.`);
  }
  const settings = {
    ...(province.region !== undefined && { region: province.region }),
    ...(where.endpoint !== undefined && {
      endpoint: where.endpoint,
      region: process.env.AWS_REGION ?? 'ap-southeast-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  };
  const dynamo = awsClient(DynamoDBClient, settings, PATIENCE);
  const queues = awsClient(SQSClient, settings, PATIENCE);
  const bus = awsClient(EventBridgeClient, settings, PATIENCE);
  const secrets = awsClient(SecretsManagerClient, settings, PATIENCE);
  const files = awsClient(S3Client, { ...settings, forcePathStyle: where.endpoint !== undefined }, PATIENCE);
  const stacks = awsClient(CloudFormationClient, settings, PATIENCE);
  const metrics = awsClient(CloudWatchClient, settings, PATIENCE);
  const logs = awsClient(CloudWatchLogsClient, settings, PATIENCE);
  const close = () => {
    for (const client of [dynamo, queues, bus, secrets, stacks, files, metrics, logs]) client.destroy();
  };
  try {
    const table = openTable(where.table ?? (await findTable(dynamo, own, province.name)), dynamo);
    return {
      ...{ province, table, queues, bus, secrets, stacks, files, metrics, logs, close },
      emulator: where.endpoint !== undefined,
      clock: () => new Date(),
      busName: `${own}events`,
      progress: (line) => process.stderr.write(`${line}\n`),
      pause: sleep,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** The single table of a province. @throws UsageError when there is none, or more than one */
async function findTable(client: DynamoDBClient, own: string, province: string): Promise<string> {
  const found: string[] = [];
  let start: string | undefined;
  do {
    const { TableNames = [], LastEvaluatedTableName } = await client.send(
      new ListTablesCommand(start === undefined ? {} : { ExclusiveStartTableName: start }),
    );
    found.push(...TableNames.filter((name) => name.startsWith(own)));
    start = LastEvaluatedTableName;
  } while (start !== undefined);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new UsageError(`${province} has ${found.length} tables here (${own}…): name the one with --table.`);
  }
  return only;
}

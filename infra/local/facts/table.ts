import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { at, type Fact, lastPart, textAt } from './fact.ts';

const of = 'AWS::DynamoDB::Table';

const indexesIn = (indexes: unknown) =>
  (Array.isArray(indexes) ? indexes : []).map((index: unknown) => [
    at(index, 'IndexName'),
    at(index, 'KeySchema'),
    at(index, 'Projection'),
  ]);

export const TABLE_FACTS: readonly Fact[] = [
  {
    of,
    property: 'TimeToLiveSpecification',
    expected: (p) => at(p, 'TimeToLiveSpecification', 'AttributeName'),
    actual: async ({ dynamodb }, TableName) =>
      (await dynamodb.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription?.AttributeName,
    putBack: ({ dynamodb }, TableName, p) =>
      dynamodb.send(
        new UpdateTimeToLiveCommand({
          TableName,
          TimeToLiveSpecification: {
            Enabled: true,
            AttributeName: textAt(p, 'TimeToLiveSpecification', 'AttributeName'),
          },
        }),
      ),
  },
  {
    of,
    property: 'PointInTimeRecoverySpecification',
    expected: (p) => (at(p, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled') ? 'ENABLED' : undefined),
    actual: async ({ dynamodb }, TableName) =>
      (await dynamodb.send(new DescribeContinuousBackupsCommand({ TableName }))).ContinuousBackupsDescription
        ?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus,
    putBack: ({ dynamodb }, TableName, p) =>
      dynamodb.send(
        new UpdateContinuousBackupsCommand({
          TableName,
          PointInTimeRecoverySpecification: {
            PointInTimeRecoveryEnabled: true,
            RecoveryPeriodInDays: Number(at(p, 'PointInTimeRecoverySpecification', 'RecoveryPeriodInDays')),
          },
        }),
      ),
  },
  {
    of,
    property: 'SSESpecification',
    expected: (p) => lastPart(at(p, 'SSESpecification', 'KMSMasterKeyId')),
    actual: async ({ dynamodb }, TableName) =>
      lastPart((await dynamodb.send(new DescribeTableCommand({ TableName }))).Table?.SSEDescription?.KMSMasterKeyArn),
    putBack: ({ dynamodb }, TableName, p) =>
      dynamodb.send(
        new UpdateTableCommand({
          TableName,
          SSESpecification: {
            Enabled: true,
            SSEType: 'KMS',
            KMSMasterKeyId: textAt(p, 'SSESpecification', 'KMSMasterKeyId'),
          },
        }),
      ),
  },
  {
    of,
    property: 'DeletionProtectionEnabled',
    expected: (p) => p.DeletionProtectionEnabled,
    actual: async ({ dynamodb }, TableName) =>
      (await dynamodb.send(new DescribeTableCommand({ TableName }))).Table?.DeletionProtectionEnabled,
    putBack: ({ dynamodb }, TableName, p) =>
      dynamodb.send(
        new UpdateTableCommand({ TableName, DeletionProtectionEnabled: p.DeletionProtectionEnabled === true }),
      ),
  },
  {
    of,
    property: 'StreamSpecification',
    expected: (p) => at(p, 'StreamSpecification', 'StreamViewType'),
    actual: async ({ dynamodb }, TableName) =>
      (await dynamodb.send(new DescribeTableCommand({ TableName }))).Table?.StreamSpecification?.StreamViewType,
  },
  {
    of,
    property: 'GlobalSecondaryIndexes',
    expected: (p) => indexesIn(p.GlobalSecondaryIndexes),
    actual: async ({ dynamodb }, TableName) =>
      indexesIn((await dynamodb.send(new DescribeTableCommand({ TableName }))).Table?.GlobalSecondaryIndexes),
  },
  {
    of,
    property: 'BillingMode',
    expected: (p) => p.BillingMode,
    actual: async ({ dynamodb }, TableName) =>
      (await dynamodb.send(new DescribeTableCommand({ TableName }))).Table?.BillingModeSummary?.BillingMode,
  },
];

import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { clientSettings } from '../../local/launcher/clients.ts';
import type { Environment } from '../../local/launcher/environment.ts';
import { documentsBucket } from '../../shared/platform/files/bucket.ts';
import { REAL_TIME } from '../faults/semantics/case.ts';
import type { Partition } from '../faults/semantics/dynamodb/place.ts';
import type { Events } from '../faults/semantics/events.ts';
import type { Store } from '../faults/semantics/s3.ts';
import type { Queues, Received } from '../faults/semantics/sqs/place.ts';

type Where = Pick<Environment, 'endpoint' | 'region'>;

/** Any emulator's clients: what is refused is refused once. */
const settings = (where: Where) => ({
  ...clientSettings(where),
  // The emulator takes any key for a call, but a presigned address only under the one its functions have.
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});

const ownName = (kind: string) => `cases-${kind}-${randomUUID().slice(0, 8)}`;
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
const keyed = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];

/** A table for all cases, and a partition for each. */
export async function partitionsOn(where: Where): Promise<() => Promise<Partition>> {
  const client = new DynamoDBClient(settings(where));
  const TableName = ownName('table');
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map(text),
      KeySchema: keyed('pk', 'sk'),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'gsi1',
          KeySchema: keyed('gsi1pk', 'gsi1sk'),
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['summary'] },
        },
      ],
    }),
  );
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return async () => ({ client, documents, TableName, pk: randomUUID(), time: REAL_TIME });
}

export function queuesOn(where: Where): () => Promise<Queues> {
  const client = new SQSClient(settings(where));
  const handles = new Map<Received, string>();
  const make = async (name: string, Attributes: Record<string, string>) =>
    (await client.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl ?? '';
  const arnOf = async (QueueUrl: string) => {
    const AttributeNames = ['QueueArn'] as const;
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
    );
    return Attributes?.QueueArn;
  };
  return async () => ({
    client,
    time: REAL_TIME,
    open: async ({ fifo = false, visibility = 30, receptions } = {}) => {
      const [name, ending] = [ownName('queue'), fifo ? '.fifo' : ''];
      const kind = { ...(fifo && { FifoQueue: 'true' }) };
      const deadLetters = await make(`${name}-dead${ending}`, kind);
      const RedrivePolicy = JSON.stringify({
        deadLetterTargetArn: await arnOf(deadLetters),
        maxReceiveCount: receptions,
      });
      const url = await make(`${name}${ending}`, {
        ...kind,
        VisibilityTimeout: String(visibility),
        ...(receptions !== undefined && { RedrivePolicy }),
      });
      return { url, deadLetters };
    },
    receive: async (QueueUrl, most = 10) => {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: most, MessageSystemAttributeNames: ['All'] }),
      );
      return Messages.map(({ Body = '', Attributes, ReceiptHandle = '' }) => {
        const told = {
          body: Body,
          group: Attributes?.MessageGroupId,
          count: Number(Attributes?.ApproximateReceiveCount),
        };
        handles.set(told, ReceiptHandle);
        return told;
      });
    },
    remove: async (QueueUrl, told) => {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: handles.get(told) }));
    },
  });
}

export async function eventsOn(where: Where): Promise<() => Promise<Events>> {
  const client = new EventBridgeClient(settings(where));
  const bus = ownName('bus');
  await client.send(new CreateEventBusCommand({ Name: bus }));
  return async () => ({ client, bus });
}

/** A bucket for all cases, and a key for each. */
export async function storesOn(where: Where): Promise<() => Promise<Store>> {
  const client = new S3Client({ ...settings(where), forcePathStyle: true });
  const bucket = ownName('bucket');
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
  const signer = documentsBucket({ DOCUMENTS_BUCKET: bucket, AWS_ENDPOINT_URL: where.endpoint }, client.config);
  return async () => {
    const key = randomUUID();
    return {
      client,
      bucket,
      key,
      presign: (request, ago = 0) => signer.presign({ ...request, key }, 60, new Date(Date.now() - ago * 1000)),
      fetch: async (address, method, headers, body) => {
        const answer = await fetch(address, { method, headers, ...(body !== undefined && { body }) });
        await answer.body?.cancel();
        return answer.status;
      },
    };
  };
}

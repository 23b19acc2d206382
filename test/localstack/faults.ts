import { deepEqual, ok, rejects } from 'node:assert/strict';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { strToU8, zipSync } from 'fflate';
import { call } from '../../infra/local/call.ts';
import { clientSettings } from '../../local/launcher/clients.ts';
import { until } from '../../local/launcher/wait.ts';
import { withCore } from './core.ts';

const TableName = 'one';

const put = (pk: string, n: number) => ({ Put: { TableName, Item: { pk, n } } });

const CODE = `
  exports.handler = async ({ Records }) => { for (const { body } of Records) console.log('told', body, process.pid); };
`;

/** Sends one message to a function. @returns how often it was told, and by how many processes */
async function deliveries(endpoint: string): Promise<{ told: number; processes: number }> {
  const where = { endpoint, region: 'ap-southeast-1' };
  const json = async (service: string, target: string, body: object) =>
    JSON.parse(await call(where, service, { target, body: JSON.stringify(body), type: 'application/x-amz-json-1.1' }));
  const lambda = (path: string, body: object) =>
    call(where, 'lambda', { path: `/2015-03-31/${path}`, body: JSON.stringify(body) });
  const { QueueUrl } = await json('sqs', 'AmazonSQS.CreateQueue', { QueueName: 'one' });
  const ZipFile = Buffer.from(zipSync({ 'index.js': strToU8(CODE) })).toString('base64');
  const [FunctionName, Role] = ['one', 'arn:aws:iam::000000000000:role/one'];
  await lambda('functions', { FunctionName, Role, Runtime: 'nodejs24.x', Handler: 'index.handler', Code: { ZipFile } });
  const EventSourceArn = 'arn:aws:sqs:ap-southeast-1:000000000000:one';
  await lambda('event-source-mappings', { FunctionName, EventSourceArn, BatchSize: 1 });
  await json('sqs', 'AmazonSQS.SendMessage', { QueueUrl, MessageBody: 'hello' });
  const told = async (): Promise<string[]> => {
    const { events } = await json('logs', 'Logs_20140328.FilterLogEvents', { logGroupName: '/aws/lambda/one' });
    return (events as { message: string }[]).flatMap(({ message }) => /told hello \d+/.exec(message) ?? []);
  };
  await until(async () => (await told()).length >= 2, { timeoutMs: 60_000, everyMs: 200 });
  const lines = await told();
  return { told: lines.length, processes: new Set(lines).size };
}

/** What tests switch on, seen through the SDK as the functions see it; and tokens of transactions, over the wire. */
export function checkFaults(python: string): Promise<void> {
  return withCore(python, async ({ endpoint }) => {
    const settings = { ...clientSettings({ endpoint, region: 'ap-southeast-1' }), maxAttempts: 1 };
    const [plain, bus] = [new DynamoDBClient(settings), new EventBridgeClient(settings)];
    const table = DynamoDBDocumentClient.from(plain);
    const shares = async (wanted: object, seed = 1) => {
      const body = JSON.stringify({ seed, shares: wanted });
      return (await fetch(`${endpoint}/_motcua/faults`, { method: 'POST', body })).status;
    };
    const AttributeName = 'pk';
    await plain.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName, AttributeType: 'S' }],
        KeySchema: [{ AttributeName, KeyType: 'HASH' }],
      }),
    );
    const write = (ClientRequestToken: string, ...TransactItems: ReturnType<typeof put>[]) =>
      table.send(new TransactWriteCommand({ ClientRequestToken, TransactItems }));
    const read = async (pk: string) => (await table.send(new GetCommand({ TableName, Key: { pk } }))).Item?.n;

    await shares({ 'transaction-conflict': 1 });
    await rejects(write('t1', put('a', 1), put('b', 1)), (error: { CancellationReasons?: { Code?: string }[] }) => {
      deepEqual(
        error.CancellationReasons?.map(({ Code }) => Code),
        ['TransactionConflict', 'None'],
      );
      return true;
    });
    await shares({});
    deepEqual(await read('a'), undefined);
    await write('t1', put('a', 1), put('b', 1));
    await write('t1', put('a', 1), put('b', 1));
    await rejects(write('t1', put('a', 2)), { name: 'IdempotentParameterMismatchException' });
    deepEqual(await read('a'), 1);

    await shares({ throttling: 1 });
    await rejects(read('a'), { name: 'ThrottlingException' });

    await shares({ 'put-events': 0.5 });
    const Entries = Array.from({ length: 10 }, () => ({ Source: 'one', DetailType: 'one', Detail: '{}' }));
    const answer = await bus.send(new PutEventsCommand({ Entries }));
    const failed = answer.Entries?.filter(({ ErrorCode }) => ErrorCode !== undefined).length ?? 0;
    ok(failed > 0 && failed < 10 && failed === answer.FailedEntryCount && answer.Entries?.length === 10);

    await shares({ duplicate: 1, late: 1, recycle: 1 });
    deepEqual(await deliveries(endpoint), { told: 2, processes: 2 });

    deepEqual(await shares({ unknown: 1 }), 400);
    table.destroy();
    bus.destroy();
    console.log(
      'faults: conflicts, throttling, refused events, deliveries that come twice and recycled sandboxes are seen',
    );
  });
}

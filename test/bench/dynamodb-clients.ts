import { DynamoDBClient, GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  type GetCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { HttpRequest } from '@smithy/core/protocols';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { awsClient } from '../../shared/platform/aws/client.ts';
import { exchange, readAll } from '../../shared/platform/partners/exchange.ts';

/** What the store asks of its client. */
export type StoreClient = { send(command: unknown): Promise<Record<string, unknown>> };

const REGION = 'ap-southeast-1';
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const MARSHALL = { removeUndefinedValues: true };
const LIMITS = { timeoutMs: 4_000, connectMs: 1_000, maxBytes: 64_000_000 };

/** The SDK's client as functions have it; only the last step goes to the loopback interface instead of to AWS. */
function plainClient(port: number, more: object = {}): DynamoDBClient {
  const client = awsClient(DynamoDBClient, { region: REGION, credentials, ...more });
  client.middlewareStack.add(
    (next) => (args) => {
      Object.assign(args.request as HttpRequest, { protocol: 'http:', hostname: '127.0.0.1', port });
      return next(args);
    },
    { step: 'deserialize', name: 'toLoopback' },
  );
  return client;
}

const documents = (client: DynamoDBClient) =>
  DynamoDBDocumentClient.from(client, { marshallOptions: MARSHALL }) as unknown as StoreClient;

/** Where to, told instead of worked out by the SDK's rules for each request. */
const FIXED = { endpoint: `https://dynamodb.${REGION}.amazonaws.com`, accountIdEndpointMode: 'disabled' };

/** With everything left out that the SDK lets one leave out: its endpoint rules, and steps that change no answer. */
function strippedClient(port: number): StoreClient {
  const client = plainClient(port, FIXED);
  for (const step of ['loggerMiddleware', 'getUserAgentMiddleware', 'recursionDetectionMiddleware']) {
    client.middlewareStack.remove(step);
  }
  return documents(client);
}

/** A document command's parameters as the table's own protocol has them. */
function wired(command: unknown): { readonly operation: 'GetItem' | 'TransactWriteItems'; readonly input: object } {
  if (command instanceof GetCommand) {
    const { Key, ...rest } = command.input as GetCommandInput;
    return { operation: 'GetItem', input: { ...rest, Key: marshall(Key ?? {}, MARSHALL) } };
  }
  if (!(command instanceof TransactWriteCommand)) throw new Error('a create asks for nothing else');
  const { TransactItems = [], ...rest } = command.input as TransactWriteCommandInput;
  const inner = (of: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(of).map(([name, value]) => [
        name,
        ['Item', 'Key', 'ExpressionAttributeValues'].includes(name) ? marshall(value as object, MARSHALL) : value,
      ]),
    );
  const items = TransactItems.map((item) =>
    Object.fromEntries(Object.entries(item).map(([verb, of]) => [verb, inner(of as Record<string, unknown>)])),
  );
  return { operation: 'TransactWriteItems', input: { ...rest, TransactItems: items } };
}

function itemOf(answer: object): Record<string, unknown> {
  const { Item } = answer as { Item?: Parameters<typeof unmarshall>[0] };
  return Item === undefined ? {} : { Item: unmarshall(Item) };
}

/** The SDK's plain client, with values made by ourselves: without the document client's own steps. */
function attributeClient(port: number): StoreClient {
  const client = plainClient(port);
  return {
    async send(command) {
      const { operation, input } = wired(command);
      if (operation === 'GetItem') return itemOf(await client.send(new GetItemCommand(input as never)));
      return { ...(await client.send(new TransactWriteItemsCommand(input as never))) };
    },
  };
}

/** As little as can be: values, JSON, signature, one exchange. No retries, no error types, no clock, no renewed rights. */
function wireClient(port: number): StoreClient {
  const signer = new SignatureV4({
    credentials,
    region: REGION,
    service: 'dynamodb',
    sha256: Hash.bind(null, 'sha256'),
  });
  const hostname = `dynamodb.${REGION}.amazonaws.com`;
  const url = new URL(`http://127.0.0.1:${port}/`);
  return {
    async send(command) {
      const { operation, input } = wired(command);
      const body = JSON.stringify(input);
      const headers = {
        host: hostname,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
      };
      const request = new HttpRequest({ method: 'POST', protocol: 'https:', hostname, path: '/', headers, body });
      const signed = await signer.sign(request);
      const answer = await exchange(url, { method: 'POST', headers: signed.headers, body, ...LIMITS });
      const text = (await readAll(answer.body)).toString();
      if (!answer.ok) throw new Error(text);
      return itemOf(JSON.parse(text));
    },
  };
}

/** One exchange with what another client would have sent, and nothing made of the answer. */
function transportOnly(port: number): StoreClient {
  const url = new URL(`http://127.0.0.1:${port}/`);
  const body = JSON.stringify({ filler: 'a'.repeat(2_500) });
  const headers = { 'content-type': 'application/x-amz-json-1.0', authorization: 'x'.repeat(250) };
  return {
    async send() {
      const answer = await exchange(url, { method: 'POST', headers, body, ...LIMITS });
      await readAll(answer.body);
      return {};
    },
  };
}

/** Ways to reach the table behind the store's port, the one in use first. */
export const CLIENTS: Readonly<Record<string, (port: number) => StoreClient>> = {
  'as it is: document client of the SDK': (port) => documents(plainClient(port)),
  'the same, its endpoint told': (port) => documents(plainClient(port, FIXED)),
  'the same, stripped of what it can be': strippedClient,
  'plain client of the SDK, values made by us': attributeClient,
  'own wire client, without retries and error types': wireClient,
  'requests of that size alone': transportOnly,
  'no client: the store’s own work': () => ({ send: async () => ({}) }),
};

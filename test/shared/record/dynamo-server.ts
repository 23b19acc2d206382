import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { openTable, type Table } from '../../../shared/platform/table/table.ts';
import { TableDouble } from '../platform/delivery/table-double.ts';

type Json = Record<string, unknown>;
type Answer = { readonly status: number; readonly body: Json } | 'no-answer';

/** A request as it came: `PutItem`, and its parameters in the store's own JSON. */
export type Asked = { readonly operation: string; readonly input: Json };
/** Responds in place of the table, or forwards the request. `lost`: it is executed and the response is lost. */
export type Fault = (asked: Asked) => Answer | 'lost' | undefined;

const refused = (type: string, message: string, more: Json = {}): Answer => ({
  status: 400,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message, ...more },
});

const ONGOING = 'Transaction is ongoing for the item';
const CANCELLED = 'Transaction cancelled, please refer cancellation reasons for specific reasons';

/** A transaction that was cancelled: one reason for each item, `None` for those that were not in the way. */
export function cancelled(reasons: readonly Json[]): Answer {
  const named = reasons.map(({ Code }) => Code).join(', ');
  return {
    status: 400,
    body: {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: `${CANCELLED} [${named}]`,
      CancellationReasons: reasons,
    },
  };
}

const itemsOf = ({ input }: Asked) => (input.TransactItems ?? []) as Record<string, Json>[];
const reasonsAt = (asked: Asked, position: number, Code: string, Message: string) =>
  cancelled(itemsOf(asked).map((_, n) => (n === position ? { Code, Message } : { Code: 'None' })));

/** Response of AWS to a conflicting write; the emulator never sends it. */
export const conflict = (asked: Asked): Answer =>
  asked.operation === 'TransactWriteItems'
    ? reasonsAt(asked, 0, 'TransactionConflict', ONGOING)
    : refused('TransactionConflictException', ONGOING);
/** A transaction that exceeds the capacity of the table or a partition. */
export const throttledItem = (asked: Asked): Answer =>
  reasonsAt(
    asked,
    itemsOf(asked).length - 1,
    'ThrottlingError',
    'Throughput exceeds the current capacity of your table.',
  );
export const inProgress: Answer = refused('TransactionInProgressException', 'The transaction is in progress');
export const otherParameters: Answer = refused('IdempotentParameterMismatchException', 'The parameters do not match');
export const throttled: Answer = refused('ThrottlingException', 'Rate of requests exceeds the allowed throughput.');

export const isWrite = ({ operation }: Asked) => !['GetItem', 'Query', 'BatchGetItem'].includes(operation);

/**
 * DynamoDB over HTTP for the product's requests, with AWS behaviour that the emulator lacks: requests for the rows of an
 * ongoing transaction are rejected; a transaction repeated with its token is executed once.
 */
export class DynamoServer {
  readonly double = new TableDouble();
  readonly asked: Asked[] = [];
  fault: Fault = () => undefined;
  /** Number of requests that the next transaction makes fail before it completes. */
  meets = 0;
  readonly #held = new Set<string>();
  #turnedAway: () => void = () => undefined;
  readonly #done = new Map<string, string>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #clients: DynamoDBClient[] = [];

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The table as a function opens it, over a client of the SDK. */
  open(): Table {
    const { port } = this.#server.address() as AddressInfo;
    const client = new DynamoDBClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'ap-southeast-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
      maxAttempts: 2,
    });
    this.#clients.push(client);
    return openTable('table', client);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const asked = { operation, input: JSON.parse(Buffer.concat(chunks).toString()) as Json };
    this.asked.push(asked);
    const fault = this.fault(asked);
    const answer = fault === undefined || fault === 'lost' ? await this.#carryOut(asked) : fault;
    if (answer === 'no-answer' || fault === 'lost') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { 'Content-Type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(answer.body));
  }

  async #carryOut(asked: Asked): Promise<Answer> {
    const { operation, input } = asked;
    if (operation !== 'TransactWriteItems') {
      const id = idOf(input);
      if (isWrite(asked) && this.#held.has(id)) return this.#turnAway(conflict(asked));
      return this.#ask(operation.replace(/Item$/, ''), plain(input));
    }
    const { ClientRequestToken: token = '', ...rest } = input as { ClientRequestToken?: string };
    const same = JSON.stringify(rest);
    if (this.#done.has(token)) return this.#done.get(token) === same ? { status: 200, body: {} } : otherParameters;
    const parts = itemsOf(asked).map((item) => Object.entries(item)[0] as [string, Json]);
    const ids = parts.map(([, part]) => idOf(part));
    if (ids.some((id) => this.#held.has(id))) {
      const met = (id: string) => (this.#held.has(id) ? { Code: 'TransactionConflict', Message: ONGOING } : NONE);
      return this.#turnAway(cancelled(ids.map(met)));
    }
    if (this.meets > 0) {
      for (const id of ids) this.#held.add(id);
      await new Promise<void>((resolve) => {
        this.#turnedAway = () => {
          this.meets -= 1;
          if (this.meets === 0) resolve();
        };
      });
      for (const id of ids) this.#held.delete(id);
    }
    const TransactItems = parts.map(([kind, part]) => ({ [kind]: plain(part) }));
    const answer = await this.#ask('TransactWrite', { TransactItems });
    if (answer !== 'no-answer' && answer.status === 200) this.#done.set(token, same);
    return answer;
  }

  #turnAway(answer: Answer): Answer {
    this.#turnedAway();
    return answer;
  }

  async #ask(request: string, input: Json): Promise<Answer> {
    try {
      const send = this.double.table.client.send as unknown as (command: unknown) => Promise<Json>;
      const { Item, Items, Attributes, ...rest } = await send({ input, constructor: { name: request } });
      const rows = (Items as Json[] | undefined)?.map((row) => marshall(row));
      const one = (row: unknown) => (row === undefined ? undefined : marshall(row as Json));
      const next = one(rest.LastEvaluatedKey);
      return {
        status: 200,
        body: { Item: one(Item), Items: rows, Attributes: one(Attributes), LastEvaluatedKey: next },
      };
    } catch (error) {
      const { name, message, Item, CancellationReasons } = error as Error & Json;
      if (name === 'TransactionCanceledException') return cancelled(CancellationReasons as Json[]);
      if (name === 'ConditionalCheckFailedException') return refused(name, message, Item ? { Item } : {});
      return refused('ValidationException', message);
    }
  }
}

const NONE = { Code: 'None' };

function idOf(input: Json): string {
  const { pk, sk } = (input.Key ?? input.Item ?? {}) as Record<string, { S: string }>;
  return `${pk?.S} ${sk?.S}`;
}

/** Parameters with their values as JavaScript has them. */
function plain(input: Json): Json {
  const marshalled = ['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey'];
  const entries = Object.entries(input).map(([name, value]) => [
    name,
    marshalled.includes(name) ? unmarshall(value as Parameters<typeof unmarshall>[0]) : value,
  ]);
  return Object.fromEntries(entries);
}

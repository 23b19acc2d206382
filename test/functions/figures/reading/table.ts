import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { RecordedEvent } from '../../../../shared/dossier/events.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import type { Table } from '../../../../shared/platform/table/table.ts';
import { ServiceError } from '../../../faults/cloud/dynamodb/errors.ts';
import { DynamoDb } from '../../../faults/cloud/dynamodb/service.ts';
import { TableRows } from '../../../faults/cloud/dynamodb/table.ts';
import type { Item } from '../../../faults/cloud/dynamodb/values.ts';

type Json = Record<string, unknown>;
type Input = Json & {
  readonly TransactItems?: readonly Record<string, Json>[];
  readonly RequestItems?: Readonly<Record<string, readonly { readonly DeleteRequest: { readonly Key: Json } }[]>>;
};

const OPERATIONS: Readonly<Record<string, string>> = {
  GetCommand: 'GetItem',
  PutCommand: 'PutItem',
  UpdateCommand: 'UpdateItem',
  QueryCommand: 'Query',
  ScanCommand: 'Scan',
  BatchWriteCommand: 'BatchWriteItem',
  TransactWriteCommand: 'TransactWriteItems',
};
const IN_STORE_FORM = ['Key', 'Item', 'ExclusiveStartKey', 'ExpressionAttributeValues'];

/** The simulated table, called without a network; transactions may conflict. */
export class FiguresTable {
  readonly rows = new TableRows(
    { name: 'table', key: { partition: 'pk', sort: 'sk' }, indexes: {} },
    { now: () => 0, later: (_, run) => run(), lag: () => 0, onRecord: () => {} },
  );
  readonly service = new DynamoDb(this.rows, { now: () => 0, transactionMs: () => 0, sleep: async () => {} });
  /** Rows per query page. */
  pageSize = 12;
  /** Whether the next transaction conflicts. */
  conflicts: () => boolean = () => false;
  /** Largest number of items in a transaction. */
  largestWrite = 0;
  /** Requests so far, by operation and partition. */
  readonly asked: string[] = [];
  /** Yields between two requests, so that concurrent workers interleave. */
  turn: () => Promise<void> = async () => {};

  readonly table: Table = {
    name: 'table',
    client: {
      send: async (command: { input: Input; constructor: { name: string } }) => {
        await this.turn();
        return this.#answer(OPERATIONS[command.constructor.name] ?? '', command.input);
      },
    } as unknown as Table['client'],
  };

  log(events: readonly RecordedEvent[]): void {
    for (const event of events) this.put({ ...keys.event(event.dossierId, event.version), event });
  }

  remove(pk: string, sk: string): void {
    this.rows.rows.replace(this.rows.rows.get({ pk: { S: pk }, sk: { S: sk } }), undefined);
  }

  put(row: Json): void {
    const item = marshall(row, { removeUndefinedValues: true }) as Item;
    this.rows.rows.replace(this.rows.rows.get(item), item);
  }

  /** All rows of one generation of figures. */
  figures(generation: number): Record<string, unknown> {
    const found = [...this.rows.rows.all()]
      .map((item) => unmarshall(item as never) as Json & { pk: string; sk: string })
      .filter(({ pk }) => pk.startsWith(`FIGURES#${generation}#`));
    const named = found.map(({ pk, sk, ...counts }) => [`${pk.split('#').slice(2).join('#')} ${sk}`, nonZero(counts)]);
    return Object.fromEntries(named.filter(([, counts]) => Object.keys(counts as object).length > 0));
  }

  #last: Promise<unknown> = Promise.resolve();

  /** Serialises writes: conflicts happen only when a test requests them. */
  #inTurn(operation: string, body: object): Promise<unknown> {
    const answer = this.#last.then(() => this.service.call(operation, body as never));
    this.#last = answer.catch(() => {});
    return answer;
  }

  async #answer(operation: string, input: Input): Promise<unknown> {
    this.asked.push(`${operation} ${(input.ExpressionAttributeValues as Json | undefined)?.[':pk'] ?? ''}`.trim());
    const { TransactItems } = input;
    if (TransactItems !== undefined) {
      this.largestWrite = Math.max(this.largestWrite, TransactItems.length);
      if (this.conflicts())
        throw cancelled(TransactItems.map((_, n) => ({ Code: n === 0 ? 'None' : 'TransactionConflict' })));
    }
    const { RequestItems = {} } = input;
    const body = {
      ...inStoreForm(input),
      RequestItems: Object.fromEntries(
        Object.entries(RequestItems).map(([name, requests]) => [
          name,
          requests.map(({ DeleteRequest: { Key } }) => ({ DeleteRequest: { Key: marshall(Key) } })),
        ]),
      ),
      ...(operation === 'Query' && { Limit: this.pageSize }),
      ...(TransactItems !== undefined && {
        TransactItems: TransactItems.map((item) =>
          Object.fromEntries(Object.entries(item).map(([kind, inner]) => [kind, inStoreForm(inner)])),
        ),
      }),
    };
    try {
      return plain((await this.#inTurn(operation, body)) as Json);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      if (error.type === 'TransactionCanceledException') throw cancelled(error.extra.CancellationReasons as []);
      throw Object.assign(new Error(error.message), { name: error.type, ...error.extra });
    }
  }
}

const cancelled = (CancellationReasons: { Code: string }[]) =>
  new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons });

const inStoreForm = (input: Json): Json =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      IN_STORE_FORM.includes(name) && value !== undefined ? marshall(value, { removeUndefinedValues: true }) : value,
    ]),
  );

const read = new WeakMap<object, Json>();

/** A row as its reader sees it; unchanged rows are converted only once. */
function rowOf(item: unknown): Json {
  const row = read.get(item as object) ?? unmarshall(item as never);
  read.set(item as object, row);
  return row;
}

const plain = ({ Item, Items, LastEvaluatedKey, ...rest }: Json): Json => ({
  ...rest,
  ...(Item !== undefined && { Item: rowOf(Item) }),
  ...(Items !== undefined && { Items: (Items as never[]).map(rowOf) }),
  ...(LastEvaluatedKey !== undefined && { LastEvaluatedKey: unmarshall(LastEvaluatedKey as never) }),
});

function nonZero(counts: Json) {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

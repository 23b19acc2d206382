import { type Capacity, countRead, countWrite } from './capacity.ts';
import { conditionOf } from './conditions.ts';
import { invalid, ServiceError } from './errors.ts';
import type { Rows } from './rows.ts';
import { projected, type RowWrite, TableRows } from './table.ts';
import { Placeholders } from './tokens.ts';
import { updateOf } from './updates.ts';
import { bytesOf, type Item, type MutableItem, type Value } from './values.ts';

type Body = {
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Value>>;
  readonly ReturnValues?: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
  readonly ConsistentRead?: boolean;
  readonly IndexName?: string;
  readonly ScanIndexForward?: boolean;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Item;
  readonly Select?: string;
  readonly TransactItems?: readonly Readonly<Record<string, Body>>[];
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly ClientRequestToken?: string;
};

const PAGE_BYTES = 1024 * 1024;
const TOKEN_MS = 600_000;

export type ServiceAround = {
  readonly now: () => number;
  /** Milliseconds a transaction holds its rows. */
  readonly transactionMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

/** The service's operations on one table, over the bodies of its JSON protocol. */
export class DynamoDb {
  readonly table: TableRows;
  /** Told of each operation, refused ones included: who asked, and what it took. */
  meter: (from: string, operation: string, took: Capacity) => void = () => {};
  readonly #around: ServiceAround;
  readonly #tokens = new Map<string, { readonly body: string; readonly until: number; readonly done: boolean }>();

  constructor(table: TableRows, around: ServiceAround) {
    this.table = table;
    this.#around = around;
  }

  /** @throws ServiceError */
  async call(operation: string, body: Body, from = ''): Promise<unknown> {
    const operate = OPERATIONS[operation];
    if (operate === undefined) throw new ServiceError('UnknownOperationException', operation);
    if (body.TableName !== undefined) this.#check(body.TableName);
    const took: Capacity = { read: 0, write: 0 };
    try {
      return await operate(this, body, took);
    } finally {
      this.meter(from, operation, took);
    }
  }

  #check(name: string): void {
    if (name === this.table.shape.name) return;
    throw new ServiceError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
  }

  get(body: Body, took: Capacity): unknown {
    const item = this.table.read(this.table.keyOf(body.Key ?? {}), body.ConsistentRead === true);
    countRead(took, item === undefined ? 0 : bytesOf(item), body.ConsistentRead === true);
    if (item === undefined) return {};
    return { Item: projection(item, body, new Placeholders(body.ExpressionAttributeNames)) };
  }

  write(write: RowWrite, body: Body, took: Capacity): unknown {
    const stands = this.table.rows.get(this.table.keyOf(write.key));
    // A write that is refused takes what the row that stands would.
    let written: Pick<ReturnType<TableRows['write']>, 'before' | 'after'> = { before: stands, after: stands };
    try {
      written = this.table.write(write);
    } finally {
      countWrite(took, this.table.shape, written.before, written.after, 1);
    }
    const { before, after } = written;
    switch (body.ReturnValues) {
      case 'ALL_OLD':
        return before === undefined ? {} : { Attributes: before };
      case 'ALL_NEW':
        return { Attributes: after };
      case 'UPDATED_NEW':
        return { Attributes: changedAttributes(before, after) };
      case 'UPDATED_OLD':
        return { Attributes: changedAttributes(after, before) };
      default:
        return {};
    }
  }

  query(body: Body, took: Capacity): unknown {
    const placeholders = new Placeholders(body.ExpressionAttributeNames, body.ExpressionAttributeValues);
    const keyCondition = conditionOf(body.KeyConditionExpression ?? '', placeholders);
    const rows = this.#rowsOf(body);
    const { partition } = rows.names;
    const expression = body.KeyConditionExpression ?? '';
    const wanted = new RegExp(`(?:^|\\W)${partition}\\s*=\\s*(:\\w+)`).exec(expression)?.[1] ?? '';
    const value = body.ExpressionAttributeValues?.[wanted];
    if (value === undefined) throw invalid(`Query condition missed key schema element: ${partition}`);
    const forward = body.ScanIndexForward !== false;
    let found = rows.partition(value);
    if (body.ExclusiveStartKey !== undefined) {
      found = forward ? rows.after(found, body.ExclusiveStartKey) : rows.before(found, body.ExclusiveStartKey);
    }
    const ordered = (forward ? found : found.toReversed()).filter(keyCondition);
    return this.#page(body, ordered, rows, placeholders, took);
  }

  scan(body: Body, took: Capacity): unknown {
    const placeholders = new Placeholders(body.ExpressionAttributeNames, body.ExpressionAttributeValues);
    let rows = [...this.table.rows.all()];
    if (body.ExclusiveStartKey !== undefined) {
      const id = TableRows.id(this.table.keyOf(body.ExclusiveStartKey));
      rows = rows.slice(rows.findIndex((row) => TableRows.id(this.table.keyOf(row)) === id) + 1);
    }
    return this.#page(body, rows, this.table.rows, placeholders, took);
  }

  #rowsOf({ IndexName, ConsistentRead }: Body): Rows {
    if (IndexName === undefined) return this.table.rows;
    if (ConsistentRead) throw invalid('Consistent reads are not supported on global secondary indexes');
    const index = this.table.indexes.get(IndexName);
    if (index === undefined) throw invalid(`The table does not have the specified index: ${IndexName}`);
    return index;
  }

  #page(body: Body, rows: readonly Item[], order: Rows, placeholders: Placeholders, took: Capacity): unknown {
    const filter = body.FilterExpression === undefined ? () => true : conditionOf(body.FilterExpression, placeholders);
    const index = body.IndexName === undefined ? undefined : this.table.shape.indexes[body.IndexName];
    const read: Item[] = [];
    let bytes = 0;
    for (const row of rows) {
      if (read.length === (body.Limit ?? Number.POSITIVE_INFINITY) || bytes > PAGE_BYTES) break;
      const seen =
        index === undefined
          ? this.#seen(row, body)
          : projected(row, index.projected, [order.names, this.table.shape.key]);
      bytes += bytesOf(seen);
      read.push(seen);
    }
    countRead(took, bytes, body.ConsistentRead === true);
    const found = read.filter(filter);
    const items = found.map((item) => projection(item, body, placeholders));
    if (body.ProjectionExpression === undefined) placeholders.checkAllUsed();
    const last = read.length < rows.length ? read.at(-1) : undefined;
    const names = [
      ...new Set(Object.values({ ...order.names, p: this.table.shape.key.partition, s: this.table.shape.key.sort })),
    ];
    return {
      ...(body.Select !== 'COUNT' && { Items: items }),
      Count: items.length,
      ScannedCount: read.length,
      ...(last !== undefined && { LastEvaluatedKey: Object.fromEntries(names.map((name) => [name, last[name]])) }),
    };
  }

  /** A row as a query sees it: without consistency perhaps as it was before. */
  #seen(row: Item, { ConsistentRead }: Body): Item {
    return this.table.read(this.table.keyOf(row), ConsistentRead === true) ?? row;
  }

  async transactWrite(body: Body, took: Capacity): Promise<unknown> {
    const token = body.ClientRequestToken;
    const text = JSON.stringify(body.TransactItems);
    const known = token === undefined ? undefined : this.#tokens.get(token);
    if (known !== undefined && known.until > this.#around.now()) {
      if (known.body !== text)
        throw new ServiceError('IdempotentParameterMismatchException', 'Request parameters changed');
      if (!known.done) throw new ServiceError('TransactionInProgressException', 'The transaction is in progress');
      return {};
    }
    const writes = (body.TransactItems ?? []).map((item) => {
      const [kind = '', inner] = Object.entries(item)[0] ?? [];
      if (inner === undefined) throw invalid('An item of the transaction is empty');
      this.#check(inner.TableName);
      return writeOf(kind, inner, this.table);
    });
    const unlock = this.table.lock(writes);
    const keep = (done: boolean) => {
      if (token !== undefined) this.#tokens.set(token, { body: text, until: this.#around.now() + TOKEN_MS, done });
    };
    keep(false);
    try {
      await this.#around.sleep(this.#around.transactionMs());
      const standing = () => writes.map(({ key }) => this.table.rows.get(this.table.keyOf(key)));
      const before = standing();
      try {
        this.table.transact(writes);
      } finally {
        for (const [i, after] of standing().entries()) countWrite(took, this.table.shape, before[i], after, 2);
      }
      keep(true);
    } catch (error) {
      if (token !== undefined) this.#tokens.delete(token);
      throw error;
    } finally {
      unlock();
    }
    return {};
  }

  batchWrite(body: Body, took: Capacity = { read: 0, write: 0 }): unknown {
    for (const [table, requests] of Object.entries(body.RequestItems ?? {})) {
      this.#check(table);
      for (const request of requests as { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]) {
        const key = request.PutRequest?.Item ?? request.DeleteRequest?.Key ?? {};
        const change = () => request.PutRequest?.Item;
        const write = { key: this.table.keyOf(key), change, condition: () => true, returnsOld: false };
        const { before, after } = this.table.write(write);
        countWrite(took, this.table.shape, before, after, 1);
      }
    }
    return { UnprocessedItems: {} };
  }
}

type Operation = (service: DynamoDb, body: Body, took: Capacity) => unknown;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  GetItem: (service, body, took) => service.get(body, took),
  PutItem: (service, body, took) => service.write(writeOf('Put', body, service.table), body, took),
  UpdateItem: (service, body, took) => service.write(writeOf('Update', body, service.table), body, took),
  DeleteItem: (service, body, took) => service.write(writeOf('Delete', body, service.table), body, took),
  Query: (service, body, took) => service.query(body, took),
  Scan: (service, body, took) => service.scan(body, took),
  TransactWriteItems: (service, body, took) => service.transactWrite(body, took),
  BatchWriteItem: (service, body, took) => service.batchWrite(body, took),
};

function writeOf(kind: string, body: Body, table: TableRows): RowWrite {
  const placeholders = new Placeholders(body.ExpressionAttributeNames, body.ExpressionAttributeValues);
  const condition =
    body.ConditionExpression === undefined ? () => true : conditionOf(body.ConditionExpression, placeholders);
  const key = table.keyOf((kind === 'Put' ? body.Item : body.Key) ?? {});
  const change = changeOf(kind, body, placeholders);
  placeholders.checkAllUsed();
  return { key, change, condition, returnsOld: body.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' };
}

function changeOf(kind: string, body: Body, placeholders: Placeholders): RowWrite['change'] {
  if (kind === 'Put') return () => body.Item;
  if (kind === 'Delete') return () => undefined;
  if (kind === 'ConditionCheck') return (before) => before;
  if (kind !== 'Update') throw invalid(`No such operation in a transaction: ${kind}`);
  const update =
    body.UpdateExpression === undefined ? (item: Item) => item : updateOf(body.UpdateExpression, placeholders);
  return (before) => update(before ?? {});
}

function changedAttributes(before: Item | undefined, after: Item | undefined): Item {
  const entries = Object.entries(after ?? {});
  return Object.fromEntries(
    entries.filter(([name, value]) => JSON.stringify(before?.[name]) !== JSON.stringify(value)),
  );
}

function projection(item: Item, body: Body, placeholders: Placeholders): Item {
  if (body.ProjectionExpression === undefined) return item;
  const picked: MutableItem = {};
  for (const part of body.ProjectionExpression.split(',').map((one) => one.trim())) {
    const name = part.startsWith('#') ? placeholders.name(part) : part;
    const value = item[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

import { type Capacity, countRead, countWrite } from './capacity.ts';
import { invalid, ServiceError } from './errors.ts';
import { keyConditionOf } from './key-conditions.ts';
import { pick } from './projections.ts';
import { type Body, filterOf, placeholdersOf, shownOf } from './requests.ts';
import type { KeyNames, Rows } from './rows.ts';
import { projected, TableRows } from './table.ts';
import type { Placeholders } from './tokens.ts';
import { bytesOf, type Item } from './values.ts';
import { type Write, writeOf } from './writes.ts';

const PAGE_BYTES = 1024 * 1024;
const TOKEN_MS = 600_000;
const BATCH_WRITES = 25;
const BATCH_READS = 100;
const BATCH_BYTES = 16 * 1024 * 1024;

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
  meter: ((from: string, operation: string, took: Capacity) => void) | undefined;
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
    const took: Capacity | undefined = this.meter && { read: 0, write: 0 };
    try {
      return await operate(this, body, took);
    } finally {
      if (took !== undefined) this.meter?.(from, operation, took);
    }
  }

  #check(name: string): void {
    if (name === this.table.shape.name) return;
    throw new ServiceError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
  }

  get(body: Body, took: Capacity | undefined): unknown {
    const key = this.table.bareKey(body.Key ?? {});
    const placeholders = placeholdersOf(body);
    const shown = shownOf(body, placeholders);
    placeholders.checkAllUsed();
    const item = this.table.read(key, body.ConsistentRead === true);
    countRead(took, item === undefined ? 0 : bytesOf(item), body.ConsistentRead === true);
    return item === undefined ? {} : { Item: shown(item) };
  }

  write(write: Write, body: Body, took: Capacity | undefined): unknown {
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
        return { Attributes: pick(after ?? {}, write.touched) };
      case 'UPDATED_OLD':
        return { Attributes: pick(before ?? {}, write.touched) };
      default:
        return {};
    }
  }

  query(body: Body, took: Capacity | undefined): unknown {
    const placeholders = placeholdersOf(body);
    const rows = this.#rowsOf(body);
    const { partition, holds } = keyConditionOf(body.KeyConditionExpression ?? '', placeholders, rows.names);
    const forward = body.ScanIndexForward !== false;
    let found = rows.partition(partition);
    if (body.ExclusiveStartKey !== undefined) {
      found = forward ? rows.after(found, body.ExclusiveStartKey) : rows.before(found, body.ExclusiveStartKey);
    }
    const ordered = (forward ? found : found.toReversed()).filter(holds);
    return this.#page(body, ordered, rows, placeholders, took, rows.names);
  }

  scan(body: Body, took: Capacity | undefined): unknown {
    const placeholders = placeholdersOf(body);
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

  /** @param unfiltered key that the filter may not name, as a query has one */
  #page(
    body: Body,
    rows: readonly Item[],
    order: Rows,
    placeholders: Placeholders,
    took: Capacity | undefined,
    unfiltered?: KeyNames,
  ): unknown {
    const { Limit = Number.POSITIVE_INFINITY } = body;
    if (Limit < 1) throw invalid(`Value '${Limit}' at 'limit' failed to satisfy constraint: Member must be at least 1`);
    const filter = filterOf(body, placeholders, unfiltered);
    const shown = shownOf(body, placeholders);
    placeholders.checkAllUsed();
    const index = body.IndexName === undefined ? undefined : this.table.shape.indexes[body.IndexName];
    const read: Item[] = [];
    let bytes = 0;
    let over = false;
    for (const row of rows) {
      const seen =
        index === undefined
          ? this.table.read(this.table.keyOf(row), body.ConsistentRead === true)
          : projected(row, index.projected, [order.names, this.table.shape.key]);
      // Not there yet for a read without consistency.
      if (seen === undefined) continue;
      over = bytes + bytesOf(seen) > PAGE_BYTES && read.length > 0;
      if (over) break;
      bytes += bytesOf(seen);
      read.push(seen);
      // Whether more would follow, the service does not look.
      over = read.length === Limit;
      if (over) break;
    }
    countRead(took, bytes, body.ConsistentRead === true);
    const items = read.filter(filter).map(shown);
    const last = over ? read.at(-1) : undefined;
    const names = [...new Set([...Object.values(order.names), ...Object.values(this.table.shape.key)])];
    return {
      ...(body.Select !== 'COUNT' && { Items: items }),
      Count: items.length,
      ScannedCount: read.length,
      ...(last !== undefined && { LastEvaluatedKey: Object.fromEntries(names.map((name) => [name, last[name]])) }),
    };
  }

  async transactWrite(body: Body, took: Capacity | undefined): Promise<unknown> {
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

  /** All of it is looked at before any of it is done. */
  batchWrite(body: Body, took?: Capacity): unknown {
    const requests = this.#requestsOf(body) as { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[];
    const writes = requests.map(({ PutRequest, DeleteRequest }) =>
      PutRequest === undefined
        ? writeOf('Delete', { ...body, Key: DeleteRequest?.Key ?? {} }, this.table)
        : writeOf('Put', { ...body, Item: PutRequest.Item }, this.table),
    );
    this.#checkMany(
      writes.map(({ key }) => key),
      BATCH_WRITES,
    );
    this.table.check(writes);
    for (const write of writes) {
      const { before, after } = this.table.write(write);
      countWrite(took, this.table.shape, before, after, 1);
    }
    return { UnprocessedItems: {} };
  }

  /** As much as one answer holds; the other keys are named, to be asked for again. */
  batchGet(body: Body, took: Capacity | undefined): unknown {
    const [name = '', request] = Object.entries(body.RequestItems ?? {})[0] ?? [];
    const asked = request as Body & { readonly Keys?: readonly Item[] };
    const keys = ((this.#requestsOf(body, 'Keys') ?? []) as Item[]).map((key) => this.table.bareKey(key));
    this.#checkMany(keys, BATCH_READS);
    const placeholders = placeholdersOf(asked);
    const shown = shownOf(asked, placeholders);
    placeholders.checkAllUsed();
    const found: Item[] = [];
    const left: Item[] = [];
    let bytes = 0;
    for (const key of keys) {
      const item = this.table.read(key, asked.ConsistentRead === true);
      const size = item === undefined ? 0 : bytesOf(item);
      // Each row is charged as if it were read alone.
      countRead(took, size, asked.ConsistentRead === true);
      bytes += size;
      if (bytes > BATCH_BYTES) left.push(key);
      else if (item !== undefined) found.push(shown(item));
    }
    return {
      Responses: { [name]: found },
      UnprocessedKeys: left.length === 0 ? {} : { [name]: { ...asked, Keys: left } },
    };
  }

  /** What a batch asks of the one table there is. */
  #requestsOf({ RequestItems = {} }: Body, field?: string): unknown {
    const [[name, requests] = ['', []]] = Object.entries(RequestItems);
    if (name === '') throw invalid('The batch has no requests');
    this.#check(name);
    return field === undefined ? requests : (requests as Readonly<Record<string, unknown>>)[field];
  }

  #checkMany(keys: readonly Item[], most: number): void {
    if (keys.length === 0 || keys.length > most)
      throw invalid(`Member must have length greater than or equal to 1 and less than or equal to ${most}`);
    if (new Set(keys.map((key) => TableRows.id(this.table.keyOf(key)))).size < keys.length)
      throw invalid('Provided list of item keys contains duplicates');
  }
}

const OPERATIONS: Readonly<Record<string, (service: DynamoDb, body: Body, took: Capacity | undefined) => unknown>> = {
  GetItem: (service, body, took) => service.get(body, took),
  PutItem: (service, body, took) => service.write(writeOf('Put', body, service.table), body, took),
  UpdateItem: (service, body, took) => service.write(writeOf('Update', body, service.table), body, took),
  DeleteItem: (service, body, took) => service.write(writeOf('Delete', body, service.table), body, took),
  Query: (service, body, took) => service.query(body, took),
  Scan: (service, body, took) => service.scan(body, took),
  TransactWriteItems: (service, body, took) => service.transactWrite(body, took),
  BatchWriteItem: (service, body, took) => service.batchWrite(body, took),
  BatchGetItem: (service, body, took) => service.batchGet(body, took),
};

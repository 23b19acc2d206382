import { type CancellationReason, cancelled, conditionFailed, invalid, ServiceError } from './errors.ts';
import { type KeyNames, Rows } from './rows.ts';
import { bytesOf, equal, type Item, type MutableItem } from './values.ts';

/** What a write puts in a row's place, and what it demanded of the row that stood there. */
export type RowWrite = {
  readonly key: Item;
  /** @throws ServiceError for what the service refuses. Undefined: the row goes. The same row: it stays. */
  readonly change: (before: Item | undefined) => Item | undefined;
  readonly condition: (before: Item) => boolean;
  /** `ReturnValuesOnConditionCheckFailure: ALL_OLD` */
  readonly returnsOld: boolean;
};

export type StreamRecord = {
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly Keys: Item;
  readonly NewImage?: Item;
  readonly SequenceNumber: string;
  readonly at: number;
};

export type TableShape = {
  readonly name: string;
  readonly key: KeyNames;
  readonly indexes: Readonly<Record<string, KeyNames & { readonly projected: readonly string[] | 'ALL' }>>;
};

/** What the table asks of the world around it. */
export type Around = {
  readonly now: () => number;
  /** Runs something after virtual milliseconds. */
  readonly later: (ms: number, run: () => void) => void;
  /** Milliseconds until an index, or a replica that is read without consistency, has a write. */
  readonly lag: () => number;
  readonly onRecord: (record: StreamRecord) => void;
};

const ITEM_BYTES = 400 * 1024;
const TRANSACTION_BYTES = 4 * 1024 * 1024;
const TRANSACTION_ROWS = 100;

/** One table: rows, indexes that lag behind, a stream of changes, locks of transactions under way. */
export class TableRows {
  readonly shape: TableShape;
  readonly rows: Rows;
  readonly indexes: ReadonlyMap<string, Rows>;
  readonly #around: Around;
  /** Rows as they were before a write that not every replica has, by key. */
  readonly #stale = new Map<string, { readonly item: Item | undefined; readonly until: number }>();
  readonly #locks = new Set<string>();
  #sequence = 0;

  constructor(shape: TableShape, around: Around) {
    this.shape = shape;
    this.#around = around;
    this.rows = new Rows(shape.key);
    this.indexes = new Map(
      Object.entries(shape.indexes).map(([name, { partition, sort }]) => [
        name,
        new Rows({ partition, sort }, shape.key),
      ]),
    );
  }

  keyOf(item: Item): Item {
    const { partition, sort } = this.shape.key;
    const [pk, sk] = [item[partition], item[sort]];
    if (!pk?.S || !sk?.S) {
      throw invalid(
        'One or more parameter values are not valid. The AttributeValue for a key attribute is missing or empty',
      );
    }
    if (Buffer.byteLength(pk.S) > 2048 || Buffer.byteLength(sk.S) > 1024) {
      throw invalid('One or more parameter values were invalid: Size of the key has exceeded the size limit');
    }
    return { [partition]: pk, [sort]: sk };
  }

  /** A key that a request names by itself: it has the key's attributes and no others. */
  bareKey(key: Item): Item {
    if (Object.keys(key).length !== 2) throw invalid('The provided key element does not match the schema');
    return this.keyOf(key);
  }

  static id(key: Item): string {
    return JSON.stringify(Object.values(key));
  }

  /** A row as it is, or, asked without consistency, perhaps as it just was. */
  read(key: Item, consistent: boolean): Item | undefined {
    const stale = consistent ? undefined : this.#stale.get(TableRows.id(this.keyOf(key)));
    return stale !== undefined && stale.until > this.#around.now() ? stale.item : this.rows.get(key);
  }

  isLocked(key: Item): boolean {
    return this.#locks.has(TableRows.id(key));
  }

  /** One row's write, all or nothing. @returns the row before and after. */
  write(write: RowWrite): { readonly before: Item | undefined; readonly after: Item | undefined } {
    const key = this.keyOf(write.key);
    if (this.isLocked(key)) {
      throw new ServiceError('TransactionConflictException', 'Transaction is ongoing for the item');
    }
    const before = this.rows.get(key);
    if (!write.condition(before ?? {})) throw conditionFailed(write.returnsOld ? before : undefined);
    const after = this.#changed(write, before);
    this.#put(key, before, after);
    return { before, after };
  }

  /**
   * Locks the rows of a transaction; other writes meanwhile are rejected. @throws ServiceError with a reason for each
   * row that another transaction holds.
   */
  lock(writes: readonly RowWrite[]): () => void {
    if (writes.length === 0 || writes.length > TRANSACTION_ROWS) {
      throw invalid(`Member must have length greater than or equal to 1 and less than or equal to ${TRANSACTION_ROWS}`);
    }
    const ids = writes.map((write) => TableRows.id(this.keyOf(write.key)));
    if (new Set(ids).size < ids.length) {
      throw invalid('Transaction request cannot include multiple operations on one item');
    }
    if (ids.some((id) => this.#locks.has(id))) {
      const conflict = { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' };
      throw cancelled(ids.map((id) => (this.#locks.has(id) ? conflict : { Code: 'None' })));
    }
    for (const id of ids) this.#locks.add(id);
    return () => {
      for (const id of ids) this.#locks.delete(id);
    };
  }

  /** Carries out a transaction whose rows are locked. @throws ServiceError with the reasons, row by row. */
  transact(writes: readonly RowWrite[]): void {
    const planned = writes.map((write) => this.#plan(write));
    if (planned.some(({ reason }) => reason.Code !== 'None')) throw cancelled(planned.map(({ reason }) => reason));
    const bytes = planned.reduce((sum, { after }) => sum + (after === undefined ? 0 : bytesOf(after)), 0);
    if (bytes > TRANSACTION_BYTES) throw invalid('Collection size limit: the transaction is larger than 4 MB');
    for (const { key, before, after } of planned) this.#put(key, before, after);
  }

  /** The result of one write of a transaction, or its cancellation reason. */
  #plan(write: RowWrite) {
    const key = this.keyOf(write.key);
    const before = this.rows.get(key);
    const plan = (reason: CancellationReason, after?: Item) => ({ key, before, after, reason });
    if (!write.condition(before ?? {})) {
      const Item = write.returnsOld ? before : undefined;
      const Message = 'The conditional request failed';
      return plan({ Code: 'ConditionalCheckFailed', Message, ...(Item !== undefined && { Item }) });
    }
    try {
      return plan({ Code: 'None' }, this.#changed(write, before));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return plan({ Code: 'ValidationError', Message: error.message });
    }
  }

  /** Whether writes suit the table, before any of them is done. @throws ServiceError */
  check(writes: readonly RowWrite[]): void {
    for (const write of writes) this.#changed(write, this.rows.get(this.keyOf(write.key)));
  }

  #changed({ change, key }: RowWrite, before: Item | undefined): Item | undefined {
    const after = change(before);
    if (after === undefined || after === before) return after;
    const whole: MutableItem = { ...key, ...after };
    if (bytesOf(whole) > ITEM_BYTES) throw invalid('Item size to update has exceeded the maximum allowed size');
    for (const [name, index] of this.indexes) {
      for (const attribute of Object.values(index.names)) {
        if (whole[attribute] !== undefined && !whole[attribute].S) {
          throw invalid(
            `One or more parameter values were invalid: Type mismatch for Index Key ${attribute} of ${name}`,
          );
        }
      }
    }
    return whole;
  }

  #put(key: Item, before: Item | undefined, after: Item | undefined): void {
    if (before === after) return;
    this.rows.replace(before, after);
    const lag = this.#around.lag();
    this.#stale.set(TableRows.id(key), { item: before, until: this.#around.now() + lag });
    for (const index of this.indexes.values()) {
      const indexed = (item: Item | undefined) => item !== undefined && index.holds(item);
      if (indexed(before) || indexed(after)) this.#around.later(lag, () => index.replace(before, after));
    }
    // A write that changes nothing leaves no record.
    if (before !== undefined && after !== undefined && equal({ M: before }, { M: after })) return;
    this.#sequence += 1;
    this.#around.onRecord({
      eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
      Keys: key,
      ...(after !== undefined && { NewImage: after }),
      SequenceNumber: String(this.#sequence).padStart(21, '0'),
      at: this.#around.now(),
    });
  }

  /** Rows whose time has come are forgotten, as the service does some time after it. @returns how many. */
  expire(attribute: string): number {
    const seconds = this.#around.now() / 1000;
    const over = [...this.rows.all()].filter(
      (item) => Number(item[attribute]?.N ?? Number.POSITIVE_INFINITY) < seconds,
    );
    for (const item of over) this.#put(this.keyOf(item), item, undefined);
    return over.length;
  }
}

/** What an index holds of a row. */
export function projected(
  item: Item,
  attributes: readonly string[] | 'ALL',
  keys: readonly { partition: string; sort: string }[],
): Item {
  if (attributes === 'ALL') return item;
  const names = new Set([...attributes, ...keys.flatMap(({ partition, sort }) => [partition, sort])]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

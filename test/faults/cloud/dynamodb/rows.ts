import { compare, type Item, type Value } from './values.ts';

/** Names of the attributes that make a table's or an index's key. */
export type KeyNames = { readonly partition: string; readonly sort: string };

const text = (value: Value | undefined) => JSON.stringify(value ?? null);

/** Rows by partition, each partition in the order of its sort keys. */
export class Rows {
  readonly names: KeyNames;
  readonly #primary: KeyNames;
  readonly #partitions = new Map<string, Item[]>();

  /** @param primary key of the table, which tells rows with the same index key apart */
  constructor(names: KeyNames, primary: KeyNames = names) {
    this.names = names;
    this.#primary = primary;
  }

  #compare(a: Item, b: Item): number {
    for (const name of [this.names.sort, this.#primary.partition, this.#primary.sort]) {
      const order = compare(a[name] ?? {}, b[name] ?? {}) ?? 0;
      if (order !== 0) return order;
    }
    return 0;
  }

  /** Where in a partition an item with this key is, or would be. */
  #place(rows: readonly Item[], key: Item): number {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(rows[middle] as Item, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Rows that lack the key are in no index. */
  holds(item: Item): boolean {
    return item[this.names.partition] !== undefined && item[this.names.sort] !== undefined;
  }

  get(key: Item): Item | undefined {
    const rows = this.#partitions.get(text(key[this.names.partition])) ?? [];
    const found = rows[this.#place(rows, key)];
    return found !== undefined && this.#compare(found, key) === 0 ? found : undefined;
  }

  replace(before: Item | undefined, after: Item | undefined): void {
    if (before !== undefined && this.holds(before)) {
      const rows = this.#partitions.get(text(before[this.names.partition])) ?? [];
      const place = this.#place(rows, before);
      if (rows[place] !== undefined && this.#compare(rows[place], before) === 0) rows.splice(place, 1);
    }
    if (after !== undefined && this.holds(after)) {
      const name = text(after[this.names.partition]);
      const rows = this.#partitions.get(name) ?? [];
      this.#partitions.set(name, rows);
      rows.splice(this.#place(rows, after), 0, after);
    }
  }

  partition(value: Value): readonly Item[] {
    return this.#partitions.get(text(value)) ?? [];
  }

  *all(): Generator<Item> {
    for (const rows of this.#partitions.values()) yield* rows;
  }

  after(rows: readonly Item[], key: Item): readonly Item[] {
    const place = this.#place(rows, key);
    const at = rows[place];
    return rows.slice(at !== undefined && this.#compare(at, key) === 0 ? place + 1 : place);
  }

  before(rows: readonly Item[], key: Item): readonly Item[] {
    return rows.slice(0, this.#place(rows, key));
  }
}

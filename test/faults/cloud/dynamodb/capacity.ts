import { projected, type TableShape } from './table.ts';
import { bytesOf, type Item } from './values.ts';

/** Capacity units that an operation took, by AWS's rules. */
export type Capacity = { read: number; write: number };

const READ_BYTES = 4096;
const WRITE_BYTES = 1024;

/** One unit for each started 4 kB, half of it without consistency, at least that for nothing. Nothing where nobody counts. */
export function countRead(took: Capacity | undefined, bytes: number, consistent: boolean): void {
  if (took === undefined) return;
  took.read += Math.max(1, Math.ceil(bytes / READ_BYTES)) * (consistent ? 1 : 0.5);
}

const writeUnits = (...items: readonly (Item | undefined)[]) =>
  Math.max(1, ...items.map((item) => Math.ceil((item === undefined ? 0 : bytesOf(item)) / WRITE_BYTES)));

/**
 * One unit for each started kB of the larger of what stood and what stands, twice in a transaction. An index takes its own
 * for what it holds of the row: put, taken away or changed, and both where its key changes.
 */
export function countWrite(
  took: Capacity | undefined,
  { indexes, key }: TableShape,
  before: Item | undefined,
  after: Item | undefined,
  factor: number,
): void {
  if (took === undefined) return;
  took.write += writeUnits(before, after) * factor;
  if (before === after) return;
  for (const { projected: attributes, partition, sort } of Object.values(indexes)) {
    const held = (item: Item | undefined) =>
      item?.[partition] === undefined || item[sort] === undefined
        ? undefined
        : projected(item, attributes, [{ partition, sort }, key]);
    const [was, is] = [held(before), held(after)];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    const place = (item: Item) => `${item[partition]?.S} ${item[sort]?.S}`;
    const moved = was !== undefined && is !== undefined && place(was) !== place(is);
    took.write += moved ? writeUnits(was) + writeUnits(is) : writeUnits(was, is);
  }
}

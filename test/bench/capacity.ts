/** What one request cost of the table. Units of on-demand capacity. */
export type Capacity = {
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly rowsWritten: number;
};

type Value = Readonly<Record<string, unknown>>;
type Item = Readonly<Record<string, Value>>;
type Answer = {
  readonly Item?: Item;
  readonly Items?: readonly Item[];
  readonly ConsumedCapacity?: { readonly CapacityUnits: number } | readonly { readonly CapacityUnits: number }[];
};
type Asked = {
  readonly ConsistentRead?: boolean;
  readonly TransactItems?: readonly Readonly<Record<string, unknown>>[];
};

const utf8 = (text: string): number => Buffer.byteLength(text);

/** Bytes of an attribute value by DynamoDB's published rules of item size. */
function valueBytes(value: Value): number {
  const [type, held] = Object.entries(value)[0] ?? ['NULL', true];
  switch (type) {
    case 'S':
      return utf8(held as string);
    case 'N':
      // Two digits in a byte and one byte more; leading and trailing zeros are not kept.
      return Math.ceil(String(held).replace(/^-?0*|\.|0+$/g, '').length / 2) + 1;
    case 'B':
      return Buffer.from(held as string, 'base64').length;
    case 'M':
      return 3 + Object.entries(held as Item).reduce((sum, [k, v]) => sum + utf8(k) + valueBytes(v) + 1, 0);
    case 'L':
      return 3 + (held as Value[]).reduce((sum, v) => sum + valueBytes(v) + 1, 0);
    default:
      return Array.isArray(held) ? held.reduce((sum: number, v) => sum + utf8(String(v)), 0) : 1;
  }
}

export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + utf8(name) + valueBytes(value), 0);

const consumed = ({ ConsumedCapacity }: Answer): number =>
  [ConsumedCapacity ?? []].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);

/**
 * Units of one request. Writes: what the emulator says it consumed; it follows the published rules (1 unit for each
 * started kB, twice that in a transaction, indexes on top). Reads: computed here from the size of what came back (1
 * unit for each started 4 kB, half of it when eventual), because the emulator charges every read the same.
 * @param answer undefined for an error: a refused condition consumes too, but the emulator does not tell how much
 */
export function capacityOf(operation: string, asked: unknown, answer: Buffer | undefined): Capacity {
  const nothing = { readUnits: 0, writeUnits: 0, rowsWritten: 0 };
  if (asked === undefined || answer === undefined) return nothing;
  const { ConsistentRead = false, TransactItems = [] } = asked as Asked;
  const got = JSON.parse(answer.toString()) as Answer;
  if (['GetItem', 'Query', 'Scan'].includes(operation)) {
    const items = got.Items ?? (got.Item === undefined ? [] : [got.Item]);
    const bytes = items.reduce((sum, item) => sum + itemBytes(item), 0);
    const units = Math.max(1, Math.ceil(bytes / 4096));
    return { ...nothing, readUnits: ConsistentRead ? units : units / 2 };
  }
  const rowsWritten = TransactItems.filter((item) => item.ConditionCheck === undefined).length || 1;
  return { ...nothing, writeUnits: consumed(got), rowsWritten };
}

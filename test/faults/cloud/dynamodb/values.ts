import { invalid, ServiceError } from './errors.ts';
import { canonical, compareNumbers } from './numbers.ts';

/** An attribute's value as it goes over the wire, such as `{ S: 'text' }`. */
export type Value = {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly NULL?: true;
  readonly L?: readonly Value[];
  readonly M?: Item;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly string[];
};
export type Item = { readonly [name: string]: Value };
export type MutableItem = { [name: string]: Value };

export const typeOf = (value: Value): string => Object.keys(value)[0] ?? '';

const SURROGATE = /[\ud800-\udfff]/;

/** Order of two scalars of one type, as sort keys and comparisons have it; undefined for anything else. */
export function compare(a: Value, b: Value): number | undefined {
  if (a.N !== undefined && b.N !== undefined) return compareNumbers(a.N, b.N);
  const [x, y] = a.S !== undefined && b.S !== undefined ? [a.S, b.S] : [a.B, b.B];
  if (x === undefined || y === undefined) return undefined;
  if (x === y) return 0;
  // UTF-16 and UTF-8 order text alike but for surrogates.
  if (!SURROGATE.test(x) && !SURROGATE.test(y)) return x < y ? -1 : 1;
  return Buffer.compare(Buffer.from(x), Buffer.from(y));
}

/** Whether a set has a value: numbers are the same by their worth. */
export const memberOf = (kind: 'SS' | 'NS' | 'BS', set: readonly string[], value: string): boolean =>
  kind === 'NS' ? set.some((one) => compareNumbers(one, value) === 0) : set.includes(value);

export function equal(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined || typeOf(a) !== typeOf(b)) return false;
  if (a.N !== undefined) return compareNumbers(a.N, b.N ?? '0') === 0;
  if (a.L !== undefined) return a.L.length === b.L?.length && a.L.every((one, i) => equal(one, b.L?.[i]));
  if (a.M !== undefined) {
    const other = b.M ?? {};
    const names = Object.keys(a.M);
    return names.length === Object.keys(other).length && names.every((name) => equal(a.M?.[name], other[name]));
  }
  const set = a.SS ?? a.NS ?? a.BS;
  const others = b.SS ?? b.NS ?? b.BS;
  if (set !== undefined) return set.length === others?.length && set.every((one) => others.includes(one));
  return (a.S ?? a.B ?? a.BOOL ?? a.NULL) === (b.S ?? b.B ?? b.BOOL ?? b.NULL);
}

const utf8 = (text: string) => Buffer.byteLength(text);

/** Bytes of a value by AWS's rule: UTF-8 text, numbers at two digits a byte, three bytes for a list or map and one for each entry. */
function bytesOfValue(value: Value): number {
  if (value.S !== undefined) return utf8(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length / 2) + 1;
  if (value.B !== undefined) return Buffer.from(value.B, 'base64').length;
  if (value.L !== undefined) return 3 + value.L.reduce((sum, one) => sum + 1 + bytesOfValue(one), 0);
  if (value.M !== undefined) return 3 + bytesOf(value.M) + Object.keys(value.M).length;
  const set = value.SS ?? value.NS ?? value.BS;
  return set?.reduce((sum, one) => sum + utf8(one), 0) ?? 1;
}

/** Items are never changed, only replaced. */
const sizes = new WeakMap<Item, number>();

export function bytesOf(item: Item): number {
  const known = sizes.get(item);
  if (known !== undefined) return known;
  const bytes = Object.entries(item).reduce((sum, [name, value]) => sum + utf8(name) + bytesOfValue(value), 0);
  sizes.set(item, bytes);
  return bytes;
}

/**
 * A value as it is kept, numbers in their one spelling. @throws ServiceError for numbers that are none, sets that are empty or have
 * a value twice, and text that is not well-formed Unicode
 */
export function checked(value: Value): Value {
  if (value.S !== undefined) {
    if (!value.S.isWellFormed())
      throw new ServiceError('SerializationException', 'Text that is not well-formed Unicode');
    return value;
  }
  if (value.N !== undefined) return { N: canonical(value.N) };
  if (value.L !== undefined) return { L: value.L.map(checked) };
  if (value.M !== undefined) return { M: checkedItem(value.M) };
  if (value.NS !== undefined) return { NS: distinct(value.NS.map(canonical)) };
  distinct(value.SS ?? value.BS ?? ['']);
  return value;
}

export const checkedItem = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, checked(value)]));

function distinct(set: readonly string[]): readonly string[] {
  const wrong = set.length === 0 ? 'An string set may not be empty' : 'Input collection contains duplicates';
  if (set.length === 0 || new Set(set).size < set.length)
    throw invalid(`One or more parameter values were invalid: ${wrong}`);
  return set;
}

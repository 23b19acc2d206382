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
  if (a.N !== undefined && b.N !== undefined) return Math.sign(Number(a.N) - Number(b.N));
  const [x, y] = a.S !== undefined && b.S !== undefined ? [a.S, b.S] : [a.B, b.B];
  if (x === undefined || y === undefined) return undefined;
  if (x === y) return 0;
  // UTF-16 and UTF-8 order text alike but for surrogates.
  if (!SURROGATE.test(x) && !SURROGATE.test(y)) return x < y ? -1 : 1;
  return Buffer.compare(Buffer.from(x), Buffer.from(y));
}

export function equal(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined || typeOf(a) !== typeOf(b)) return false;
  if (a.N !== undefined) return Number(a.N) === Number(b.N);
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

export const bytesOf = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + utf8(name) + bytesOfValue(value), 0);

/** Text that is not well-formed Unicode is refused by the service, and so by its SDK's wire format. */
export function hasLoneSurrogate(value: Value): boolean {
  if (value.S !== undefined) return !value.S.isWellFormed();
  if (value.L !== undefined) return value.L.some(hasLoneSurrogate);
  return value.M !== undefined && Object.values(value.M).some(hasLoneSurrogate);
}

/** Overhead in DynamoDB per list or map, and per member. Bytes. */
const CONTAINER = 3;
const MEMBER = 1;

/** Length of a text in UTF-8. Bytes. */
type Measure = (text: string) => number;

/**
 * Size of a stored value in DynamoDB, field names included; numbers are slightly overestimated. Undefined is not stored.
 * Bytes.
 */
export function sizeOf(value: unknown): number {
  return measured(value, utf8Length);
}

/** Whether the total size of values is at most a limit. Most values are so far below it that texts need not be scanned. */
export function fits(values: readonly unknown[], bytes: number): boolean {
  return sum(values, mostOf) <= bytes || sum(values, utf8Length) <= bytes;
}

function sum(values: readonly unknown[], measure: Measure): number {
  let all = 0;
  for (const value of values) all += measured(value, measure);
  return all;
}

function measured(value: unknown, measure: Measure): number {
  switch (typeof value) {
    case 'string':
      return measure(value);
    case 'number':
      return String(value).length + 1;
    case 'object':
      return value === null ? 1 : CONTAINER + ofMembers(value, measure);
    default:
      return value === undefined ? 0 : 1;
  }
}

function ofMembers(of: object, measure: Measure): number {
  let all = 0;
  if (Array.isArray(of)) {
    for (const member of of) all += MEMBER + measured(member, measure);
    return all;
  }
  for (const name in of) {
    const member = (of as Record<string, unknown>)[name];
    if (member !== undefined) all += MEMBER + measure(name) + measured(member, measure);
  }
  return all;
}

/** A UTF-16 unit takes at most three bytes in UTF-8. */
const mostOf: Measure = (text) => 3 * text.length;

/** Each half of a surrogate pair counts two of its four bytes. */
const utf8Length: Measure = (text) => {
  const { length } = text;
  let bytes = length;
  for (let i = 0; i < length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
};

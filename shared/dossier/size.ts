/** What the store keeps beside each list or map, and beside each of its members. Bytes. */
const CONTAINER = 3;
const MEMBER = 1;

/** Bytes of a text. */
type Measure = (text: string) => number;

/**
 * Bytes that DynamoDB counts for a value as it is stored, names of fields included; of numbers a little more than it
 * does. What is undefined is not stored.
 */
export function sizeOf(value: unknown): number {
  return measured(value, utf8Length);
}

/** Whether values take at most so many bytes together. Most are so far below that no text has to be looked at. */
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

/** No unit of UTF-16 takes more than three bytes in UTF-8. */
const mostOf: Measure = (text) => 3 * text.length;

/** Each half of a surrogate pair stands for two of its four bytes. */
const utf8Length: Measure = (text) => {
  const { length } = text;
  let bytes = length;
  for (let i = 0; i < length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
};

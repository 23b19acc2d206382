/** What the store keeps beside each list or map, and beside each of its members. Bytes. */
const CONTAINER = 3;
const MEMBER = 1;

/**
 * Bytes that DynamoDB counts for a value as it is stored, names of fields included; of numbers a little more than it
 * does. What is undefined is not stored. Written for speed: whole dossiers are measured.
 */
export function sizeOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return utf8Length(value);
    case 'number':
      return String(value).length + 1;
    case 'object':
      return value === null ? 1 : CONTAINER + sizeOfMembers(value);
    default:
      return value === undefined ? 0 : 1;
  }
}

function sizeOfMembers(of: object): number {
  let sum = 0;
  if (Array.isArray(of)) {
    for (const member of of) sum += MEMBER + sizeOf(member);
    return sum;
  }
  for (const name in of) {
    const member = (of as Record<string, unknown>)[name];
    if (member !== undefined) sum += MEMBER + utf8Length(name) + sizeOf(member);
  }
  return sum;
}

/** Each half of a surrogate pair stands for two of its four bytes. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

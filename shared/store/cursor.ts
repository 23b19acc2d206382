/** Where a list goes on, as an opaque text. It holds index keys only, nothing personal. */
export function toCursor(key: Record<string, unknown> | undefined): string | undefined {
  return key && Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** A text that is no cursor of the list it was given for. */
export class CursorError extends Error {
  override readonly name = 'CursorError';
}

type Attributes = Readonly<Record<string, string>>;

/**
 * The key a list goes on after. Whatever the store would refuse is refused here: other attributes than the index has,
 * another partition, a place outside the range that is read.
 * @param partition attributes and their very values
 * @param range the other attributes and what their values begin with
 * @throws CursorError
 */
export function fromCursor(cursor: string | undefined, partition: Attributes, range: Attributes) {
  if (cursor === undefined) return undefined;
  const key = parse(cursor);
  const fits =
    Object.keys(key).length === Object.keys({ ...partition, ...range }).length &&
    Object.entries(partition).every(([name, value]) => key[name] === value) &&
    Object.entries(range).every(([name, start]) => isText(key[name]) && key[name].startsWith(start));
  if (!fits) throw new CursorError('not a cursor of this list');
  return key;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function parse(cursor: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(Buffer.from(cursor, 'base64url').toString()) };
  } catch {
    throw new CursorError('not readable');
  }
}

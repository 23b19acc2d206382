/** Key of the last row of a page: the next page starts after it. */
export type PageKey = Readonly<Record<string, string>>;

export type Page<T> = { readonly items: readonly T[]; readonly next?: PageKey | undefined };
export type Paging = { readonly limit: number; readonly after?: PageKey | undefined };

/** A position that does not belong to the list. */
export class CursorError extends Error {
  override readonly name = 'CursorError';
}

/**
 * Validates the exclusive start key of a list, because DynamoDB rejects invalid ones with an error: attributes must be the
 * index's, the partition must match, and the position must be inside the range.
 * @param partition attributes and their exact values
 * @param range the other attributes and the prefixes of their values
 * @throws CursorError
 */
export function startAfter(key: PageKey | undefined, partition: PageKey, range: PageKey): PageKey | undefined {
  if (key === undefined) return undefined;
  const fits =
    Object.keys(key).length === Object.keys({ ...partition, ...range }).length &&
    Object.entries(partition).every(([name, value]) => key[name] === value) &&
    Object.entries(range).every(([name, start]) => isText(key[name]) && key[name].startsWith(start));
  if (!fits) throw new CursorError('not a place of this list');
  return key;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

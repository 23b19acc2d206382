/** Keys of the row a page ended at: the place after which the next one begins. */
export type PageKey = Readonly<Record<string, string>>;

export type Page<T> = { readonly items: readonly T[]; readonly next?: PageKey | undefined };
export type Paging = { readonly limit: number; readonly after?: PageKey | undefined };

/** A place that is not one of the list it was given for. */
export class CursorError extends Error {
  override readonly name = 'CursorError';
}

/**
 * The key a list goes on after. Whatever the store would refuse is refused here: other attributes than the index has,
 * another partition, a place outside the range that is read.
 * @param partition attributes and their very values
 * @param range the other attributes and what their values begin with
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

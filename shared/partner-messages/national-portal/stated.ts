type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Removes empty fields. The portal, like its callers and our own records, omits a field by `null`, an empty text or an empty
 * object. An empty list stays: it states that there are none.
 */
export function stated(value: unknown): unknown {
  if (value === null || (typeof value === 'string' && value.trim() === '')) return undefined;
  if (Array.isArray(value)) return value.map(stated).filter((one) => one !== undefined);
  if (!isFields(value)) return value;
  const fields = Object.entries(value).flatMap(([name, content]) => {
    const said = stated(content);
    return said === undefined ? [] : [[name, said] as const];
  });
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

/** Paths present in a message and not used here; `read` is the parsed message. */
export function unreadFields(said: unknown, read: unknown, path: readonly string[] = []): string[][] {
  if (Array.isArray(said) && Array.isArray(read)) {
    return said.flatMap((one, index) => unreadFields(one, read[index], [...path, String(index)]));
  }
  if (!isFields(said) || !isFields(read)) return [];
  return Object.entries(said).flatMap(([name, content]) =>
    Object.hasOwn(read, name) ? unreadFields(content, read[name], [...path, name]) : [[...path, name]],
  );
}

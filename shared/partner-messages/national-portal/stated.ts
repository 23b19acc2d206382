type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What a message states. The portal, like its callers and like our own records, leaves a field out by `null`, an empty
 * text or an empty group of fields, so whatever is empty is taken out. An empty list stays: it says that there is nothing.
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

/** Paths of what a message states and nobody here reads: `read` is what was made of it. */
export function unreadFields(said: unknown, read: unknown, path: readonly string[] = []): string[][] {
  if (Array.isArray(said) && Array.isArray(read)) {
    return said.flatMap((one, index) => unreadFields(one, read[index], [...path, String(index)]));
  }
  if (!isFields(said) || !isFields(read)) return [];
  return Object.entries(said).flatMap(([name, content]) =>
    Object.hasOwn(read, name) ? unreadFields(content, read[name], [...path, name]) : [[...path, name]],
  );
}

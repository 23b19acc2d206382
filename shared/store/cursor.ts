/** Where a list goes on, as an opaque text. It holds index keys only, nothing personal. */
export function toCursor(key: Record<string, unknown> | undefined): string | undefined {
  return key && Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @returns undefined for a text that is no cursor of ours; such a list begins at the start. */
export function fromCursor(cursor: string | undefined, belongsTo: Record<string, string>) {
  if (cursor === undefined) return undefined;
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Record<string, string>;
    const ours = Object.entries(belongsTo).every(([name, value]) => key[name] === value);
    return ours && Object.values(key).every((v) => typeof v === 'string') ? key : undefined;
  } catch {
    return undefined;
  }
}

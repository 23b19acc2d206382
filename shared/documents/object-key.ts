const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const OBJECT_KEY = new RegExp(`^(${UUID})/(${UUID})$`);

export type DocumentPlace = { readonly dossierId: string; readonly documentId: string };

/** Where a file lies in the documents bucket: two identifiers, nothing about anybody. */
export function objectKey({ dossierId, documentId }: DocumentPlace): string {
  return `${dossierId}/${documentId}`;
}

/** @returns undefined for a key no ticket ever named. */
export function parseObjectKey(key: string): DocumentPlace | undefined {
  const [, dossierId, documentId] = OBJECT_KEY.exec(key) ?? [];
  return dossierId === undefined || documentId === undefined ? undefined : { dossierId, documentId };
}

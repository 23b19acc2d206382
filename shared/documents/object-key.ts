const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const OBJECT_KEY = new RegExp(`^(${UUID})/(${UUID})$`);
/** Folder of a dossier's forms; IAM policies and infrastructure rules also use this name. */
export const FORMS_PREFIX = 'forms';
const FORM_KEY = new RegExp(`^${UUID}/${FORMS_PREFIX}/${UUID}$`);

export type DocumentPlace = { readonly dossierId: string; readonly documentId: string };

/** Object key of a file in the documents bucket: two identifiers, no personal data. */
export function objectKey({ dossierId, documentId }: DocumentPlace): string {
  return `${dossierId}/${documentId}`;
}

/** Object key of a generated form: beside the files of its dossier, with a name that no upload ticket can have. */
export function formKey({ dossierId, documentId }: DocumentPlace): string {
  return `${dossierId}/${FORMS_PREFIX}/${documentId}`;
}

/** Whether a key belongs to a form generated here rather than an upload. */
export function isFormKey(key: string): boolean {
  return FORM_KEY.test(key);
}

/** @returns undefined for a key that belongs to no ticket. */
export function parseObjectKey(key: string): DocumentPlace | undefined {
  const [, dossierId, documentId] = OBJECT_KEY.exec(key) ?? [];
  return dossierId === undefined || documentId === undefined ? undefined : { dossierId, documentId };
}

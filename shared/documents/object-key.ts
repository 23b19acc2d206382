const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const OBJECT_KEY = new RegExp(`^(${UUID})/(${UUID})$`);
/** Folder of a dossier's forms; rights and rules of the infrastructure name it too. */
export const FORMS = 'forms';
const FORM_KEY = new RegExp(`^${UUID}/${FORMS}/${UUID}$`);

export type DocumentPlace = { readonly dossierId: string; readonly documentId: string };

/** Where a file lies in the documents bucket: two identifiers, nothing about anybody. */
export function objectKey({ dossierId, documentId }: DocumentPlace): string {
  return `${dossierId}/${documentId}`;
}

/** Where a form of ours lies: beside the files of its dossier, under a name that no ticket can have. */
export function formKey({ dossierId, documentId }: DocumentPlace): string {
  return `${dossierId}/${FORMS}/${documentId}`;
}

/** Whether a key is that of a form: made here, so nobody's upload. */
export function isFormKey(key: string): boolean {
  return FORM_KEY.test(key);
}

/** @returns undefined for a key no ticket ever named. */
export function parseObjectKey(key: string): DocumentPlace | undefined {
  const [, dossierId, documentId] = OBJECT_KEY.exec(key) ?? [];
  return dossierId === undefined || documentId === undefined ? undefined : { dossierId, documentId };
}

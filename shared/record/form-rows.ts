import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { IssuedForm } from '../dossier/issued-form.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { putRow } from '../platform/table/write.ts';

/**
 * Keeps what is known of a form's file, before its dossier is told. Made again, a form has the same facts: the first file
 * stays at its place. Nobody but `forms` may write
 * such a row.
 */
export const keepForm = (table: Table, dossierId: string, issued: IssuedForm): Promise<void> =>
  putRow(table, { ...keys.form(dossierId, issued.documentId), issued });

export async function loadForm(
  { client, name }: Table,
  dossierId: string,
  documentId: string,
): Promise<IssuedForm | undefined> {
  const Key = keys.form(dossierId, documentId);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  return Item?.issued as IssuedForm | undefined;
}

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { IssuedForm } from '../dossier/issued-form.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { putRow } from '../platform/table/write.ts';

/**
 * Stores the facts of a form's file before its dossier is notified. A form generated again has the same facts: the first file
 * stays. Only `forms` may write these rows.
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

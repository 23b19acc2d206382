import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { IssuedForm } from '../dossier/issued-form.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { updateRow } from '../platform/table/write.ts';

/**
 * Stores the facts of a form's file before its dossier is notified. A form generated again has the same facts: the first file
 * stays. Only `forms` may write these rows.
 */
export async function keepForm(table: Table, dossierId: string, issued: IssuedForm): Promise<void> {
  await updateRow(table, keys.form(dossierId, issued.documentId), {
    UpdateExpression: 'SET issued = :issued',
    ExpressionAttributeValues: { ':issued': issued },
  });
}

/** The form that is numbered, and the register of papers that numbers it: one of each agency and year. */
export type Numbered = {
  readonly dossierId: string;
  readonly documentId: string;
  readonly agencyId: string;
  /** `2026`. */
  readonly year: string;
};

/**
 * Number of a form in the issuing agency's register of papers, from 1 each year. A form that is generated again keeps its
 * number. A crash between drawing and keeping leaves a gap; no number is given twice.
 */
export async function numberOf(table: Table, { dossierId, documentId, agencyId, year }: Numbered): Promise<number> {
  const key = keys.form(dossierId, documentId);
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }));
  if (typeof Item?.number === 'number') return Item.number;
  const drawn = await updateRow(table, keys.formNumber(agencyId, year), {
    UpdateExpression: 'ADD lastNumber :one',
    ExpressionAttributeValues: { ':one': 1 },
    ReturnValues: 'UPDATED_NEW',
  });
  const { row } = await updateRow(table, key, {
    UpdateExpression: 'SET #number = if_not_exists(#number, :drawn)',
    ExpressionAttributeNames: { '#number': 'number' },
    ExpressionAttributeValues: { ':drawn': drawn.row?.lastNumber },
    ReturnValues: 'ALL_NEW',
  });
  return row?.number as number;
}

export async function loadForm(
  { client, name }: Table,
  dossierId: string,
  documentId: string,
): Promise<IssuedForm | undefined> {
  const Key = keys.form(dossierId, documentId);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  return Item?.issued as IssuedForm | undefined;
}

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { OtherDossier } from '../dossier/decision.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { readSnapshot } from './snapshot.ts';

/** What a decision may know of the dossier with that code; undefined when there is none. Two reads. */
export async function otherDossierOf(table: Table, dossierCode: string): Promise<OtherDossier | undefined> {
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: keys.code(dossierCode) }));
  const dossierId: unknown = Item?.dossierId;
  const dossier = typeof dossierId === 'string' ? await readSnapshot(table, dossierId) : undefined;
  if (dossier === undefined) return undefined;
  const { status, returnReason, ownerKey } = dossier;
  const withoutResult = status === 'returned' && returnReason !== 'result';
  return {
    dossierId: dossier.dossierId,
    ownerKey,
    ended: withoutResult || status === 'rejected' || status === 'stopped',
  };
}

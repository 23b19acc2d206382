import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { currentDossier } from '../dossier/older-records.ts';
import type { Dossier } from '../dossier/state.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';

/** The current dossier, for read-only components: without the dependencies of the store that decides and writes. */
export async function readSnapshot({ client, name }: Table, dossierId: string): Promise<Dossier | undefined> {
  const Key = keys.snapshot(dossierId);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  // A deleted draft has a row without a dossier until it is removed.
  return Item?.dossier && currentDossier(Item.dossier);
}

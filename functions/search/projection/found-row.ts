import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import type { Entry } from '../entry.ts';

/** What is found of a dossier, as last written. */
export type Found = {
  readonly entry: Entry;
  /** Version of the snapshot it was derived from; later versions may come to the same. */
  readonly version: number;
  /** Changes with each write: a writer that read another mark reads again. */
  readonly mark: string;
  /** Entries whose rows may still lie in lists: a write of many rows was not finished. */
  readonly before?: readonly Entry[];
};

/** Strongly consistent. */
export async function readFound({ client, name }: Table, dossierId: string): Promise<Found | undefined> {
  const Key = keys.found(dossierId);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  return Item as Found | undefined;
}

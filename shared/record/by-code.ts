import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';

/** The dossier with a code; undefined when no dossier has it. */
export async function dossierWithCode({ client, name }: Table, dossierCode: string): Promise<string | undefined> {
  const get = new GetCommand({ TableName: name, Key: keys.code(dossierCode) });
  return (await client.send(get)).Item?.dossierId as string | undefined;
}

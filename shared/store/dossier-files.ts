import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { isOver } from '../documents/ticket.ts';
import type { Dossier } from '../dossier/state.ts';
import type { DossierDocument } from '../dossier/values.ts';
import type { DocumentRow } from './document-rows.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/**
 * A dossier as it stands and every file that was ever announced for it: one request, because their rows lie side by side.
 * @returns undefined when there is no such dossier.
 */
export async function loadWithDocuments(
  table: Table,
  dossierId: string,
): Promise<{ readonly dossier: Dossier; readonly files: readonly DocumentRow[] } | undefined> {
  const rows = await queryAll<DocumentRow & { readonly dossier?: Dossier }>(table, {
    TableName: table.name,
    KeyConditionExpression: 'pk = :pk AND sk >= :snapshot',
    ExpressionAttributeValues: { ':pk': keys.dossier(dossierId), ':snapshot': keys.snapshot(dossierId).sk },
  });
  const [snapshot, ...files] = rows;
  return snapshot?.dossier && { dossier: snapshot.dossier, files };
}

/**
 * Files that may still become part of the dossier: not judged yet while the bytes may still come, or verified and not
 * attached yet. A ticket nobody used, and a file whose attaching failed, are given up after a ticket's time.
 */
export function awaitedAmong(files: readonly DocumentRow[], { documents }: Dossier, now: string): DossierDocument[] {
  const attached = new Set(documents.map(({ documentId }) => documentId));
  return files
    .filter((row) => row.state !== 'rejected' && row.removedAt === undefined)
    .filter((row) => !attached.has(row.document.documentId))
    .filter((row) => !isOver(row.state === 'pending' ? row.requestedAt : row.verdictAt, now))
    .map(({ document }) => document);
}

/** All rows in the order of their keys, however many pages they fill. */
export async function queryAll<R>({ client }: Table, asked: QueryCommandInput): Promise<R[]> {
  const rows: R[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...asked, ExclusiveStartKey: from, ConsistentRead: true }));
    rows.push(...((page.Items ?? []) as R[]));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return rows;
}

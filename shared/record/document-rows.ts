import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DocumentRefusal } from '../documents/refusals.ts';
import type { Rejection } from '../dossier/rejections.ts';
import type { DossierDocument } from '../dossier/values.ts';
import { PermanentError } from '../platform/queues/permanent.ts';
import { type Idempotency, idempotencyRow, type Replay, replayOf } from '../platform/table/idempotency.ts';
import { keys } from '../platform/table/keys.ts';
import { expiresAt, type Table } from '../platform/table/table.ts';
import { once, putOnce, transact, updateRow } from '../platform/table/write.ts';
import { type Holder, quotaReached, takes } from './quotas.ts';

export type Ticket = {
  readonly dossierId: string;
  /** What was announced when the ticket was given out; a verified file is exactly this. */
  readonly document: DossierDocument;
  readonly requestedAt: string;
  /** Subject of the actor who asked for the ticket. */
  readonly requestedBy: string;
  /** Of the request for the ticket; what becomes of the file is worked on under it. */
  readonly correlationId?: string | undefined;
  /** Only of files we fetch ourselves: when the bytes were put into the bucket. Until then they are fetched again. */
  readonly storedAt?: string;
  /** When the file was taken out of the dossier it had been attached to. */
  readonly removedAt?: string;
};

/** The verdict is written once: from `pending` to one of the others, never back. */
export type DocumentRow = Ticket &
  (
    | {
        readonly state: 'pending';
        /** The version that was read and found in order, and that only a scanner's word is missing for. */
        readonly examined?: string;
      }
    | {
        readonly state: 'verified';
        readonly verdictAt: string;
        /** The version of the object whose bytes were verified; the only one that may ever be handed out. */
        readonly versionId: string;
      }
    | {
        readonly state: 'rejected';
        readonly verdictAt: string;
        /** Absent when the file was turned away before it reached the bucket. */
        readonly versionId?: string | undefined;
        readonly reason: DocumentRefusal;
      }
  );

/** A ticket that was never used is forgotten after this; longer than any event of the bucket can be late. Days. */
const UNUSED_KEPT_DAYS = 30;

export type VerifiedDocument = Extract<DocumentRow, { state: 'verified' }>;

/** One file's ticket and verdict. Only a `verified` row's `document` may be attached to the dossier. */
export async function loadDocument(
  { client, name }: Table,
  dossierId: string,
  documentId: string,
): Promise<DocumentRow | undefined> {
  const Key = keys.document(dossierId, documentId);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  return Item as DocumentRow | undefined;
}

/** Every file that was ever announced for the dossier, whatever became of it; in no order. */
export async function listDocuments({ client, name }: Table, dossierId: string): Promise<readonly DocumentRow[]> {
  const rows: DocumentRow[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.document(dossierId, '').pk },
        ExclusiveStartKey: from,
        ConsistentRead: true,
      }),
    );
    rows.push(...((page.Items ?? []) as DocumentRow[]));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return rows;
}

/** What a request for a ticket is answered with when it comes again. */
export type TicketAnswer = { readonly documentId: string };

/**
 * Writes a ticket and the request it answers, and counts it for who asks: all or nothing.
 * @returns what the key says when the request was made before; why there is no ticket; undefined when it is written.
 */
export async function createTicket(
  table: Table,
  ticket: Ticket,
  idempotency: Idempotency,
  holder: Holder,
): Promise<Replay<TicketAnswer> | Rejection | undefined> {
  const { dossierId, document, requestedAt } = ticket;
  const answer: TicketAnswer = { documentId: document.documentId };
  const row = {
    ...keys.document(dossierId, document.documentId),
    ...ticket,
    state: 'pending',
    expiresAt: expiresAt(requestedAt, UNUSED_KEPT_DAYS),
  };
  const request = once(table, idempotencyRow(idempotency, answer, requestedAt));
  const share = { quota: 'upload-tickets', holder, at: requestedAt } as const;
  const written = await transact(table, [request, once(table, row), takes(table, share)]);
  if (written.done) return undefined;
  const earlier = written.failed.get(0);
  // The document's id was drawn for this request, so nobody else's row can stand in the way of it.
  return earlier === undefined ? quotaReached(table, share) : replayOf<TicketAnswer>(earlier, idempotency);
}

/**
 * Writes a file's row unless it has one already.
 * @returns the row that stands: this one, or the earlier.
 */
export async function placeDocument(table: Table, row: DocumentRow): Promise<DocumentRow> {
  const { dossierId, document, requestedAt } = row;
  const placed = await putOnce(table, {
    ...keys.document(dossierId, document.documentId),
    ...row,
    ...(row.state === 'pending' && { expiresAt: expiresAt(requestedAt, UNUSED_KEPT_DAYS) }),
  });
  return placed.done ? row : standing(placed.row);
}

/** Notes that the bytes of a file lie in the bucket. */
export const noteStored = (table: Table, ticket: Ticket, now: string) => note(table, ticket, 'storedAt', now);

/** Notes that a file was part of the dossier and is no more: nobody waits for it any longer. */
export const noteRemoved = (table: Table, ticket: Ticket, now: string) => note(table, ticket, 'removedAt', now);

async function note(
  table: Table,
  { dossierId, document }: Ticket,
  what: 'storedAt' | 'removedAt',
  now: string,
): Promise<void> {
  const { done, row } = await updateRow(table, keys.document(dossierId, document.documentId), {
    ConditionExpression: 'attribute_exists(pk)',
    UpdateExpression: `SET ${what} = :now`,
    ExpressionAttributeValues: { ':now': now },
  });
  if (!done) standing(row);
}

export type Verdict =
  | { readonly state: 'verified'; readonly versionId: string }
  | { readonly state: 'rejected'; readonly versionId?: string | undefined; readonly reason: DocumentRefusal };

/**
 * Writes the verdict on a pending file. The first one stands.
 * @returns the row as it is now, with this verdict or the earlier one.
 */
export async function recordVerdict(
  table: Table,
  { dossierId, document }: Ticket,
  verdict: Verdict,
  now: string,
): Promise<DocumentRow> {
  return updatePending(
    table,
    { dossierId, document },
    {
      UpdateExpression: `SET #state = :state, verdictAt = :now${
        verdict.versionId === undefined ? '' : ', versionId = :versionId'
      }${verdict.state === 'rejected' ? ', reason = :reason' : ''} REMOVE expiresAt, examined`,
      ExpressionAttributeValues: {
        ':state': verdict.state,
        ...(verdict.versionId !== undefined && { ':versionId': verdict.versionId }),
        ':now': now,
        ...(verdict.state === 'rejected' && { ':reason': verdict.reason }),
      },
    },
  );
}

/**
 * Gives a ticket that nobody used yet another life from `now` on.
 * @returns the row as it is now: with the new moment, or with the verdict that came first.
 */
export const renewTicket = (table: Table, ticket: Pick<Ticket, 'dossierId' | 'document'>, now: string) =>
  updatePending(table, ticket, {
    UpdateExpression: 'SET requestedAt = :now',
    ExpressionAttributeValues: { ':now': now },
  });

/** Notes that a version is in order but for what a scanner says. @returns the row as it is now, with a verdict perhaps */
export const noteExamined = (table: Table, ticket: Pick<Ticket, 'dossierId' | 'document'>, versionId: string) =>
  updatePending(table, ticket, {
    UpdateExpression: 'SET examined = :version',
    ExpressionAttributeValues: { ':version': versionId },
  });

/** Changes a row that has no verdict yet. @returns the row as it is now, changed or not. */
async function updatePending(
  table: Table,
  { dossierId, document }: Pick<Ticket, 'dossierId' | 'document'>,
  update: { readonly UpdateExpression: string; readonly ExpressionAttributeValues: Readonly<Record<string, unknown>> },
): Promise<DocumentRow> {
  const { row } = await updateRow(table, keys.document(dossierId, document.documentId), {
    UpdateExpression: update.UpdateExpression,
    ConditionExpression: '#state = :pending',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':pending': 'pending' },
    ReturnValues: 'ALL_NEW',
  });
  return standing(row);
}

/** @throws PermanentError `ticket-forgotten` when there is no row: a ticket that was never used is forgotten in time. */
function standing(row: Record<string, unknown> | undefined): DocumentRow {
  if (row === undefined) throw new PermanentError('ticket-forgotten');
  return row as DocumentRow;
}

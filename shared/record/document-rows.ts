import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DocumentRefusal } from '../documents/refusals.ts';
import type { Rejection } from '../dossier/rejections.ts';
import type { DossierDocument } from '../dossier/values.ts';
import { PermanentError } from '../platform/queues/permanent.ts';
import { type Idempotency, idempotencyRow, type Replay, replayOf } from '../platform/table/idempotency.ts';
import { keys } from '../platform/table/keys.ts';
import { readPartition } from '../platform/table/partition.ts';
import { expiresAt, type Table } from '../platform/table/table.ts';
import { once, putOnce, transact, updateRow } from '../platform/table/write.ts';
import { type Holder, quotaReached, takes } from './quotas.ts';

export type Ticket = {
  readonly dossierId: string;
  /** Announced when the ticket was issued; a verified file is exactly this. */
  readonly document: DossierDocument;
  readonly requestedAt: string;
  /** Subject of the actor who requested the ticket. */
  readonly requestedBy: string;
  /** Correlation id of the ticket request; later processing of the file uses it. */
  readonly correlationId?: string | undefined;
  /** Only for files we fetch ourselves: when the bytes were stored in the bucket. Until then they are fetched again. */
  readonly storedAt?: string;
  /** When the file was removed from the dossier it had been attached to. */
  readonly removedAt?: string;
};

/** The verdict is written once: from `pending` to one of the others, never back. */
export type DocumentRow = Ticket &
  (
    | {
        readonly state: 'pending';
        /** The version that passed our own checks and only waits for the malware scan. */
        readonly examined?: string;
      }
    | {
        readonly state: 'verified';
        readonly verdictAt: string;
        /** The version of the object whose bytes were verified; the only one that may ever be downloaded. */
        readonly versionId: string;
      }
    | {
        readonly state: 'rejected';
        readonly verdictAt: string;
        /** Absent when the file was rejected before it reached the bucket. */
        readonly versionId?: string | undefined;
        readonly reason: DocumentRefusal;
      }
  );

/** TTL of an unused ticket: longer than any S3 event can be delayed. Days. */
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

/** All files ever announced for the dossier, in any state; unordered. */
export const listDocuments = async (table: Table, dossierId: string): Promise<readonly DocumentRow[]> =>
  (await readPartition(table, keys.document(dossierId, '').pk)) as DocumentRow[];

/** Response to a repeated ticket request. */
export type TicketAnswer = { readonly documentId: string };

/**
 * Writes a ticket and the idempotency row of its request, and counts it for the requester: all or nothing.
 * @returns the stored response when the request is a repetition; why there is no ticket; undefined when it is written.
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
  // The document's id is new, so no existing row can conflict.
  return earlier === undefined ? quotaReached(table, share) : replayOf<TicketAnswer>(earlier, idempotency);
}

/**
 * Writes a file's row unless it exists.
 * @returns the current row: this one, or the earlier.
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

/** Records that the bytes of a file are in the bucket. */
export const noteStored = (table: Table, ticket: Ticket, now: string) => note(table, ticket, 'storedAt', now);

/** Records that a file was removed from the dossier: it is no longer awaited. */
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

export type DocumentVerdict =
  | { readonly state: 'verified'; readonly versionId: string }
  | { readonly state: 'rejected'; readonly versionId?: string | undefined; readonly reason: DocumentRefusal };

/**
 * Writes the verdict on a pending file. The first verdict wins.
 * @returns the current row, with this verdict or the earlier one.
 */
export async function recordVerdict(
  table: Table,
  { dossierId, document }: Ticket,
  verdict: DocumentVerdict,
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
 * Extends the lifetime of an unused ticket from `now` on.
 * @returns the current row: with the new time, or with an earlier verdict.
 */
export const renewTicket = (table: Table, ticket: Pick<Ticket, 'dossierId' | 'document'>, now: string) =>
  updatePending(table, ticket, {
    UpdateExpression: 'SET requestedAt = :now',
    ExpressionAttributeValues: { ':now': now },
  });

/** Records that a version passed all checks except the malware scan. @returns the current row, possibly with a verdict */
export const noteExamined = (table: Table, ticket: Pick<Ticket, 'dossierId' | 'document'>, versionId: string) =>
  updatePending(table, ticket, {
    UpdateExpression: 'SET examined = :version',
    ExpressionAttributeValues: { ':version': versionId },
  });

/** How long a late upload on an ended ticket may come. Days. */
const LATE_UPLOAD_DAYS = 2;

/** Ends the ticket of a file whose dossier is gone: no verdict follows, and later uploads are removed. @returns the row as it was */
export async function endTicket(
  table: Table,
  row: Pick<Ticket, 'dossierId' | 'document'>,
  now: string,
): Promise<DocumentRow> {
  const { row: before } = await updateRow(table, keys.document(row.dossierId, row.document.documentId), {
    UpdateExpression: 'SET #state = :rejected, reason = :withdrawn, verdictAt = :now, expiresAt = :end REMOVE examined',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':rejected': 'rejected',
      ':withdrawn': 'withdrawn',
      ':now': now,
      ':end': expiresAt(now, LATE_UPLOAD_DAYS),
    },
    ReturnValues: 'ALL_OLD',
  });
  return standing(before);
}

/** Updates a row that has no verdict yet. @returns the current row, updated or not. */
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

/** @throws PermanentError `ticket-forgotten` when there is no row: unused tickets are deleted by TTL. */
function standing(row: Record<string, unknown> | undefined): DocumentRow {
  if (row === undefined) throw new PermanentError('ticket-forgotten');
  return row as DocumentRow;
}

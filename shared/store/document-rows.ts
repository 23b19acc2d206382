import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DocumentRefusal } from '../documents/refusals.ts';
import type { DossierDocument } from '../dossier/values.ts';
import { type Idempotency, idempotencyRow, type Replay, replayOf } from './idempotency.ts';
import { DOCUMENT_PREFIX, keys } from './keys.ts';
import { expiresAt, type Table } from './table.ts';

export type Ticket = {
  readonly dossierId: string;
  /** What was announced when the ticket was given out; a verified file is exactly this. */
  readonly document: DossierDocument;
  readonly requestedAt: string;
  /** Subject of the actor who asked for the ticket. */
  readonly requestedBy: string;
  /** Only of files we fetch ourselves: when the bytes were put into the bucket. Until then they are fetched again. */
  readonly storedAt?: string;
};

/** The verdict is written once: from `pending` to one of the others, never back. */
export type DocumentRow = Ticket &
  (
    | { readonly state: 'pending' }
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
export async function listDocuments(table: Table, dossierId: string): Promise<readonly DocumentRow[]> {
  const rows: DocumentRow[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({ ...documentsOf(table, dossierId), ExclusiveStartKey: from, ConsistentRead: true }),
    );
    rows.push(...((page.Items ?? []) as DocumentRow[]));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return rows;
}

/** How many files were ever announced for the dossier, as far as `most`. */
export async function countDocuments(table: Table, dossierId: string, most: number): Promise<number> {
  const query = new QueryCommand({ ...documentsOf(table, dossierId), Select: 'COUNT', Limit: most });
  return (await table.client.send(query)).Count ?? 0;
}

/** What a request for a ticket is answered with when it comes again. */
export type TicketAnswer = { readonly documentId: string };

/**
 * Writes a ticket and the request it answers, both or neither.
 * @returns what the key says when the request was made before; undefined when the ticket is new.
 */
export async function createTicket(
  { client, name }: Table,
  ticket: Ticket,
  idempotency: Idempotency,
): Promise<Replay<TicketAnswer> | undefined> {
  const { dossierId, document, requestedAt } = ticket;
  const answer: TicketAnswer = { documentId: document.documentId };
  const row = {
    ...keys.document(dossierId, document.documentId),
    ...ticket,
    state: 'pending',
    expiresAt: expiresAt(requestedAt, UNUSED_KEPT_DAYS),
  };
  const put = (Item: Record<string, unknown>) => ({
    Put: {
      TableName: name,
      Item,
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  });
  const items = [put(idempotencyRow(idempotency, answer, requestedAt)), put(row)];
  try {
    await client.send(new TransactWriteCommand({ TransactItems: items }));
    return undefined;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const earlier = error.CancellationReasons?.[0]?.Item;
    if (earlier === undefined) throw error;
    return replayOf<TicketAnswer>(unmarshall(earlier), idempotency);
  }
}

/**
 * Writes a file's row unless it has one already.
 * @returns the row that stands: this one, or the earlier.
 */
export async function placeDocument({ client, name }: Table, row: DocumentRow): Promise<DocumentRow> {
  const { dossierId, document, requestedAt } = row;
  const Item = {
    ...keys.document(dossierId, document.documentId),
    ...row,
    ...(row.state === 'pending' && { expiresAt: expiresAt(requestedAt, UNUSED_KEPT_DAYS) }),
  };
  try {
    await client.send(
      new PutCommand({
        TableName: name,
        Item,
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return row;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException) || error.Item === undefined) throw error;
    return unmarshall(error.Item) as DocumentRow;
  }
}

/** Notes that the bytes of a file lie in the bucket. */
export async function noteStored({ client, name }: Table, { dossierId, document }: Ticket, now: string): Promise<void> {
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key: keys.document(dossierId, document.documentId),
      ConditionExpression: 'attribute_exists(pk)',
      UpdateExpression: 'SET storedAt = :now',
      ExpressionAttributeValues: { ':now': now },
    }),
  );
}

export type Verdict =
  | { readonly state: 'verified'; readonly versionId: string }
  | { readonly state: 'rejected'; readonly versionId?: string | undefined; readonly reason: DocumentRefusal };

/**
 * Writes the verdict on a pending file. The first one stands.
 * @returns the row as it is now, with this verdict or the earlier one.
 */
export async function recordVerdict(
  { client, name }: Table,
  { dossierId, document }: Ticket,
  verdict: Verdict,
  now: string,
): Promise<DocumentRow> {
  try {
    const answer = await client.send(
      new UpdateCommand({
        TableName: name,
        Key: keys.document(dossierId, document.documentId),
        ConditionExpression: '#state = :pending',
        UpdateExpression: `SET #state = :state, verdictAt = :now${
          verdict.versionId === undefined ? '' : ', versionId = :versionId'
        }${verdict.state === 'rejected' ? ', reason = :reason' : ''} REMOVE expiresAt`,
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':pending': 'pending',
          ':state': verdict.state,
          ...(verdict.versionId !== undefined && { ':versionId': verdict.versionId }),
          ':now': now,
          ...(verdict.state === 'rejected' && { ':reason': verdict.reason }),
        },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return answer.Attributes as DocumentRow;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException) || error.Item === undefined) throw error;
    return unmarshall(error.Item) as DocumentRow;
  }
}

function documentsOf({ name }: Table, dossierId: string) {
  return {
    TableName: name,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :documents)',
    ExpressionAttributeValues: { ':pk': keys.dossier(dossierId), ':documents': DOCUMENT_PREFIX },
  };
}

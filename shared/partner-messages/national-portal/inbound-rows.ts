import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../platform/table/keys.ts';
import { expiresAt, type Table } from '../../platform/table/table.ts';
import { putRow } from '../../platform/table/write.ts';
import { type Content, type Kept, keepOnce } from '../keep-once.ts';

/** A partner's message, kept as it came. */
export type InboundRow = {
  readonly source: string;
  readonly messageId: string;
  readonly dossierId: string;
  /** The text as it came, personal data included: it is the record of what was said, and stays in the table. */
  readonly body: string;
  readonly receivedAt: string;
  /** What is done with it: `queued` as a command, or `kept` for people to look at. */
  readonly state: 'queued' | 'kept';
};

/** How long a message that was refused is kept. Days. */
const REFUSED_KEPT_DAYS = 90;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * Keeps a message once.
 * @param says what a body says, so that a repetition which only looks different is one; the text itself unless told.
 */
export const keepInbound = (
  table: Table,
  row: InboundRow,
  says: (body: string) => Content = (body) => ({ body }),
): Promise<Kept<InboundRow>> => keepOnce(table, row, row, ({ body }) => says(body));

/** Keeps a message that was refused, under a key of its own so that a corrected one with the same id is taken. */
export async function keepRefused(
  table: Table,
  refused: { source: string; body: string; receivedAt: string; fields: readonly string[] },
): Promise<void> {
  await putRow(table, {
    ...keys.inbound(refused.source, `refused#${sha256(refused.body)}`),
    ...refused,
    state: 'refused',
    expiresAt: expiresAt(refused.receivedAt, REFUSED_KEPT_DAYS),
  });
}

/** A kept message as it came; undefined when there is none. */
export async function loadInbound(
  { client, name }: Table,
  source: string,
  messageId: string,
): Promise<InboundRow | undefined> {
  const Key = keys.inbound(source, messageId);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  return Item as InboundRow | undefined;
}

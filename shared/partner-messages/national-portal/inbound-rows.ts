import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../platform/table/keys.ts';
import { expiresAt, type Table } from '../../platform/table/table.ts';
import { putRow } from '../../platform/table/write.ts';
import { type Content, type Kept, keepOnce } from '../keep-once.ts';

/** A partner's message, stored as received. */
export type InboundRow = {
  readonly source: string;
  readonly messageId: string;
  readonly dossierId: string;
  /** The text as received, personal data included: the record of the message; it stays in the table. */
  readonly body: string;
  readonly receivedAt: string;
  /** How it is handled: `queued` as a command, or `kept` for manual review. */
  readonly state: 'queued' | 'kept';
};

/** How long a rejected message is stored. Days. */
const REFUSED_KEPT_DAYS = 90;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * Stores a message once.
 * @param says normalised content of a body, so that a duplicate with other formatting is recognised; default: the text itself
 */
export const keepInbound = (
  table: Table,
  row: InboundRow,
  says: (body: string) => Content = (body) => ({ body }),
): Promise<Kept<InboundRow>> => keepOnce(table, row, row, ({ body }) => says(body));

/** Stores a rejected message under a separate key, so that a corrected one with the same id is accepted. */
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

/** A stored message as received; undefined when there is none. */
export async function loadInbound(
  { client, name }: Table,
  source: string,
  messageId: string,
): Promise<InboundRow | undefined> {
  const Key = keys.inbound(source, messageId);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  return Item as InboundRow | undefined;
}

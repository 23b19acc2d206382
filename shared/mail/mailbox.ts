import { createHmac } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ProvinceKey } from '../platform/secrets/province-key.ts';
import { keys } from '../platform/table/keys.ts';
import { expiresAt, type Table } from '../platform/table/table.ts';
import { putIf, putRow } from '../platform/table/write.ts';
import type { Unreachable } from './unreachable.ts';

/** Lifetime of a mark. A mailbox may become reachable again; the first e-mail afterwards shows. Days. */
const KEPT_DAYS = 365;

/** Pseudonym of an address, 64 hex digits: a mark is useless without both address and secret. */
export type MailboxKeys = (address: string) => Promise<string>;

/** HMAC-SHA-256 with the province's secret, as for owners: a plain hash could be brute-forced. */
export const mailboxKeys =
  (key: ProvinceKey): MailboxKeys =>
  async (address) =>
    createHmac('sha256', await key.for('mailbox'))
      .update(address.trim().toLowerCase())
      .digest('hex');

/** Whether an address is marked; a mark of the last second may be missed (eventually consistent read). */
export async function readMark({ client, name }: Table, mailbox: string): Promise<Unreachable | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: keys.mailbox(mailbox) }));
  return Item?.unreachable as Unreachable | undefined;
}

/** Marks an address. A later bounce does not overwrite a complaint. @throws StoreBusyError */
export async function mark(table: Table, mailbox: string, unreachable: Unreachable, now: string): Promise<void> {
  const row = { ...keys.mailbox(mailbox), unreachable, since: now, expiresAt: expiresAt(now, KEPT_DAYS) };
  if (unreachable === 'complained') return putRow(table, row);
  await putIf(table, row, {
    ConditionExpression: 'attribute_not_exists(pk) OR unreachable = :bounced',
    ExpressionAttributeValues: { ':bounced': 'bounced' },
  });
}

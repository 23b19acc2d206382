import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { putIf, putOnce, putRow } from '../platform/table/write.ts';

/** Identity of a message: its sender and the sender's identifier. */
export type MessageKey = { readonly source: string; readonly messageId: string };

/** The message's content by field, without the time of sending or receipt, which differs in every duplicate. */
export type Content = Readonly<Record<string, unknown>>;

export type Kept<Row> =
  /** `new`: written now. `same`: a duplicate; this is the existing row. */
  | { readonly found: 'new' | 'same'; readonly row: Row }
  /** The identifier already belongs to other content; `differs` names the fields, never their values. */
  | { readonly found: 'other'; readonly row: Row; readonly differs: readonly string[] };

/**
 * Stores a partner's message once. A matching identifier alone is not a duplicate: the content must match as well. A message
 * with other content is not written; the caller quarantines it.
 */
export async function keepOnce<Row extends object>(
  table: Table,
  key: MessageKey,
  row: Row,
  contentOf: (row: Row) => Content,
): Promise<Kept<Row>> {
  const item = { ...keys.inbound(key.source, key.messageId), ...row };
  const first = await putOnce(table, item);
  if (first.done) return { found: 'new', row };
  const stands = first.row as Row;
  const differs = differences(contentOf(stands), contentOf(row));
  return differs.length > 0 ? { found: 'other', row: stands, differs } : { found: 'same', row: stands };
}

/**
 * As {@link keepOnce}, for rows that may not have been applied when they were stored.
 * @param givesWay attribute that marks such a row: the same message replaces it
 */
export async function keepAgain<Row extends object>(
  table: Table,
  key: MessageKey,
  row: Row,
  contentOf: (row: Row) => Content,
  givesWay: keyof Row & string,
): Promise<Kept<Row>> {
  const kept = await keepOnce(table, key, row, contentOf);
  if (kept.found !== 'same' || kept.row[givesWay] === undefined) return kept;
  const item = { ...keys.inbound(key.source, key.messageId), ...row };
  const second = await putIf(table, item, {
    ConditionExpression: 'attribute_exists(#way)',
    ExpressionAttributeNames: { '#way': givesWay },
  });
  return second.done ? { found: 'new', row } : { found: 'same', row: second.row as Row };
}

function differences(a: Content, b: Content): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].filter((name) => !isDeepStrictEqual(a[name], b[name])).toSorted();
}

/** A genuine message that cannot be applied, with all data for a manual review. */
export type Aside = {
  readonly why: string;
  /** As received, personal data included. */
  readonly raw: string;
  readonly receivedAt: string;
  readonly [fact: string]: unknown;
};

/** Quarantines a message, once per text, for manual review: key `aside#<sender>#<hash of the text>`. */
export async function quarantine(table: Table, source: string, sender: string, aside: Aside): Promise<void> {
  const digest = createHash('sha256').update(aside.raw, 'utf8').digest('hex');
  await putRow(table, { ...keys.inbound(source, `aside#${sender}#${digest}`), sender, ...aside });
}

import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { putIf, putOnce, putRow } from '../platform/table/write.ts';

/** Which message it is: whose, and its identifier there. */
export type MessageKey = { readonly source: string; readonly messageId: string };

/** What a message says, field by field: without the moment it was sent or received, which every repetition has anew. */
export type Content = Readonly<Record<string, unknown>>;

export type Kept<Row> =
  /** `new`: written now. `same`: told before, and this is the row that stands. */
  | { readonly found: 'new' | 'same'; readonly row: Row }
  /** The identifier stands for another content already; `differs` names the fields, never what is in them. */
  | { readonly found: 'other'; readonly row: Row; readonly differs: readonly string[] };

/**
 * Keeps a partner's message once. An identifier alone proves nothing: a message counts as told before only when it says
 * the same; one that says something else is not written, and the caller sets it aside.
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
 * As {@link keepOnce}, where a row may not have been applied when it was kept.
 * @param givesWay attribute whose presence says so: the row gives way to the same message
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

/** A genuine message that cannot be applied, with all that somebody who looks at it needs. */
export type Aside = {
  readonly why: string;
  /** As it came, personal data included. */
  readonly raw: string;
  readonly receivedAt: string;
  readonly [fact: string]: unknown;
};

/** Keeps a message beside the others, once per text, for somebody to look at: `aside#<sender>#<hash of the text>`. */
export async function setAside(table: Table, source: string, sender: string, aside: Aside): Promise<void> {
  const digest = createHash('sha256').update(aside.raw, 'utf8').digest('hex');
  await putRow(table, { ...keys.inbound(source, `aside#${sender}#${digest}`), sender, ...aside });
}

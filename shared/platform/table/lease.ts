import type { Key } from './keys.ts';
import type { Table } from './table.ts';
import { type Update, updateRow, type Written } from './write.ts';

/** A worker's exclusive right to a row's work, for a limited time. Moments are epoch milliseconds. */
export type Lease = { readonly owner: string; readonly now: number; readonly until: number };

/** Attributes of a row with a current or expired lease. */
export type Leased = { readonly leaseOwner?: string; readonly leaseUntil?: number };

/** Attributes of a row created together with its first lease. */
export const leased = ({ owner, until }: Lease): Required<Leased> => ({ leaseOwner: owner, leaseUntil: until });

/** Attributes to remove when a lease is released. */
export const LEASE = 'leaseOwner, leaseUntil';

/** Additional conditions and changes for taking a lease. Names and values are those of expressions. */
type Terms = {
  readonly conditions?: readonly string[];
  readonly set?: readonly string[];
  readonly remove?: readonly string[];
  readonly values?: Readonly<Record<string, unknown>>;
};

/**
 * Takes a row's lease in one request. An expired lease was held by a worker that crashed.
 * @returns done: the row as it was before. Not done: the current row; another worker has the lease, or another condition
 * failed.
 */
export async function takeLease(
  table: Table,
  key: Key,
  { owner, now, until }: Lease,
  { conditions = [], set = [], remove = [], values = {} }: Terms = {},
): Promise<Written> {
  const sets = ['leaseOwner = :owner', 'leaseUntil = :until', ...set].join(', ');
  const written = await updateRow(table, key, {
    UpdateExpression: `SET ${sets}${remove.length === 0 ? '' : ` REMOVE ${remove.join(', ')}`}`,
    ConditionExpression: ['(attribute_not_exists(leaseOwner) OR leaseUntil <= :now)', ...conditions].join(' AND '),
    ExpressionAttributeValues: { ...values, ':owner': owner, ':until': until, ':now': now },
    ReturnValues: 'ALL_OLD',
  });
  // The rejected row has our own mark: the response to the first request was lost, and the previous lease holder is not known
  // any more.
  return { ...written, done: written.done || written.row?.leaseOwner === owner };
}

/** A change that is made only while the worker holds the lease. */
export const whileLeased = (owner: string, { ExpressionAttributeValues, ...update }: Update): Update => ({
  ...update,
  ConditionExpression: 'leaseOwner = :owner',
  ExpressionAttributeValues: { ...ExpressionAttributeValues, ':owner': owner },
});

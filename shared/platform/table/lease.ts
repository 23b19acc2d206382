import type { Key } from './keys.ts';
import type { Table } from './table.ts';
import { type Update, updateRow, type Written } from './write.ts';

/** The right of one worker to do what a row stands for, for a time. Moments are epoch milliseconds. */
export type Lease = { readonly owner: string; readonly now: number; readonly until: number };

/** Attributes of a row that is, or was, leased. */
export type Leased = { readonly leaseOwner?: string; readonly leaseUntil?: number };

/** What a row that is written together with its first lease says of it. */
export const leased = ({ owner, until }: Lease): Required<Leased> => ({ leaseOwner: owner, leaseUntil: until });

/** To be removed by whoever gives a lease back. */
export const LEASE = 'leaseOwner, leaseUntil';

/** What else must hold for a lease to be taken, and what is changed with it. Names and values are those of expressions. */
type Terms = {
  readonly conditions?: readonly string[];
  readonly set?: readonly string[];
  readonly remove?: readonly string[];
  readonly values?: Readonly<Record<string, unknown>>;
};

/**
 * Takes a row's lease in one request. One that ran out was held by a worker that died.
 * @returns done: the row as it was before. Not done: the row that stands; somebody else has the lease, or another
 *   condition does not hold.
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
  // Our own mark in a row that refuses us: the answer to the first request was lost, and who held the lease before is
  // not known any more.
  return { ...written, done: written.done || written.row?.leaseOwner === owner };
}

/** A change that is made only while the worker holds the lease. */
export const whileLeased = (owner: string, { ExpressionAttributeValues, ...update }: Update): Update => ({
  ...update,
  ConditionExpression: 'leaseOwner = :owner',
  ExpressionAttributeValues: { ...ExpressionAttributeValues, ':owner': owner },
});

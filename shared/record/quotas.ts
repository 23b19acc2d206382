import type { Actor } from '../dossier/actor.ts';
import type { Rejection } from '../dossier/rejections.ts';
import type { Dossier } from '../dossier/state.ts';
import { QUOTAS, type Quota, type Span } from '../platform/config/quotas.ts';
import { type Key, keys } from '../platform/table/keys.ts';
import { expiresAt, type Table } from '../platform/table/table.ts';
import { changes, type TransactItem } from '../platform/table/write.ts';

/** Owner of a counted item. Pseudonymous, as it becomes part of a row key. */
export type Holder = { readonly of: 'applicant' | 'officer' | 'agency'; readonly id: string };

/** Multiple of an applicant's quota: an officer at reception acts for many applicants. */
const TIMES: Readonly<Record<Holder['of'], number>> = { applicant: 1, officer: 10, agency: 1 };

export function holderOf(actor: Actor): Holder {
  switch (actor.kind) {
    case 'citizen':
      return { of: 'applicant', id: actor.ownerKey };
    case 'partner':
      return { of: 'agency', id: actor.agencyId };
    default:
      return { of: 'officer', id: actor.subject };
  }
}

/** One counted item of an owner, and its time. */
export type Share = { readonly quota: Quota; readonly holder: Holder; readonly at: string };

type Spanning = {
  /** Length of the prefix of an ISO timestamp that names the period. */
  readonly digits: number;
  /** TTL of the period's row. Days. */
  readonly days?: number;
  readonly endOf?: (moment: Date) => number;
};
const SPANS: Readonly<Record<Span, Spanning>> = {
  hour: {
    digits: 'YYYY-MM-DDTHH'.length,
    days: 2,
    endOf: (moment) => new Date(moment).setUTCHours(moment.getUTCHours() + 1, 0, 0, 0),
  },
  month: {
    digits: 'YYYY-MM'.length,
    days: 62,
    endOf: (moment) => Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + 1),
  },
  never: { digits: 0 },
};

const spanOf = (quota: Quota) => SPANS[QUOTAS[quota].resets];

/** Key of the counter row. Each period has its own row, so items never released stop counting. */
export function quotaRow({ quota, holder: { of, id }, at }: Share): Key {
  return keys.quota(quota, `${of}#${id}`, at.slice(0, spanOf(quota).digits));
}

/** The owner's quota. */
export const limitOf = ({ quotas }: Table, { quota, holder }: Pick<Share, 'quota' | 'holder'>): number =>
  (quotas?.[quota] ?? QUOTAS[quota].most) * TIMES[holder.of];

/**
 * Increments the counter, as an item of the transaction that creates the counted item: nothing is written when the quota is
 * reached.
 */
export function takes(table: Table, share: Share): TransactItem {
  const { days } = spanOf(share.quota);
  return changes(table, quotaRow(share), {
    UpdateExpression: `SET held = if_not_exists(held, :none) + :one${days === undefined ? '' : ', expiresAt = :forgotten'}`,
    ConditionExpression: 'attribute_not_exists(held) OR held < :most',
    ExpressionAttributeValues: {
      ':none': 0,
      ':one': 1,
      ':most': limitOf(table, share),
      ...(days !== undefined && { ':forgotten': expiresAt(share.at, days) }),
    },
  });
}

/**
 * Decrements the counter, as an item of the transaction that ends the counted item. Unconditional: ending must always succeed.
 * A row already deleted by TTL reappears with zero and is deleted again.
 */
export function givesBack(table: Table, share: Share, now: string): TransactItem {
  const { days } = spanOf(share.quota);
  return changes(table, quotaRow(share), {
    UpdateExpression: `SET held = if_not_exists(held, :one) + :less${
      days === undefined ? '' : ', expiresAt = if_not_exists(expiresAt, :forgotten)'
    }`,
    ExpressionAttributeValues: {
      ':one': 1,
      ':less': -1,
      ...(days !== undefined && { ':forgotten': expiresAt(now, days) }),
    },
  });
}

const byFiler = (unconfirmed: Dossier['unconfirmed']) => unconfirmed?.includes('applicant') === true;

/** A draft counts for the one who opened it: an officer at reception, else its filer or its owner. */
export const draftShare = ({ openedBy, ownerKey, filerKey, unconfirmed, createdAt }: Dossier): Share => ({
  quota: 'drafts',
  holder:
    openedBy === undefined
      ? { of: 'applicant', id: byFiler(unconfirmed) ? (filerKey ?? ownerKey) : ownerKey }
      : { of: 'officer', id: openedBy },
  at: createdAt,
});

/** Effect of a transition on the draft counter: opening increments, submitting or deleting decrements. Imports were never drafts. */
export function draftChanges(table: Table, before: Dossier | undefined, after: Dossier, now: string): TransactItem[] {
  const [was, is] = [before?.status === 'draft', after.status === 'draft' && after.deletedAt === undefined];
  if (was === is) return [];
  return [is ? takes(table, draftShare(after)) : givesBack(table, draftShare(after), now)];
}

/** Why the quota is reached, with the seconds until the period ends, if it does. */
export function quotaReached(table: Table, share: Share): Rejection {
  const { quota, at } = share;
  const resetsAt = spanOf(quota).endOf?.(new Date(at));
  return {
    code: 'quota-reached',
    details: { quota, limit: limitOf(table, share) },
    ...(resetsAt !== undefined && { retryAfter: Math.ceil((resetsAt - Date.parse(at)) / 1000) }),
  };
}

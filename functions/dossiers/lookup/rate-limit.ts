import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { ProvinceKey } from '../../../shared/platform/secrets/province-key.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { updateRow } from '../../../shared/platform/table/write.ts';

/** At most `most` calls in each window of `seconds`. */
export type Limit = { readonly most: number; readonly seconds: number };

export type RateLimiter = {
  /** Counts one call. @returns seconds to wait when the limit is reached, otherwise undefined */
  take(what: string, limit: Limit): Promise<number | undefined>;
};

/**
 * Counters in the table, shared by all sandboxes: one conditional write per call. A rejected call is not counted, so a caller
 * who waits as told succeeds.
 */
export function rateLimiter(table: Table, clock: () => number = Date.now): RateLimiter {
  return {
    async take(what, { most, seconds }) {
      const now = Math.floor(clock() / 1000);
      const window = now - (now % seconds);
      const { done } = await updateRow(table, keys.rate(what, String(window)), {
        UpdateExpression: 'SET hits = if_not_exists(hits, :zero) + :one, expiresAt = :expires',
        ConditionExpression: 'attribute_not_exists(hits) OR hits < :most',
        ExpressionAttributeValues: { ':zero': 0, ':one': 1, ':most': most, ':expires': window + 2 * seconds },
      });
      return done ? undefined : window + seconds - now;
    },
  };
}

export type CounterNames = (kind: string, value: string) => Promise<string>;

/**
 * Counter names separate callers, codes and identifiers. They are HMACs with the province's secret, so they cannot be reversed.
 */
export const counterNames =
  (key: ProvinceKey): CounterNames =>
  async (kind, value) => {
    const digest = createHmac('sha256', await key.for('counter'))
      .update(`${kind}\n${value}`)
      .digest('hex');
    return `${kind}#${digest.slice(0, 32)}`;
  };

/** A household has a whole /64 of IPv6 addresses, so a /64 counts as one caller. */
export function callerOf(sourceIp: string): string {
  if (!isIPv6(sourceIp)) return sourceIp;
  const [head = '', tail] = sourceIp.toLowerCase().split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.join(':')}::/64`;
}

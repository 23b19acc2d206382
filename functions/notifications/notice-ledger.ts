import { keys } from '../../shared/platform/table/keys.ts';
import { LEASE, takeLease, whileLeased } from '../../shared/platform/table/lease.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { type Update, updateRow } from '../../shared/platform/table/write.ts';

/** State of one notice, identified by event, recipient and channel. All but `claimed` and `refused` are final. */
export type NoticeState = 'claimed' | 'sent' | 'no-address' | 'unreachable' | 'withheld' | 'refused';

export type Claim =
  | { readonly state: 'mine'; readonly owner: string }
  | { readonly state: 'settled' }
  | { readonly state: 'busy' };

/** Rows `NOTIFIED#<dossierId>` / `<eventId>#<channel>`; for an office with the suffix `#<agency>#<post>`. */
export type NoticeLedger = {
  /** Claims a notice for a limited time before sending it. */
  claim(dossierId: string, noticeId: string): Promise<Claim>;
  /** Records the outcome after sending. A claim that expired meanwhile is left unchanged. */
  settle(
    dossierId: string,
    noticeId: string,
    owner: string,
    result: { readonly state: Exclude<NoticeState, 'claimed'>; readonly messageId?: string; readonly cause?: string },
  ): Promise<void>;
  /** Releases the claim, so that the next attempt need not wait for it to expire. */
  release(dossierId: string, noticeId: string, owner: string): Promise<void>;
};

/** Longer than the function's timeout, so that an expired claim belongs to a crashed sandbox. Milliseconds. */
const CLAIM_MS = 60_000;

export function noticeLedger(table: Table, clock: () => Date, newOwner: () => string): NoticeLedger {
  /** Updates a row while the claim is ours. */
  async function whileMine(dossierId: string, noticeId: string, owner: string, update: Update) {
    await updateRow(table, keys.notified(dossierId, noticeId), whileLeased(owner, update));
  }

  return {
    async claim(dossierId, noticeId) {
      const owner = newOwner();
      const now = clock().getTime();
      const lease = { owner, now, until: now + CLAIM_MS };
      const { done, row } = await takeLease(table, keys.notified(dossierId, noticeId), lease, {
        set: ['notice = :claimed'],
        // A refused notice may be retried: redriving it from the dead-letter queue requests that.
        conditions: ['(attribute_not_exists(pk) OR notice = :claimed OR notice = :refused)'],
        values: { ':claimed': 'claimed', ':refused': 'refused' },
      });
      if (done) return { state: 'mine', owner };
      return { state: row?.notice === 'claimed' ? 'busy' : 'settled' };
    },
    settle: (dossierId, noticeId, owner, { state, messageId, cause }) =>
      whileMine(dossierId, noticeId, owner, {
        UpdateExpression: `SET notice = :state, settledAt = :at, messageId = :messageId, cause = :cause REMOVE ${LEASE}`,
        ExpressionAttributeValues: {
          ':state': state,
          ':at': clock().toISOString(),
          ':messageId': messageId ?? null,
          ':cause': cause ?? null,
        },
      }),
    release: (dossierId, noticeId, owner) =>
      whileMine(dossierId, noticeId, owner, { UpdateExpression: `REMOVE ${LEASE}` }),
  };
}

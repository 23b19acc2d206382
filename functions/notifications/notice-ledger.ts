import { keys } from '../../shared/platform/table/keys.ts';
import { LEASE, takeLease, whileLeased } from '../../shared/platform/table/lease.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { type Update, updateRow } from '../../shared/platform/table/write.ts';

/** State of one notice: an event, a recipient and a channel. All but `claimed` and `refused` are final. */
export type NoticeState = 'claimed' | 'sent' | 'no-address' | 'unreachable' | 'withheld' | 'refused';

export type Claim =
  | { readonly state: 'mine'; readonly owner: string }
  | { readonly state: 'settled' }
  | { readonly state: 'busy' };

/** Rows `NOTIFIED#<dossierId>` / `<eventId>#<channel>`, of an office with `#<agency>#<post>` behind. */
export type NoticeLedger = {
  /** Takes the right to send a notice for a while. */
  claim(dossierId: string, noticeId: string): Promise<Claim>;
  /** Says what came of it, after the effect. A claim lost meanwhile is left as it is. */
  settle(
    dossierId: string,
    noticeId: string,
    owner: string,
    result: { readonly state: Exclude<NoticeState, 'claimed'>; readonly messageId?: string; readonly cause?: string },
  ): Promise<void>;
  /** Gives the right back, so that the next try need not wait for the claim to run out. */
  release(dossierId: string, noticeId: string, owner: string): Promise<void>;
};

/** Longer than the function may run, so that a claim that ran out belongs to a sandbox that died. Milliseconds. */
const CLAIM_MS = 60_000;

export function noticeLedger(table: Table, clock: () => Date, newOwner: () => string): NoticeLedger {
  /** Changes a row while its claim is ours. */
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
        // A refused notice may be tried again: that is what redriving it from the dead-letter queue asks for.
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

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../table/keys.ts';
import { LEASE, type Lease, type Leased, takeLease, whileLeased } from '../table/lease.ts';
import type { Table } from '../table/table.ts';
import { changes, putRow, puts, transact, updateRow } from '../table/write.ts';
import type { KeptRow } from './delivery.ts';
import { headOf } from './event-log.ts';
import type { Nudge } from './nudge.ts';

/** Row `CURSOR#<destination>` of a dossier: how far the destination is, who is at work, what stands in the way. */
export type CursorRow = Leased & {
  /** Version of the last event the destination has; absent: none. */
  readonly sent?: number;
  readonly attempts?: number;
  /** Epoch milliseconds, like all moments here. */
  readonly notBefore?: number;
  /** What follows `sent` may have arrived: ask before repeating. */
  readonly inDoubt?: boolean;
  /** After a rewind: the destination had everything up to here, so ask before repeating any of it. */
  readonly doubtUntil?: number;
  readonly lastCause?: string;
  readonly blockedVersion?: number;
  readonly blockedCause?: string;
  /** Message whose nudge waits on the queue for all others of this dossier, and until when. */
  readonly waitingBy?: string;
  readonly waitingUntil?: number;
  /** Highest version of a nudge that was dropped because another one waits. Never falls. */
  readonly wanted?: number;
};

export type CursorLease = {
  readonly state: 'held';
  readonly owner: string;
  readonly sent: number;
  readonly attempts: number;
  readonly inDoubt: boolean;
  readonly doubtUntil: number;
  /** Version that the log must have been read up to: nudges that told of it were dropped. */
  readonly wanted: number;
};
export type NoLease =
  | { readonly state: 'stale' }
  | { readonly state: 'blocked'; readonly cause: string }
  /** Somebody else is at work, or the back-off is not over. */
  | { readonly state: 'busy'; readonly until: number };

/** A message that is handled, and the one that had the place on the queue when it was put there. */
export type Waiting = { readonly id: string; readonly place?: string | undefined };

/** Another worker took over, or the cursor was rewound: this worker must not go on. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** Clocks of sandboxes, and the queue's whole seconds, may be this far apart. Milliseconds. */
const SLACK_MS = 500;

const CLEAN = 'attempts, notBefore, inDoubt, lastCause';

export function cursors(table: Table, dossierId: string, destination: string) {
  const Key = keys.cursor(dossierId, destination);

  /**
   * Writes to the row while this worker still holds the lease.
   * @param kept rows that say what has been sent: written with it, and also when the lease is lost
   * @throws LeaseLostError
   */
  async function whileHeld(
    owner: string,
    UpdateExpression: string,
    values: Record<string, unknown> = {},
    kept: readonly KeptRow[] = [],
  ) {
    const update = whileLeased(owner, { UpdateExpression, ExpressionAttributeValues: values });
    const { done } =
      kept.length === 0
        ? await updateRow(table, Key, update)
        : await transact(table, [changes(table, Key, update), ...kept.map((row) => puts(table, row))]);
    if (done) return;
    for (const row of kept) await putRow(table, row);
    throw new LeaseLostError(destination);
  }

  return {
    /** Takes the lease in one request, or says why not. */
    async acquire({ version, unblock }: Nudge, lease: Lease): Promise<CursorLease | NoLease> {
      const { owner, now } = lease;
      const conditions = [
        '(attribute_not_exists(notBefore) OR notBefore <= :soon)',
        `(attribute_not_exists(blockedVersion)${unblock === undefined ? '' : ' OR blockedVersion = :unblock'})`,
        ...(version === undefined ? [] : ['(attribute_not_exists(sent) OR sent < :version OR sent < wanted)']),
      ];
      const taken = await takeLease(table, Key, lease, {
        conditions,
        // Whoever takes the lease has the log up to `wanted`, or reads it afterwards, so what was dropped until now is
        // covered, and from now on nothing is dropped on the strength of a nudge that has come already.
        remove: ['blockedVersion', 'blockedCause', 'waitingBy', 'waitingUntil'],
        values: {
          ':soon': now + SLACK_MS,
          ...(unblock !== undefined && { ':unblock': unblock }),
          ...(version !== undefined && { ':version': version }),
        },
      });
      const row = (taken.row ?? {}) as CursorRow;
      if (!taken.done) return obstacle(row, version, unblock);
      const { sent = 0, attempts = 0, inDoubt = false, doubtUntil = 0, wanted = 0, leaseOwner } = row;
      return { state: 'held', owner, sent, attempts, inDoubt: inDoubt || leaseOwner !== undefined, doubtUntil, wanted };
    },

    /**
     * Whether a nudge that cannot be worked off now has to go back to the queue. Of all nudges of a dossier, copies of
     * one and the same included, one waits; the others are dropped, and the one that waits looks for what they told of.
     * The place belongs to a message, so that a worker that dies between taking it and putting the nudge back takes it
     * again when the message returns, and to the message by which it was put back, however early that one comes.
     */
    async mustWait(version: number, { id, place = id }: Waiting, now: number, until: number): Promise<boolean> {
      const ExpressionAttributeValues = { ':me': id, ':place': place, ':soon': now + SLACK_MS };
      const dropped = await updateRow(table, Key, {
        UpdateExpression: 'SET wanted = :version',
        ConditionExpression:
          'waitingUntil > :soon AND waitingBy <> :me AND waitingBy <> :place AND (attribute_not_exists(wanted) OR wanted < :version)',
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ':version': version },
      });
      if (dropped.done) return false;
      const { waitingUntil = 0, waitingBy, wanted = 0 } = (dropped.row ?? {}) as CursorRow;
      const isOther = waitingBy !== id && waitingBy !== place;
      if (waitingUntil > now + SLACK_MS && isOther && wanted >= version) return false;
      // Where somebody else took the place in between, two wait: one too many, never one too few.
      await updateRow(table, Key, {
        UpdateExpression: 'SET waitingBy = :me, waitingUntil = :until',
        ConditionExpression:
          'attribute_not_exists(waitingUntil) OR waitingUntil <= :soon OR waitingBy = :me OR waitingBy = :place',
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ':until': until },
      });
      return true;
    },

    /** The destination has everything up to `version`; the lease goes on until `until`. */
    advance: (owner: string, version: number, until: number, kept?: readonly KeptRow[]) =>
      whileHeld(
        owner,
        `SET sent = :version, leaseUntil = :until REMOVE ${CLEAN}`,
        { ':version': version, ':until': until },
        kept,
      ),

    /** As {@link advance}, and the work is over: one request for both. */
    finish: (owner: string, version: number, kept?: readonly KeptRow[]) =>
      whileHeld(owner, `SET sent = :version REMOVE ${LEASE}, ${CLEAN}`, { ':version': version }, kept),

    /** Gives the lease back without a change. */
    release: (owner: string) => whileHeld(owner, `REMOVE ${LEASE}`),

    /** @param failure its nudge is on the queue again already, put there by a message; it waits for the others too. */
    fail: (
      owner: string,
      failure: { attempts: number; notBefore: number; inDoubt: boolean; cause: string; by?: string | undefined },
    ) =>
      whileHeld(
        owner,
        `SET attempts = :attempts, notBefore = :notBefore, inDoubt = :inDoubt, lastCause = :cause${
          failure.by === undefined ? '' : ', waitingBy = :by, waitingUntil = :notBefore'
        } REMOVE ${LEASE}`,
        {
          ...(failure.by !== undefined && { ':by': failure.by }),
          ':attempts': failure.attempts,
          ':notBefore': failure.notBefore,
          ':inDoubt': failure.inDoubt,
          ':cause': failure.cause,
        },
      ),

    block: (owner: string, version: number, cause: string) =>
      whileHeld(
        owner,
        `SET blockedVersion = :version, blockedCause = :cause, inDoubt = :yes REMOVE ${LEASE}, notBefore`,
        { ':version': version, ':cause': cause, ':yes': true },
      ),
  };
}

function obstacle(row: CursorRow, version: number | undefined, unblock: number | undefined): NoLease {
  if (version !== undefined && (row.sent ?? 0) >= Math.max(version, row.wanted ?? 0)) return { state: 'stale' };
  if (row.blockedVersion !== undefined && row.blockedVersion !== unblock) {
    return { state: 'blocked', cause: row.blockedCause ?? '' };
  }
  return { state: 'busy', until: Math.max(row.leaseUntil ?? 0, row.notBefore ?? 0) };
}

/** The cursor as it stands, for the operator. */
export async function readCursor(
  { client, name }: Table,
  dossierId: string,
  destination: string,
): Promise<CursorRow | undefined> {
  const Key = keys.cursor(dossierId, destination);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  return Item as CursorRow | undefined;
}

/**
 * Sets the cursor so that everything after `toVersion` is sent again (0: all of it); a later version skips what the
 * destination will never take. Opens a block, ends a back-off, and makes a worker that is busy stop. Nothing moves by
 * itself afterwards: put a nudge `{ dossierId }` on the destination's queue.
 */
export async function rewind(table: Table, dossierId: string, destination: string, toVersion: number): Promise<void> {
  const before = await readCursor(table, dossierId, destination);
  // A worker that is busy at this moment loses its lease, and one that died may have: either may have sent all there is.
  const mayHaveMore = before?.leaseOwner !== undefined || before?.inDoubt === true;
  const had = mayHaveMore ? await headOf(table, dossierId) : 0;
  await updateRow(table, keys.cursor(dossierId, destination), {
    UpdateExpression: `SET sent = :version, inDoubt = :yes, doubtUntil = :had REMOVE ${LEASE}, attempts, notBefore, lastCause, blockedVersion, blockedCause`,
    ExpressionAttributeValues: {
      ':version': toVersion,
      ':yes': true,
      ':had': Math.max(had, before?.sent ?? 0, before?.doubtUntil ?? 0),
    },
  });
}

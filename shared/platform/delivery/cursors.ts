import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../table/keys.ts';
import { LEASE, type Lease, type Leased, takeLease, whileLeased } from '../table/lease.ts';
import type { Table } from '../table/table.ts';
import { changes, putRow, puts, transact, updateRow } from '../table/write.ts';
import type { KeptRow } from './delivery.ts';
import { headOf } from './event-log.ts';
import type { ChangeNotification } from './nudge.ts';

/** Row `CURSOR#<destination>` of a dossier: progress of the destination, the current worker, and any block. */
export type CursorRow = Leased & {
  /** Version of the last event the destination has; absent: none. */
  readonly sent?: number;
  readonly attempts?: number;
  /** Epoch milliseconds, like all moments here. */
  readonly notBefore?: number;
  /** The events after `sent` may have arrived: ask the destination before resending. */
  readonly inDoubt?: boolean;
  /** After a rewind: the destination had everything up to here, so ask before resending any of it. */
  readonly doubtUntil?: number;
  readonly lastCause?: string;
  readonly blockedVersion?: number;
  readonly blockedCause?: string;
  /** Message that holds the dossier's one pending notification on the queue, and until when. */
  readonly waitingBy?: string;
  readonly waitingUntil?: number;
  /** Highest version of a coalesced change notification. Never decreases. */
  readonly wanted?: number;
};

export type CursorLease = {
  readonly state: 'held';
  readonly owner: string;
  readonly sent: number;
  readonly attempts: number;
  readonly inDoubt: boolean;
  readonly doubtUntil: number;
  /** Version up to which the log must be read: notifications of it were coalesced. */
  readonly wanted: number;
};
export type NoLease =
  | { readonly state: 'stale' }
  | { readonly state: 'blocked'; readonly cause: string }
  /** Another worker holds the lease, or the back-off is not over. */
  | { readonly state: 'busy'; readonly until: number };

/** The message being handled, and the message that held the pending place when this one was queued. */
export type Waiting = { readonly id: string; readonly place?: string | undefined };

/** Another worker took over, or the cursor was rewound: this worker must stop. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** Maximum clock skew between sandboxes, including SQS's whole seconds. Milliseconds. */
const SLACK_MS = 500;

const CLEAN = 'attempts, notBefore, inDoubt, lastCause';

export function cursors(table: Table, dossierId: string, destination: string) {
  const Key = keys.cursor(dossierId, destination);

  /**
   * Writes to the row while this worker still holds the lease.
   * @param kept delivery records, written with it, and also when the lease is lost
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
    /** Takes the lease in one request, or returns why not. */
    async acquire({ version, unblock }: ChangeNotification, lease: Lease): Promise<CursorLease | NoLease> {
      const { owner, now } = lease;
      const conditions = [
        '(attribute_not_exists(notBefore) OR notBefore <= :soon)',
        `(attribute_not_exists(blockedVersion)${unblock === undefined ? '' : ' OR blockedVersion = :unblock'})`,
        ...(version === undefined ? [] : ['(attribute_not_exists(sent) OR sent < :version OR sent < wanted)']),
      ];
      const taken = await takeLease(table, Key, lease, {
        conditions,
        // The lease holder has read the log up to `wanted` or reads it afterwards. That covers all notifications coalesced so
        // far; from now on none is coalesced into a notification that has already arrived.
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
     * Whether a change notification that cannot be processed now must be requeued. At most one pending notification per
     * dossier stays queued; others, copies included, are coalesced into it. The pending place belongs to a message: a
     * worker that crashes between taking the place and requeuing takes it again when the message is redelivered. It also
     * belongs to the message that requeued it, even if that one arrives early.
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
      // If another worker took the place in the meantime, two notifications stay pending: one too many is harmless.
      await updateRow(table, Key, {
        UpdateExpression: 'SET waitingBy = :me, waitingUntil = :until',
        ConditionExpression:
          'attribute_not_exists(waitingUntil) OR waitingUntil <= :soon OR waitingBy = :me OR waitingBy = :place',
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ':until': until },
      });
      return true;
    },

    /** The destination has everything up to `version`; the lease is extended until `until`. */
    advance: (owner: string, version: number, until: number, kept?: readonly KeptRow[]) =>
      whileHeld(
        owner,
        `SET sent = :version, leaseUntil = :until REMOVE ${CLEAN}`,
        { ':version': version, ':until': until },
        kept,
      ),

    /** As {@link advance}, and releases the lease in the same request. */
    finish: (owner: string, version: number, kept?: readonly KeptRow[]) =>
      whileHeld(owner, `SET sent = :version REMOVE ${LEASE}, ${CLEAN}`, { ':version': version }, kept),

    /** Releases the lease without a change. */
    release: (owner: string) => whileHeld(owner, `REMOVE ${LEASE}`),

    /** @param failure its notification is already requeued by a message, and is also pending for the others. */
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

/** The current cursor, for the operator. */
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
 * Sets the cursor so that everything after `toVersion` is sent again (0: all of it); a later version skips events that the
 * destination will never accept. Removes a block and a back-off, and stops an active worker. Sends nothing by itself:
 * afterwards queue a change notification `{ dossierId }` for the destination.
 */
export async function rewind(table: Table, dossierId: string, destination: string, toVersion: number): Promise<void> {
  const before = await readCursor(table, dossierId, destination);
  // An active worker loses its lease, and a crashed one may have held it: either may have sent everything.
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

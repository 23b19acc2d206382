import type { RecordedEvent } from '../../dossier/events.ts';
import type { Key } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import type { Breaker } from './breaker.ts';
import type { ChangeNotification } from './change-notification.ts';

/** Consecutive events of one dossier, never empty. */
export type Batch = readonly [RecordedEvent, ...RecordedEvent[]];

export type SendContext = {
  readonly dossierId: string;
  /** All events before the batch, from version 1; only if the delivery requests them. */
  readonly history: readonly RecordedEvent[];
  /** The batch, or part of it, may have been delivered already: ask before resending. */
  readonly unknownOutcome: boolean;
  /** The events after the batch, as far as they were read: they are sent next. */
  readonly rest: readonly RecordedEvent[];
  /** Time by which the sending must have ended, epoch milliseconds: afterwards another worker may hold the lease. */
  readonly deadline: number;
  /** Adds a row to be written together with the cursor's advance, once the batch was sent. */
  readonly keep: (row: KeptRow) => void;
};

export type KeptRow = Key & Readonly<Record<string, unknown>>;

/**
 * Sends a batch. Returning means the destination has all of it. Throws a partner's outcomes, `PermanentError` for what can
 * never be sent, or `HaltedError`. Any other error is a defect of ours and is left to SQS redelivery.
 */
export type Send = (batch: Batch, context: SendContext) => Promise<void>;

/** One destination of dossiers' logs, and how to send to it. */
export type Delivery = {
  readonly table: Table;
  /** Name in the keys of the cursor and the breaker, such as `national-portal`. */
  readonly destination: string;
  readonly send: Send;
  readonly breaker: Breaker;
  /** Requeues the change notification with a delay in seconds (1 to 900). */
  readonly requeue: (notification: ChangeNotification, delaySeconds: number) => Promise<void>;
  /** Parks a change notification with its cause for the operator; its redrive removes the block. */
  readonly park: (notification: ChangeNotification, causeCode: string) => Promise<void>;
  /** Filter of events; the cursor skips the others. Default: all events. */
  readonly filter?: (event: RecordedEvent) => boolean;
  /** Splits the events to send into batches; it sees all events read. Default: one event per batch. */
  readonly split?: (events: readonly RecordedEvent[], log: readonly RecordedEvent[]) => readonly Batch[];
  /** Read the log from its start, for destinations that receive states and not only events. */
  readonly withHistory?: true;
  /**
   * Events the caller has already read, without a gap. Used if they reach from the cursor to the newest notified version;
   * otherwise the log is read again.
   */
  readonly log?: readonly RecordedEvent[];
  /** Lease duration: longer than sending one batch takes. Milliseconds. */
  readonly leaseMs?: number;
  /** No batch is started after this time, because the function's own timeout is near. Epoch milliseconds. */
  readonly stopAt?: number;
  readonly clock?: () => number;
  readonly random?: () => number;
  readonly newOwner?: () => string;
};

export type DeliveryOutcome =
  | { readonly outcome: 'delivered'; readonly version: number; readonly events: number }
  /** The notification had nothing new. */
  | { readonly outcome: 'stale' }
  /** Requeued: another worker holds the lease, the destination is down, or time ran out. */
  | { readonly outcome: 'later'; readonly reason: string; readonly delaySeconds: number }
  /** Dropped: another pending notification of the same dossier covers this one. */
  | { readonly outcome: 'coalesced'; readonly reason: string }
  /** Nothing is sent to the destination for this dossier until an operator removes the block. */
  | { readonly outcome: 'blocked'; readonly cause: string; readonly parked: boolean }
  | { readonly outcome: 'halted' };

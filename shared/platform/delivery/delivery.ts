import type { RecordedEvent } from '../../dossier/events.ts';
import type { Key } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import type { Breaker } from './breaker.ts';
import type { Nudge } from './nudge.ts';

/** A run of consecutive events of one dossier, never empty. */
export type Batch = readonly [RecordedEvent, ...RecordedEvent[]];

export type SendContext = {
  readonly dossierId: string;
  /** All events before the batch, from version 1; only when the delivery asked for them. */
  readonly history: readonly RecordedEvent[];
  /** The batch, or part of it, may be at the destination already: ask before repeating. */
  readonly unknownOutcome: boolean;
  /** What follows the batch in the log, as far as it was read: it is sent next. */
  readonly rest: readonly RecordedEvent[];
  /** Moment by which the sending must have ended, epoch milliseconds: after it another worker may be at work. */
  readonly deadline: number;
  /** Leaves a row to be written together with the cursor's move, once the sending has succeeded. */
  readonly keep: (row: KeptRow) => void;
};

export type KeptRow = Key & Readonly<Record<string, unknown>>;

/**
 * Sends a batch. Returning means the destination has all of it. Throws a partner's outcomes, `PermanentError` for what can
 * never be sent, or `HaltedError`; anything else is a defect of ours and is left to the queue's own retries.
 */
export type Send = (batch: Batch, context: SendContext) => Promise<void>;

/** One destination of dossiers' logs, and how to reach it. */
export type Delivery = {
  readonly table: Table;
  /** Name in the cursor's and the breaker's key, such as `national-portal`. */
  readonly destination: string;
  readonly send: Send;
  readonly breaker: Breaker;
  /** Puts the nudge back on the queue, to come again after so many seconds (1 to 900). */
  readonly renudge: (nudge: Nudge, delaySeconds: number) => Promise<void>;
  /** Keeps a nudge whose redrive opens the block, with the cause, where an operator looks. */
  readonly park: (nudge: Nudge, causeCode: string) => Promise<void>;
  /** Events the destination is told of; the cursor passes over the others. All, unless told. */
  readonly concerns?: (event: RecordedEvent) => boolean;
  /** Cuts what is to be sent into batches, in sight of all that was read of the log; one by one unless told. */
  readonly split?: (events: readonly RecordedEvent[], log: readonly RecordedEvent[]) => readonly Batch[];
  /** Read the log from its beginning, for destinations that are told states and not only events. */
  readonly withHistory?: true;
  /**
   * What the caller has read of the log before, without a gap. It is used where it reaches from the cursor to all that
   * nudges have told of; the log is read again otherwise.
   */
  readonly log?: readonly RecordedEvent[];
  /** Length of a lease: longer than one batch takes to send. Milliseconds. */
  readonly leaseMs?: number;
  /** Moment after which no batch is begun, because the function's own time runs out. Epoch milliseconds. */
  readonly stopAt?: number;
  readonly clock?: () => number;
  readonly random?: () => number;
  readonly newOwner?: () => string;
};

export type Outcome =
  | { readonly outcome: 'delivered'; readonly version: number; readonly events: number }
  /** The nudge told nothing new. */
  | { readonly outcome: 'stale' }
  /** Put back: another worker is at it, the destination is down, or time ran out. */
  | { readonly outcome: 'later'; readonly reason: string; readonly delaySeconds: number }
  /** Dropped: another nudge of the same dossier waits on the queue and will find what this one told of. */
  | { readonly outcome: 'coalesced'; readonly reason: string }
  /** Nothing goes to the destination for this dossier until somebody opens the block. */
  | { readonly outcome: 'blocked'; readonly cause: string; readonly parked: boolean }
  | { readonly outcome: 'halted' };

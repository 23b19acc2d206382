import { randomUUID } from 'node:crypto';
import type { RecordedEvent } from '../../dossier/events.ts';
import { type BackOff, queueDelay, waitBefore } from '../back-off.ts';
import { correlated } from '../observability/correlation.ts';
import {
  isRepeatable,
  PartnerRefusedError,
  PartnerUnavailableError,
  UnknownOutcomeError,
} from '../partners/outcomes.ts';
import { PermanentError } from '../queues/permanent.ts';
import type { ChangeNotification } from './change-notification.ts';
import { type CursorLease, cursors, LeaseLostError } from './cursors.ts';
import type { Batch, Delivery, DeliveryOutcome, KeptRow } from './delivery.ts';
import { HaltedError } from './errors.ts';
import { readLog } from './event-log.ts';

/**
 * Seconds. Frequent retries in the first minute, because most outages are short and the portal should be up to date within
 * seconds after them; then the delays double up to the SQS maximum.
 */
const BACK_OFF: BackOff = {
  ceilings: [1, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 10, 30, 60, 120, 300, 600, 900],
  certain: 0,
};

const LEASE_MS = 30_000;
/** Part of the lease reserved for recording what was sent. */
const MARGIN_MS = 2_000;

/** Time ran out, or another worker has the probe: not a failure of the destination. */
class NotNowError extends Error {
  readonly delaySeconds: number;

  constructor(reason: string, seconds: number) {
    super(reason);
    this.delaySeconds = seconds;
  }
}

/**
 * Delivers the new events of one dossier's log to one destination: takes the cursor's lease, reads the log after the cursor
 * (unless the caller has read it), sends it in order, advances after each batch, releases the lease. Safe to repeat after a
 * crash at any point. Of two concurrent workers one works and the other requeues its change notification, so that events
 * written after the first one's last read are found. At most one pending notification per dossier stays queued; others are
 * coalesced into it (`coalesced`): after an outage a dossier is processed once, not once per event. The results `later`,
 * `coalesced`, `stale` and `blocked` are final: the caller deletes the message.
 *
 * Three requests for one new event (acquire, read, advance-and-release), two if the caller has read the log, one for a stale
 * notification. The breaker adds a read per sandbox and 1.5 s.
 * @param messageId the same for every redelivery; a notification without a message is identified by its version.
 * @throws errors of `send` other than a partner's outcomes, and errors of the table.
 */
export async function deliverDossier(
  delivery: Delivery,
  notification: ChangeNotification,
  messageId = `version-${notification.version}`,
): Promise<DeliveryOutcome> {
  const { table, destination, breaker, clock = Date.now, random = Math.random, leaseMs = LEASE_MS } = delivery;
  const cursor = cursors(table, notification.dossierId, destination);
  const again = (notification.attempt ?? 0) + 1;
  const backOff = (repetition: number) => queueDelay(waitBefore(repetition, BACK_OFF, random));

  async function later(reason: string, seconds: number): Promise<DeliveryOutcome> {
    const { version, place } = notification;
    const by = { id: messageId, place };
    if (version !== undefined && !(await cursor.mustWait(version, by, clock(), clock() + seconds * 1000))) {
      return { outcome: 'coalesced', reason };
    }
    await delivery.requeue({ ...notification, attempt: again, place: messageId }, seconds);
    return { outcome: 'later', reason, delaySeconds: seconds };
  }

  if (clock() >= (delivery.stopAt ?? Number.POSITIVE_INFINITY)) return later('out-of-time', 1);
  const gate = await breaker.look();
  if (gate.state === 'open') {
    return later('circuit-open', Math.max(queueDelay(gate.retryInMs / 1000), backOff(again - 1)));
  }
  const owner = (delivery.newOwner ?? randomUUID)();
  const lease = await cursor.acquire(notification, { owner, now: clock(), until: clock() + leaseMs });
  if (lease.state === 'stale') return { outcome: 'stale' };
  if (lease.state === 'blocked') return { outcome: 'blocked', cause: lease.cause, parked: false };
  if (lease.state === 'busy') {
    return later('busy', Math.min(queueDelay((lease.until - clock()) / 1000), backOff(again - 1)));
  }

  const run = new Run(delivery, notification, lease, gate.state === 'half-open', leaseMs, clock);
  try {
    return await run.work();
  } catch (error) {
    if (error instanceof LeaseLostError) return later('lease-lost', 1);
    try {
      return await settle(error);
    } catch (second) {
      // The lease expired while the failure was being recorded: another worker has it now.
      if (second instanceof LeaseLostError) return later('lease-lost', 1);
      throw second;
    }
  }

  async function settle(error: unknown): Promise<DeliveryOutcome> {
    const inDoubt = run.inDoubt;
    if (error instanceof NotNowError) {
      await delivery.requeue({ ...notification, attempt: again, place: messageId }, error.delaySeconds);
      await cursor.release(owner);
      return { outcome: 'later', reason: error.message, delaySeconds: error.delaySeconds };
    }
    if (error instanceof HaltedError) {
      await cursor.release(owner);
      return { outcome: 'halted' };
    }
    if (error instanceof PartnerRefusedError || error instanceof PermanentError) {
      await breaker.succeeded();
      // Parked before the block is recorded: a crash in between parks it twice instead of never.
      const version = run.sending?.version ?? run.sent + 1;
      await delivery.park({ dossierId: notification.dossierId, unblock: version }, error.causeCode);
      await cursor.block(owner, version, error.causeCode);
      return { outcome: 'blocked', cause: error.causeCode, parked: true };
    }
    if (isRepeatable(error)) {
      await breaker.failed();
      const attempts = run.attempts + 1;
      const wished = error instanceof PartnerUnavailableError ? (error.retryAfter ?? 0) : 0;
      const seconds = Math.max(queueDelay(wished), backOff(attempts - 1));
      await delivery.requeue({ ...notification, attempt: attempts, place: messageId }, seconds);
      const doubt = inDoubt || error instanceof UnknownOutcomeError;
      const notBefore = clock() + seconds * 1000;
      const by = notification.version === undefined ? undefined : messageId;
      await cursor.fail(owner, { attempts, notBefore, inDoubt: doubt, cause: error.causeCode, by });
      return { outcome: 'later', reason: error.causeCode, delaySeconds: seconds };
    }
    // A defect or a failure of the table. The lease is left to expire, so that the next worker knows that the outcome is
    // unknown; SQS redelivers the message.
    throw error;
  }
}

/** The delivery under one lease. */
class Run {
  sent: number;
  attempts: number;
  inDoubt: boolean;
  /** First event of the batch in flight. */
  sending: RecordedEvent | undefined;
  readonly #doubtUntil: number;
  /** The log must be read at least up to here. */
  readonly #wanted: number;
  /** Records of the last delivery, until they are written. */
  #kept: KeptRow[] = [];
  readonly #delivery: Delivery;
  readonly #notification: ChangeNotification;
  readonly #owner: string;
  readonly #leaseMs: number;
  readonly #clock: () => number;
  #mustProbe: boolean;
  #until: number;

  constructor(
    delivery: Delivery,
    notification: ChangeNotification,
    lease: CursorLease,
    mustProbe: boolean,
    leaseMs: number,
    clock: () => number,
  ) {
    this.#delivery = delivery;
    this.#notification = notification;
    this.#owner = lease.owner;
    this.sent = lease.sent;
    this.attempts = lease.attempts;
    this.inDoubt = lease.inDoubt;
    this.#doubtUntil = lease.doubtUntil;
    this.#wanted = Math.max(lease.wanted, notification.version ?? 0);
    this.#mustProbe = mustProbe;
    this.#leaseMs = leaseMs;
    this.#clock = clock;
    this.#until = clock() + leaseMs;
  }

  async work(): Promise<DeliveryOutcome> {
    const { table, destination, withHistory, filter = () => true, split = oneByOne } = this.#delivery;
    const { dossierId } = this.#notification;
    const cursor = cursors(table, dossierId, destination);
    const log = this.#known() ?? (await readLog(table, dossierId, withHistory ? 0 : this.sent));
    const pending = log.filter((event) => event.version > this.sent);
    const batches = split(pending, log).filter((batch) => batch.some(filter));
    for (const [index, batch] of batches.entries()) {
      const last = batch.at(-1)?.version ?? this.sent;
      const rest = log.filter((event) => event.version > last);
      await this.#send(batch, withHistory ? log.slice(0, batch[0].version - 1) : [], rest);
      this.sent = last;
      this.attempts = 0;
      this.inDoubt = false;
      if (index === batches.length - 1) break;
      this.#until = this.#clock() + this.#leaseMs;
      await cursor.advance(this.#owner, this.sent, this.#until, this.#kept);
    }
    const version = Math.max(this.sent, pending.at(-1)?.version ?? 0);
    await cursor.finish(this.#owner, version, this.#kept);
    return { outcome: 'delivered', version, events: pending.length };
  }

  /**
   * Uses the events the caller has read, if none are missing: they were read before the lease was taken, so they must include
   * everything coalesced until then. Later events have their own change notification, which waits for this lease.
   */
  #known(): readonly RecordedEvent[] | undefined {
    const { withHistory, log = [] } = this.#delivery;
    const [first] = log;
    if (withHistory || first === undefined || first.version > this.sent + 1) return undefined;
    return (log.at(-1)?.version ?? 0) >= this.#wanted ? log : undefined;
  }

  async #send(batch: Batch, history: readonly RecordedEvent[], rest: readonly RecordedEvent[]): Promise<void> {
    const { breaker, send, stopAt = Number.POSITIVE_INFINITY } = this.#delivery;
    const deadline = this.#until - MARGIN_MS;
    if (this.#clock() >= Math.min(deadline, stopAt)) throw new NotNowError('out-of-time', 1);
    if (this.#mustProbe && !(await breaker.probe())) throw new NotNowError('circuit-open', 2);
    this.#mustProbe = false;
    this.sending = batch[0];
    const unknownOutcome = this.inDoubt || batch[0].version <= this.#doubtUntil;
    this.#kept = [];
    const keep = (row: KeptRow) => void this.#kept.push(row);
    const context = { dossierId: this.#notification.dossierId, history, rest, unknownOutcome, deadline, keep };
    await correlated(
      batch.map((event) => event.correlationId),
      () => send(batch, context),
    );
    await breaker.succeeded();
  }
}

const oneByOne = (events: readonly RecordedEvent[]): Batch[] => events.map((event) => [event]);

import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type BackOff, waitBefore } from '../back-off.ts';
import { keys } from '../table/keys.ts';
import { LEASE, type Leased, leased, takeLease } from '../table/lease.ts';
import type { Table } from '../table/table.ts';
import { type Update, updateRow } from '../table/write.ts';

export type Gate =
  | { readonly state: 'closed' }
  /** The open period is over: the worker that gets the probe may try. */
  | { readonly state: 'half-open' }
  | { readonly state: 'open'; readonly retryInMs: number };

export type Breaker = {
  look(): Promise<Gate>;
  /** Claims the one attempt that a half-open breaker allows; false when another worker has it. */
  probe(): Promise<boolean>;
  succeeded(): Promise<void>;
  failed(): Promise<void>;
};

/**
 * Moments are epoch milliseconds. `openUntil` is set while the breaker is open or half-open; the lease belongs to the probing
 * worker.
 */
type Row = Leased & {
  readonly failures?: number;
  readonly lastFailureAt?: number;
  readonly openUntil?: number;
  readonly opens?: number;
};

/** Consecutive failures, across all sandboxes, that open the breaker. */
const THRESHOLD = 5;
/** Failures further apart than this are treated as unrelated. Milliseconds. */
const WINDOW_MS = 30_000;
const LONGEST_REST_MS = 3_000;
/** Pauses between probes: short, so that a recovery is detected within seconds at the cost of one call each. Milliseconds. */
const RESTS: BackOff = { ceilings: [2_000, LONGEST_REST_MS], certain: 1 };
/** Time of a probe before another worker may try. Milliseconds. */
const PROBE_MS = 10_000;
const CACHE_MS = 1_500;

/** Earliest next call: the open period is not over, or a probe is under way. */
const restsUntil = ({ openUntil = 0, leaseUntil = 0 }: Row) => Math.max(openUntil, leaseUntil);

/**
 * Circuit breaker of one destination, shared by all sandboxes through one row: while a destination is down no worker waits for
 * its time-outs, and one probe at a time checks for recovery. Custom code because cockatiel keeps the state in one process.
 * When closed it costs one read per sandbox and 1.5 s, and no write.
 */
export function breaker(
  table: Table,
  destination: string,
  clock: () => number = Date.now,
  newOwner: () => string = randomUUID,
): Breaker {
  const { client, name } = table;
  const Key = keys.breaker(destination);
  let cached: { readonly row: Row; readonly until: number } | undefined;

  const keep = (row: Row) => {
    cached = { row, until: clock() + CACHE_MS };
    return row;
  };

  async function read(): Promise<Row> {
    if (cached !== undefined && clock() < cached.until) return cached.row;
    const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
    return keep((Item ?? {}) as Row);
  }

  /** @returns the row as written; undefined when the condition does not hold. */
  async function write(update: Update): Promise<Row | undefined> {
    const { done, row = {} } = await updateRow(table, Key, { ReturnValues: 'ALL_NEW', ...update });
    return done ? keep(row as Row) : refused();
  }

  function refused(): undefined {
    // Read again before the next decision, but keep the state: with two messages handled concurrently, the one that got the
    // probe must still report its result.
    if (cached !== undefined) cached = { ...cached, until: 0 };
  }

  function open(opens: number, condition?: string) {
    return write({
      UpdateExpression: `SET openUntil = :until, opens = :opens REMOVE ${LEASE}`,
      ExpressionAttributeValues: { ':until': clock() + waitBefore(opens - 1, RESTS), ':opens': opens },
      ...(condition !== undefined && { ConditionExpression: condition }),
    });
  }

  return {
    async look() {
      const row = await read();
      if (row.openUntil === undefined) return { state: 'closed' };
      const left = restsUntil(row) - clock();
      // A probe under way keeps it open longer than a normal pause, but usually ends soon.
      return left > 0 ? { state: 'open', retryInMs: Math.min(left, LONGEST_REST_MS) } : { state: 'half-open' };
    },

    async probe() {
      const row = await read();
      if (row.openUntil === undefined) return true;
      const now = clock();
      if (restsUntil(row) > now) return false;
      const lease = { owner: newOwner(), now, until: now + PROBE_MS };
      const terms = { conditions: ['openUntil = :seen'], values: { ':seen': row.openUntil } };
      const { done, row: before } = await takeLease(table, Key, lease, terms);
      if (done) keep({ ...(before as Row), ...leased(lease) });
      else refused();
      return done;
    },

    async succeeded() {
      const { failures, openUntil } = cached?.row ?? {};
      if (failures === undefined && openUntil === undefined) return;
      await write({ UpdateExpression: `REMOVE failures, lastFailureAt, openUntil, opens, ${LEASE}` });
    },

    async failed() {
      const known = cached?.row ?? (await read());
      if (known.openUntil !== undefined) {
        await open((known.opens ?? 0) + 1);
        return;
      }
      const fresh = known.lastFailureAt === undefined || clock() - known.lastFailureAt > WINDOW_MS;
      const row = await write({
        UpdateExpression: fresh
          ? 'SET failures = :one, lastFailureAt = :now'
          : 'SET failures = if_not_exists(failures, :zero) + :one, lastFailureAt = :now',
        ExpressionAttributeValues: { ':one': 1, ':now': clock(), ...(!fresh && { ':zero': 0 }) },
      });
      if ((row?.failures ?? 0) >= THRESHOLD) await open(1, 'attribute_not_exists(openUntil)');
    },
  };
}

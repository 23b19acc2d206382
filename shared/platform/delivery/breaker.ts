import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type BackOff, waitBefore } from '../back-off.ts';
import { keys } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { type Update, updateRow } from '../table/write.ts';

export type Gate =
  | { readonly state: 'closed' }
  /** The rest is over: whoever gets the probe may try. */
  | { readonly state: 'half-open' }
  | { readonly state: 'open'; readonly retryInMs: number };

export type Breaker = {
  look(): Promise<Gate>;
  /** Claims the one attempt that a half-open breaker allows; false when another worker has it. */
  probe(): Promise<boolean>;
  succeeded(): Promise<void>;
  failed(): Promise<void>;
};

/** Moments are epoch milliseconds. `openUntil` is there while the breaker is open or half-open. */
type Row = {
  readonly failures?: number;
  readonly lastFailureAt?: number;
  readonly openUntil?: number;
  readonly opens?: number;
};

/** Failures in a row, of all sandboxes together, that open the breaker. */
const THRESHOLD = 5;
/** Failures further apart than this have nothing to do with each other. */
const WINDOW_MS = 30_000;
const LONGEST_REST_MS = 3_000;
/** Rests between probes: short, so that an outage is noticed to be over within seconds; one call each costs nobody. Milliseconds. */
const RESTS: BackOff = { ceilings: [2_000, LONGEST_REST_MS], certain: 1 };
/** Time a probe has before another worker may try. */
const PROBE_MS = 10_000;
const CACHE_MS = 1_500;

/**
 * Circuit breaker of one destination, shared by all sandboxes through one row: while a destination is down nobody waits
 * for its time-outs, and one probe at a time asks whether it is back. Own code because cockatiel keeps a breaker's state
 * in one process. While all is well it costs one read per sandbox and 1.5 s, and no write.
 */
export function breaker(table: Table, destination: string, clock: () => number = Date.now): Breaker {
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
    if (done) return keep(row as Row);
    // Read again before the next decision, but do not forget: of two messages handled side by side the one that got
    // the probe must still know, when it reports, that there is something to report.
    if (cached !== undefined) cached = { ...cached, until: 0 };
    return undefined;
  }

  function open(opens: number, condition?: string) {
    return write({
      UpdateExpression: 'SET openUntil = :until, opens = :opens',
      ExpressionAttributeValues: { ':until': clock() + waitBefore(opens - 1, RESTS), ':opens': opens },
      ...(condition !== undefined && { ConditionExpression: condition }),
    });
  }

  return {
    async look() {
      const { openUntil } = await read();
      if (openUntil === undefined) return { state: 'closed' };
      const left = openUntil - clock();
      // A probe under way keeps it open for longer than a rest, but is usually over at once.
      return left > 0 ? { state: 'open', retryInMs: Math.min(left, LONGEST_REST_MS) } : { state: 'half-open' };
    },

    async probe() {
      const { openUntil } = await read();
      if (openUntil === undefined) return true;
      if (openUntil > clock()) return false;
      const claimed = await write({
        UpdateExpression: 'SET openUntil = :until',
        ConditionExpression: 'openUntil = :seen',
        ExpressionAttributeValues: { ':until': clock() + PROBE_MS, ':seen': openUntil },
      });
      return claimed !== undefined;
    },

    async succeeded() {
      const { failures, openUntil } = cached?.row ?? {};
      if (failures === undefined && openUntil === undefined) return;
      await write({ UpdateExpression: 'REMOVE failures, lastFailureAt, openUntil, opens' });
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

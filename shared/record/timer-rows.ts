import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Timer } from '../dossier/commands.ts';
import type { Dossier } from '../dossier/state.ts';
import { timerId, timersOf } from '../dossier/timers.ts';
import { type Key, keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { deleteRow } from '../platform/table/write.ts';

/**
 * Number of timer partitions (shards) of a province, by dossier. Few, because the poller queries each every minute; enough
 * that the largest province's transitions (75 a second) stay far below one partition's limit.
 */
export const TIMER_SHARDS = 4;

export type TimerRow = Key & { readonly dossierId: string; readonly timer: Timer };

function rowOf(dossierId: string, timer: Timer): TimerRow {
  // A UUID's last digit is random enough for sharding.
  const shard = Number.parseInt(dossierId.slice(-1), 16) % TIMER_SHARDS;
  return { ...keys.timer(shard, timer.at, dossierId, timerId(timer)), dossierId, timer };
}

/** Changes of a dossier's timers between two states, for the transition's transaction. */
export function timerChanges(
  before: Dossier | undefined,
  after: Dossier,
): { readonly put: readonly TimerRow[]; readonly drop: readonly Key[] } {
  const old = new Map(before && timersOf(before).map((timer) => [timerId(timer), timer]));
  const now = new Map(timersOf(after).map((timer) => [timerId(timer), timer]));
  const put = [...now].filter(([id]) => !old.has(id)).map(([, timer]) => rowOf(after.dossierId, timer));
  const drop = [...old].filter(([id]) => !now.has(id)).map(([, timer]) => rowOf(after.dossierId, timer));
  return { put, drop: drop.map(({ pk, sk }) => ({ pk, sk })) };
}

/** Deletes an orphaned row: its timer no longer belongs to the dossier. */
export const dropTimer = (table: Table, dossierId: string, timer: Timer): Promise<void> =>
  deleteRow(table, rowOf(dossierId, timer));

/**
 * Due timers of a shard at `now`, oldest first, page by page. Consistent within the shard. A row stays until the transition
 * that it triggers, or that cancels its timer, deletes it.
 */
export async function* dueTimers({ client, name }: Table, shard: number, now: string): AsyncGenerator<TimerRow[]> {
  const { pk } = keys.timer(shard, '', '', '');
  let start: Record<string, unknown> | undefined;
  do {
    const answer = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk AND sk < :now',
        // `~` sorts after any suffix of a timestamp, so that timers of exactly this time are included.
        ExpressionAttributeValues: { ':pk': pk, ':now': `${now}~` },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    yield (answer.Items ?? []) as TimerRow[];
    start = answer.LastEvaluatedKey;
  } while (start !== undefined);
}

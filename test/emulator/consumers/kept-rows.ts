import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { dueTimers, TIMER_SHARDS, type TimerRow } from '../../../shared/record/timer-rows.ts';
import { table } from '../kit.ts';

/** The row of a dossier as it stands. */
export async function snapshotOf(dossierId: string): Promise<{ readonly dossier: Dossier } | undefined> {
  const Key = keys.snapshot(dossierId);
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item as { dossier: Dossier } | undefined;
}

/** Rows of a dossier's timers, whenever they come. */
export async function timersKept(dossierId: string): Promise<readonly TimerRow[]> {
  const rows: TimerRow[] = [];
  for (let shard = 0; shard < TIMER_SHARDS; shard += 1) {
    for await (const page of dueTimers(table, shard, '9999')) rows.push(...page);
  }
  return rows.filter((row) => row.dossierId === dossierId);
}

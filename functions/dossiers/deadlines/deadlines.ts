import { createHash } from 'node:crypto';
import { timerId } from '../../../shared/dossier/timers.ts';
import type { Measure } from '../../../shared/platform/observability/metrics.ts';
import { COMMAND_BATCH, type QueuedCommand } from '../../../shared/platform/queues/command-queue.ts';
import { TIMER_SHARDS, type TimerRow } from '../../../shared/record/timer-rows.ts';

export type Deadlines = {
  /** Timers of a shard that came by a moment, the oldest first, page by page. */
  readonly due: (shard: number, now: string) => AsyncIterable<readonly TimerRow[]>;
  /** Sends up to ten commands. @returns how many were not taken. */
  readonly send: (commands: readonly QueuedCommand[]) => Promise<number>;
  readonly measure: Measure;
  readonly clock: () => Date;
};

/** What a poll did; `refused` ones stay where they are and are found again by the next poll. */
export type Polled = { readonly sent: number; readonly refused: number; readonly finished: boolean };

/**
 * One poll: every timer that came becomes a command, which asks the dossier whether it still holds. Nothing is marked
 * or deleted here: the transition that the command causes takes the row away, so a poll that dies, runs twice or comes a
 * day late loses nothing and repeats nothing.
 * @param stopAt moment after which no page is begun; the next poll goes on. Epoch milliseconds.
 */
export async function pollDeadlines(deps: Deadlines, stopAt: number): Promise<Polled> {
  const now = deps.clock();
  const shards = Array.from({ length: TIMER_SHARDS }, (_, shard) => pollShard(deps, shard, now, stopAt));
  const parts = await Promise.all(shards);
  deps.measure('DeadlineLag', Math.max(...parts.map((part) => part.lagMs)) / 1000);
  return {
    sent: parts.reduce((sum, part) => sum + part.sent, 0),
    refused: parts.reduce((sum, part) => sum + part.refused, 0),
    finished: parts.every((part) => part.finished),
  };
}

async function pollShard({ due, send, clock }: Deadlines, shard: number, now: Date, stopAt: number) {
  let sent = 0;
  let refused = 0;
  // The oldest timer is found first.
  let lagMs = 0;
  for await (const rows of due(shard, now.toISOString())) {
    lagMs = Math.max(lagMs, ...rows.map(({ timer }) => now.getTime() - Date.parse(timer.at)));
    // In order within the shard: a dossier's warning is sent before its breach, and its queue keeps that order.
    for (let at = 0; at < rows.length; at += COMMAND_BATCH) {
      const batch = rows.slice(at, at + COMMAND_BATCH).map(commandOf);
      const failed = await send(batch);
      refused += failed;
      sent += batch.length - failed;
    }
    if (clock().getTime() >= stopAt) return { sent, refused, lagMs, finished: false };
  }
  return { sent, refused, lagMs, finished: true };
}

/** The same timer is always the same command: whoever finds it twice sends it twice, and it is carried out once. */
export function commandOf({ dossierId, timer }: TimerRow): QueuedCommand {
  const digest = createHash('sha256').update(timerId(timer)).digest('hex').slice(0, 32);
  return {
    commandId: `timer:${dossierId}:${digest}`,
    dossierId,
    from: 'deadlines',
    command: { type: 'fire-timer', timer },
  };
}

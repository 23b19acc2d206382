import { createHash } from 'node:crypto';
import { timerId } from '../../../shared/dossier/timers.ts';
import type { Measure } from '../../../shared/platform/observability/metrics.ts';
import { COMMAND_BATCH, type QueuedCommand } from '../../../shared/platform/queues/command-queue.ts';
import { TIMER_SHARDS, type TimerRow } from '../../../shared/record/timer-rows.ts';

export type Deadlines = {
  /** Due timers of a shard, oldest first, page by page. */
  readonly due: (shard: number, now: string) => AsyncIterable<readonly TimerRow[]>;
  /** Sends up to ten commands. @returns the number of failed entries */
  readonly send: (commands: readonly QueuedCommand[]) => Promise<number>;
  readonly measure: Measure;
  readonly clock: () => Date;
};

/** Result of a poll; `refused` timers stay in the table and are found by the next poll. */
export type Polled = { readonly sent: number; readonly refused: number; readonly finished: boolean };

/**
 * One poll: every due timer becomes a command, and the dossier decides whether the timer still applies. The poll neither marks
 * nor deletes timers: the resulting transition deletes the row. So a poll that crashes, runs twice or is a day late loses
 * nothing and repeats nothing.
 * @param stopAt no page is started after this moment; the next poll continues. Epoch milliseconds.
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
  // Oldest timer first.
  let lagMs = 0;
  for await (const rows of due(shard, now.toISOString())) {
    lagMs = Math.max(lagMs, ...rows.map(({ timer }) => now.getTime() - Date.parse(timer.at)));
    // In order within the shard: a dossier's warning is sent before its breach, and its FIFO group keeps that order.
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

/** Deterministic command id per timer: a timer sent twice is executed once. */
export function commandOf({ dossierId, timer }: TimerRow): QueuedCommand {
  const digest = createHash('sha256').update(timerId(timer)).digest('hex').slice(0, 32);
  return {
    commandId: `timer:${dossierId}:${digest}`,
    dossierId,
    from: 'deadlines',
    command: { type: 'fire-timer', timer },
  };
}

import { describe, expect, it } from 'vitest';
import { commandOf, type Deadlines, pollDeadlines } from '../../../../functions/dossiers/deadlines/deadlines.ts';
import type { Timer } from '../../../../shared/dossier/commands.ts';
import type { QueuedCommand } from '../../../../shared/platform/queues/command-queue.ts';
import { queuedCommandSchema } from '../../../../shared/platform/queues/command-queue.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { dueTimers, TIMER_SHARDS, type TimerRow } from '../../../../shared/record/timer-rows.ts';
import { TableDouble } from '../../../shared/platform/delivery/table-double.ts';

const NOW = Date.parse('2026-11-23T01:00:00.000Z');
const moment = (secondsAgo: number) => new Date(NOW - secondsAgo * 1000).toISOString();
const dossier = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function row(n: number, secondsAgo: number, kind: Timer['kind'] = 'breach'): TimerRow {
  const timer: Timer = { kind, of: 'step', id: 'examine', at: moment(secondsAgo) };
  return { ...keys.timer(n % TIMER_SHARDS, timer.at, dossier(n), kind), dossierId: dossier(n), timer };
}

class World {
  readonly double = new TableDouble();
  readonly sent: QueuedCommand[] = [];
  readonly measured: [lag: string, seconds: number][] = [];
  now = NOW;
  /** Number of entries of a batch that the queue rejects. */
  refuses: (batch: readonly QueuedCommand[]) => number = () => 0;

  readonly deps: Deadlines = {
    due: (shard, now) => dueTimers(this.double.table, shard, now),
    send: async (batch) => {
      expect(batch.length).toBeLessThanOrEqual(10);
      const refused = this.refuses(batch);
      this.sent.push(...batch.slice(0, batch.length - refused));
      return refused;
    },
    measure: (lag, seconds) => this.measured.push([lag, seconds]),
    clock: () => new Date(this.now),
  };

  holds(...rows: TimerRow[]): void {
    for (const each of rows) this.double.put({ ...each });
  }

  poll = (stopAt = NOW + 60_000) => pollDeadlines(this.deps, stopAt);
}

describe('the poll for deadlines', () => {
  it('sends a command for each due timer, including those due now, and for no future one', async () => {
    const world = new World();
    world.holds(row(1, 30), row(2, 0), row(3, -1));
    expect(await world.poll()).toEqual({ sent: 2, refused: 0, finished: true });
    expect(world.sent.map(({ dossierId }) => dossierId).toSorted()).toEqual([dossier(1), dossier(2)]);
    for (const command of world.sent) expect(queuedCommandSchema.safeParse(command).error).toBeUndefined();
    expect(world.measured).toEqual([['DeadlineLag', 30]]);
  });

  it('processes ten thousand timers due in one minute, each once', async () => {
    const world = new World();
    const rows = Array.from({ length: 10_000 }, (_, n) => row(n, n % 60));
    world.holds(...rows);
    expect(await world.poll()).toEqual({ sent: 10_000, refused: 0, finished: true });
    expect(new Set(world.sent.map(({ commandId }) => commandId)).size).toBe(10_000);
  });

  it('sends the same commands again while they are not executed: a duplicate poll adds none', async () => {
    const world = new World();
    world.holds(row(1, 30), row(2, 10));
    await Promise.all([world.poll(), world.poll()]);
    expect(world.sent).toHaveLength(4);
    expect(new Set(world.sent.map(({ commandId }) => commandId)).size).toBe(2);
  });

  it('after a day without polls sends everything, oldest first, and reports the lag', async () => {
    const world = new World();
    const day = 86_400;
    world.holds(row(4, day - 7200, 'breach'), row(4, day, 'warning'), row(8, day / 2));
    await world.poll();
    const ofOne = world.sent.filter(({ dossierId }) => dossierId === dossier(4));
    expect(ofOne.map(({ command }) => command.type === 'fire-timer' && command.timer.kind)).toEqual([
      'warning',
      'breach',
    ]);
    expect(world.measured).toEqual([['DeadlineLag', day]]);
  });

  it('leaves entries that the queue rejects to the next poll and reports their number', async () => {
    const world = new World();
    world.holds(...Array.from({ length: 40 }, (_, n) => row(n * TIMER_SHARDS, 5)));
    world.refuses = (batch) => Math.min(3, batch.length);
    expect(await world.poll()).toEqual({ sent: 28, refused: 12, finished: true });
  });

  it('stops at its time limit between two pages; the next poll continues', async () => {
    const world = new World();
    world.double.pageSize = 10;
    world.holds(...Array.from({ length: 30 }, (_, n) => row(n * TIMER_SHARDS, 5)));
    expect(await world.poll(NOW)).toEqual({ sent: 10, refused: 0, finished: false });
    expect(await world.poll()).toMatchObject({ sent: 30, finished: true });
  });

  it('reports zero lag when nothing was due: missing data means that the poller does not run', async () => {
    const world = new World();
    world.holds(row(3, -1));
    await world.poll();
    expect(world.measured).toEqual([['DeadlineLag', 0]]);
  });

  it('derives the command id from the timer: another date is another command', () => {
    const [one, same, other] = [row(1, 30), row(1, 30), row(1, 31)].map((r) => commandOf(r).commandId);
    expect(one).toBe(same);
    expect(one).not.toBe(other);
  });
});

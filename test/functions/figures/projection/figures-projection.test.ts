import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGenerations, writeGenerations } from '../../../../functions/figures/generation.ts';
import { figuresProjection } from '../../../../functions/figures/projection/figures-projection.ts';
import { projector } from '../../../../functions/figures/projection/project.ts';
import type { RecordedEvent } from '../../../../shared/dossier/events.ts';
import { PermanentError } from '../../../../shared/platform/queues/permanent.ts';
import { StoreBusyError } from '../../../../shared/platform/table/busy.ts';
import { procedureOf } from '../counting/procedures.ts';
import { live, seeds } from '../counting/world.ts';
import { FiguresTable } from '../reading/table.ts';

const procedure = async (code: string) => procedureOf(code);
const idOf = (log: readonly RecordedEvent[]) => log[0]?.dossierId ?? '';

/** The consumer on its own table. */
function consumer(double: FiguresTable) {
  const project = projector({ table: double.table, procedure, pause: async () => {} });
  return figuresProjection({ generations: () => readGenerations(double.table), project });
}

/** The result of a single worker that receives each event in turn. */
async function inOrder(logs: readonly (readonly RecordedEvent[])[]): Promise<FiguresTable> {
  const double = new FiguresTable();
  const handle = consumer(double);
  for (const log of logs) {
    for (const event of log) {
      double.log([event]);
      await handle({ dossierId: idOf(log), version: event.version });
    }
  }
  return double;
}

const populations = fc
  .array(seeds, { minLength: 2, maxLength: 4 })
  .map((all) => all.map((seed, n) => live(seed, n)).filter((log) => log.length > 0));

describe('the consumer', () => {
  it('counts every event once: concurrent workers, duplicates, out-of-order notifications, write conflicts', async () => {
    await fc.assert(
      fc.asyncProperty(populations, fc.array(fc.nat(), { minLength: 1, maxLength: 200 }), async (logs, dice) => {
        const expected = (await inOrder(logs)).figures(1);
        const double = new FiguresTable();
        let throws = 0;
        const next = (below: number) => (dice[throws++ % dice.length] ?? 0) % below;
        double.conflicts = () => next(4) === 0;
        double.turn = async () => {
          for (let n = next(3); n > 0; n -= 1) await Promise.resolve();
        };
        for (const log of logs) double.log(log);
        // Each sandbox has its own cache of listed months.
        const workers = [consumer(double), consumer(double), consumer(double)];
        const news = logs.flatMap((log) => log.flatMap((e) => Array(1 + next(2)).fill(e) as RecordedEvent[]));
        const shuffled = news.map((event) => ({ event, at: next(1000) })).toSorted((a, b) => a.at - b.at);
        const handled = shuffled.map(async ({ event }, n) => {
          const notification = { dossierId: event.dossierId, version: event.version };
          for (;;) {
            try {
              return await workers[n % workers.length]?.(notification);
            } catch (error) {
              // Like the queue.
              if (!(error instanceof StoreBusyError)) throw error;
              double.conflicts = () => false;
            }
          }
        });
        await Promise.all(handled);
        expect(double.figures(1)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('resolves an optimistic-lock conflict itself: nothing is redelivered', async () => {
    const logs = fc.sample(seeds, { numRuns: 5, seed: 11 }).map((seed, n) => live(seed, n));
    const double = new FiguresTable();
    double.turn = () => Promise.resolve();
    for (const log of logs) double.log(log);
    const workers = [consumer(double), consumer(double)];
    const news = logs.flatMap((log) => log.flatMap(({ dossierId }) => workers.map((handle) => handle({ dossierId }))));
    await expect(Promise.all(news)).resolves.toBeDefined();
    expect(double.figures(1)).toEqual((await inOrder(logs.filter((log) => log.length > 0))).figures(1));
  });

  it('splits a long log into transactions within the size limit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(seeds, { minLength: 1, maxLength: 3 }), async (all) => {
        const logs = all.map((seed, n) => live(seed, n)).filter((log) => log.length > 0);
        const double = new FiguresTable();
        for (const log of logs) double.log(log);
        for (const log of logs) await consumer(double)({ dossierId: idOf(log) });
        expect(double.largestWrite).toBeLessThanOrEqual(100);
        expect(double.figures(1)).toEqual((await inOrder(logs)).figures(1));
      }),
      { numRuns: 60 },
    );
  });

  it('also updates a generation being built, and ignores the old one after the switch', async () => {
    const [log] = fc
      .sample(seeds, { numRuns: 200, seed: 7 })
      .map((seed) => live(seed, 1))
      .toSorted((a, b) => b.length - a.length);
    if (log === undefined) throw new Error('no log');
    const double = new FiguresTable();
    const handle = consumer(double);
    const half = Math.floor(log.length / 2);
    double.log(log.slice(0, half));
    await handle({ dossierId: idOf(log), version: half });
    const first = { current: 1, last: 1 };
    await writeGenerations(double.table, first, { current: 1, building: 2, last: 2 });
    double.log(log.slice(half, half + 2));
    await handle({ dossierId: idOf(log), version: half + 2 });
    expect(double.figures(2)).toEqual(double.figures(1));
    await writeGenerations(double.table, { current: 1, last: 2 }, { current: 2, last: 2 });
    double.log(log.slice(half + 2));
    await handle({ dossierId: idOf(log), version: log.length });
    expect(double.figures(2)).toEqual((await inOrder([log])).figures(1));
    expect(double.figures(1)).not.toEqual(double.figures(2));
  });

  it('parks unknown dossiers, and gives up on permanent write conflicts', async () => {
    const [log] = fc
      .sample(seeds, { numRuns: 50, seed: 3 })
      .map((seed) => live(seed, 1))
      .toSorted((a, b) => b.length - a.length);
    if (log === undefined) throw new Error('no log');
    const double = new FiguresTable();
    await expect(consumer(double)({ dossierId: idOf(log), version: 1 })).rejects.toThrow(PermanentError);
    double.log(log);
    const unknown = projector({ table: double.table, procedure: async () => undefined });
    await expect(unknown(idOf(log), 1)).rejects.toThrow('procedure-not-found');
    double.conflicts = () => true;
    await expect(consumer(double)({ dossierId: idOf(log), version: log.length })).rejects.toThrow(StoreBusyError);
    expect(double.figures(1)).toEqual({});
  });

  it('stores no applicant and no document in its rows', async () => {
    const logs = fc
      .sample(seeds, { numRuns: 100, seed: 5 })
      .map((seed, n) => live(seed, n))
      .filter((log) => log.length > 0);
    const text = JSON.stringify((await inOrder(logs)).figures(1));
    expect(text.length).toBeGreaterThan(1000);
    for (const personal of ['Nguyễn', '045190000123', '0912345678', 'a.pdf', 'owner'])
      expect(text).not.toContain(personal);
  });
});

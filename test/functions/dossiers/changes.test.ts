import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listChanged } from '../../../functions/dossiers/lists.ts';
import { CursorError, type PageKey } from '../../../shared/platform/table/page.ts';
import type { Table } from '../../../shared/platform/table/table.ts';

const START = Date.parse('2026-11-28T01:00:00.000Z');
const iso = (second: number) => new Date(START + second * 1000).toISOString();
const OWNER = 'OWNER#anh';

/** The owner's dossiers as the index shows them: a change is seen some seconds after it was made. */
class Dossiers {
  readonly #rows: { changes: { at: number; seenAt: number; version: number }[] }[];
  second = 0;
  queries = 0;

  constructor(count: number) {
    this.#rows = Array.from({ length: count }, () => ({ changes: [{ at: -5000, seenAt: -5000, version: 1 }] }));
  }

  change(index: number, lag: number): void {
    const { changes } = this.#rows[index % this.#rows.length] ?? { changes: [] };
    changes.push({ at: this.second, seenAt: this.second + lag, version: changes.length + 1 });
  }

  versionOf(index: number): number {
    return this.#rows[index]?.changes.length ?? 0;
  }

  get table(): Table {
    const send = async ({ input }: { input: QueryCommandInput }) => {
      this.queries += 1;
      const { Limit = 0, ExclusiveStartKey: start } = input;
      expect(Limit).toBeLessThanOrEqual(100);
      const all = this.#rows.map(({ changes }, index) => {
        const shown = changes.findLast(({ seenAt }) => seenAt <= this.second);
        const sort = String(9999 - index);
        const summary = { dossierId: String(index), version: shown?.version, updatedAt: iso(shown?.at ?? 0) };
        return { gsi2pk: OWNER, gsi2sk: sort, pk: `DOSSIER#${index}`, sk: 'SNAPSHOT', summary };
      });
      const found = all.filter(({ gsi2sk }) => start === undefined || gsi2sk < start.gsi2sk);
      const Items = found.slice(0, Limit);
      const { summary: _, ...last } = Items.at(-1) ?? {};
      return { Items, ...(found.length > Limit && { LastEvaluatedKey: last }) };
    };
    return { name: 'table', client: { send } } as unknown as Table;
  }

  /** Asks as a client does: again at once while there is more. */
  async poll(after: PageKey | undefined) {
    const seen = new Map<number, number>();
    let next = after;
    for (;;) {
      const before = this.queries;
      const page = await listChanged(this.table, 'anh', next, iso(this.second));
      expect(this.queries - before).toBeLessThanOrEqual(1);
      for (const { dossierId, version } of page.items) seen.set(Number(dossierId), version);
      next = page.next;
      if (!page.more) return { seen, next };
    }
  }
}

describe('changes of a person’s dossiers', () => {
  it('reach who polls, whatever their number, the lag of the index and the pace, one request a call', async () => {
    const step = fc.record({
      wait: fc.nat({ max: 200 }),
      changes: fc.array(fc.tuple(fc.nat({ max: 400 }), fc.nat({ max: 50 })), { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 250 }),
        fc.array(step, { minLength: 1, maxLength: 8 }),
        async (count, steps) => {
          const dossiers = new Dossiers(count);
          const known = new Map<number, number>();
          let { next } = await dossiers.poll(undefined);
          const take = async () => {
            const polled = await dossiers.poll(next);
            for (const [index, version] of polled.seen) known.set(index, version);
            next = polled.next;
            return polled;
          };
          for (const { wait, changes } of steps) {
            dossiers.second += wait;
            for (const [index, lag] of changes) dossiers.change(index, lag);
            await take();
          }
          dossiers.second += 60;
          await take();
          for (let index = 0; index < count; index += 1) {
            if (dossiers.versionOf(index) > 1) expect(known.get(index)).toBe(dossiers.versionOf(index));
          }
          // A minute later nothing is told again, and the place stays: an answer that a browser has already.
          dossiers.second += 61;
          await take();
          const quiet = await take();
          dossiers.second += 500;
          const later = await take();
          expect(later.seen.size).toBe(0);
          expect(later.next).toEqual(quiet.next);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('begin now, without a request', async () => {
    const dossiers = new Dossiers(3);
    const { seen } = await dossiers.poll(undefined);
    expect([seen.size, dossiers.queries]).toEqual([0, 0]);
  });

  it('take no place of another person’s list', async () => {
    const after = { from: iso(0), began: iso(0), gsi2pk: 'OWNER#other', gsi2sk: '1', pk: 'DOSSIER#1', sk: 'SNAPSHOT' };
    await expect(listChanged(new Dossiers(1).table, 'anh', after, iso(1))).rejects.toThrow(CursorError);
  });
});

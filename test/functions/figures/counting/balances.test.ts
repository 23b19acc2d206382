import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceWrite } from '../../../../functions/figures/counting/balances.ts';
import type { Increment } from '../../../../functions/figures/counting/contribution.ts';
import { add, balanceOf, type Counts } from '../../../../functions/figures/counting/counters.ts';
import { dayAfter, daysOf, monthAfter, piecesOf } from '../../../../functions/figures/counting/period.ts';
import { nextWrite } from '../../../../functions/figures/counting/rows.ts';
import { wayTo } from '../../../../functions/figures/counting/ways.ts';
import { KeptRows } from './kept.ts';

const DAYS = 7 * 365;
const day = fc.nat({ max: DAYS }).map((n) => dayAfter('2021-01-01', n));
const counts = fc.dictionary(
  fc.constantFrom('inTime', 'overdue', 'awaitingReturn', 'returned'),
  fc.integer({ min: -2, max: 3 }),
  {
    minKeys: 1,
  },
);
const change = fc.record({
  dossier: fc.constantFrom('a', 'b', 'e'),
  agencyId: fc.constantFrom('H50.1', 'H50.2'),
  days: fc.array(fc.tuple(day, counts), { minLength: 1, maxLength: 3 }),
});
type Change = { dossier: string; agencyId: string; days: [string, Record<string, number>][] };

const incrementsOf = ({ agencyId, days }: Change): Increment[] =>
  days.map(([of, by]) => ({
    version: 1,
    day: of,
    agencyId,
    of: 'dossier',
    field: 'justice',
    procedureCode: '2.000488',
    channel: 'online',
    counts: add(by) as Counts,
  }));

function kept(changes: readonly Change[]): KeptRows {
  const rows = new KeptRows();
  for (const one of changes) rows.add(nextWrite(one.dossier, incrementsOf(one), 0, 1, 90));
  return rows;
}

const everywhere = () => true;
const byHand = (changes: readonly Change[], until: string, agencyId?: string) =>
  balanceOf(
    add(
      ...changes
        .filter((one) => agencyId === undefined || one.agencyId === agencyId)
        .flatMap((one) => one.days.flatMap(([of, by]) => (of < until ? [by] : []))),
    ),
  );

describe('a stored balance', () => {
  it('is the sum of all days before any day, including late additions, by every plan', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), day, day, fc.nat({ max: 40 }), (changes, at, today, length) => {
        const rows = kept(changes);
        const read = piecesOf({ from: at, to: dayAfter(at, length) });
        const wanted = byHand(changes, at);
        expect(rows.before('agency', at, everywhere, { today })).toEqual(wanted);
        expect(rows.before('province', at, everywhere, { today, read })).toEqual(wanted);
        expect(rows.before('detail', at, everywhere, { balances: false })).toEqual(wanted);
        const own = (id: { agencyId?: string }) => id.agencyId === 'H50.1';
        expect(rows.before('agency', at, own, { today, read })).toEqual(byHand(changes, at, 'H50.1'));
      }),
      { numRuns: 400 },
    );
  });

  it('is in the same rows regardless of order and number of writes', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (changes, dice) => {
        const one = kept(changes);
        const apart = changes
          .flatMap((of) => of.days.map((single) => ({ ...of, days: [single] })))
          .map((of) => ({ of, at: dice.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ of }) => of);
        const other = kept(apart);
        const held = (rows: KeptRows) =>
          [...rows.rows].flatMap(([key, row]) => (Object.keys(row.counts).length > 0 ? [[key, row.counts]] : []));
        expect(new Map(held(other) as [])).toEqual(new Map(held(one) as []));
        expect(other.years).toEqual(one.years);
      }),
      { numRuns: 200 },
    );
  });

  it('costs one row in an open year, and more only for its first addition and for late ones', () => {
    const of = (years: readonly [number, Counts][]) => ({ kind: 'agency' as const, id: 'x', years: new Map(years) });
    const one = { inTime: 1 };
    expect(balanceWrite(of([[2026, one]]), undefined)).toEqual({
      running: { year: 2026, counts: one },
      opened: [],
      corrected: [],
    });
    expect(balanceWrite(of([[2026, one]]), { year: 2024, counts: { inTime: 5 } })).toEqual({
      running: { year: 2026, counts: one },
      opened: [
        { year: 2025, counts: { inTime: 5 } },
        { year: 2026, counts: { inTime: 5 } },
      ],
      corrected: [],
    });
    expect(balanceWrite(of([[2024, one]]), { year: 2026, counts: { inTime: 5 } })).toEqual({
      running: { year: 2026, counts: one },
      opened: [],
      corrected: [
        { year: 2025, counts: one },
        { year: 2026, counts: one },
      ],
    });
  });
});

describe('the plan for a balance', () => {
  const monthsUntil = (last: string, count: number) => {
    const months = [last];
    let first = last;
    while (months.length < count) {
      const earlier = dayAfter(`${first}-01`, -1).slice(0, 7);
      months.unshift(earlier);
      first = earlier;
    }
    return months;
  };
  const stepsTo = (from: string, to: string, age: number) => {
    const read = piecesOf({ from, to });
    const way = wayTo(from, { months: monthsUntil('2026-11', age), balances: true, read, today: '2026-11-24' });
    return { ...way, more: [...way.plus, ...way.minus].filter((piece) => !read.includes(piece)) };
  };

  it('for the days up to today does not depend on the table’s age and reuses rows read anyway', () => {
    const ways = [1, 2, 12, 36, 120].map((age) => stepsTo('2026-11-05', '2026-11-24', age));
    for (const way of ways) expect(way).toEqual(ways[0]);
    expect(ways[0]?.from).toBe('everything');
    expect(ways[0]?.more).toEqual(daysOf({ from: '2026-11-25', to: '2026-11-30' }));
  });

  it('is never longer than half a year and half a month', () => {
    for (let from = '2017-01-01'; from < '2026-11-24'; from = dayAfter(from, 5)) {
      const { more } = stepsTo(from, dayAfter(from, 19), 120);
      expect(more.length).toBeLessThanOrEqual(6 + 16);
    }
    expect(monthAfter('2026-12')).toBe('2027-01');
  });
});

import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { add, balanceOf, type Counts } from '../../../../functions/figures/counting/counters.ts';
import { dayAfter } from '../../../../functions/figures/counting/period.ts';
import { projector } from '../../../../functions/figures/projection/project.ts';
import { readFigures } from '../../../../functions/figures/reading/read-figures.ts';
import { rebuildFigures } from '../../../../operate/figures/rebuild.ts';
import type { RecordedEvent } from '../../../../shared/dossier/events.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { levels } from '../counting/brute-force.ts';
import { PROCEDURES, procedureOf } from '../counting/procedures.ts';
import { live, seeds } from '../counting/world.ts';
import { FiguresTable } from './table.ts';

const YEAR_MS = 365 * 86_400_000;

/** The same history a number of years later. */
function later(log: readonly RecordedEvent[], years: number): readonly RecordedEvent[] {
  const moved = (text: string) => new Date(Date.parse(text) + years * YEAR_MS).toISOString();
  return JSON.parse(JSON.stringify(log).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, moved)) as RecordedEvent[];
}

// From autumn 2024 to summer 2027, the years out of order.
const logs = fc
  .sample(seeds, { numRuns: 60, seed: 20_261_128 })
  .map((seed, n) => later(live(seed, n), [0, -2, -1][n % 3] ?? 0))
  .filter((log) => log.length > 0);

const double = new FiguresTable();
const reader = (today: string) => readFigures(double.table, () => `${today}T02:00:00Z`);
const MONTH_MARK = /^FIGURES#1$/;

const sum = (rows: readonly { readonly counts: Counts<string> }[]) => add<string>(...rows.map(({ counts }) => counts));

beforeAll(async () => {
  for (const log of logs) {
    double.log(log);
    // Each by a separate sandbox, without the others' cached balances.
    const project = projector({
      table: double.table,
      procedure: async (code) => procedureOf(code),
      pause: async () => {},
    });
    await project(log[0]?.dossierId ?? '', 1);
  }
  double.pageSize = 50;
});

const DAYS = [
  '2024-10-09',
  '2024-12-31',
  '2025-01-01',
  '2025-07-17',
  '2026-01-20',
  '2026-11-05',
  '2027-01-01',
  '2027-02-14',
];

describe('a balance read from the table', () => {
  it.each(DAYS)('before %s matches the dossiers, regardless of today’s date', async (from) => {
    const wanted = balanceOf(levels(logs, dayAfter(from, -1)));
    for (const today of ['2024-10-20', '2026-11-28', '2027-12-31']) {
      const { before } = await reader(today).rows('province', { from, to: dayAfter(from, 19) });
      expect(sum(before)).toEqual(wanted);
    }
  });

  it('is summed by months in a generation started without balances', async () => {
    const marked = [...double.rows.rows.all()].filter(({ pk }) => MONTH_MARK.test(pk?.S ?? ''));
    expect(marked.length).toBeGreaterThan(8);
    const [first] = marked;
    double.put(keys.figuresMonth(1, first?.sk?.S ?? ''));
    for (const from of DAYS) {
      double.asked.length = 0;
      const { before } = await reader('2026-11-28').rows('province', { from, to: from });
      expect(sum(before)).toEqual(balanceOf(levels(logs, dayAfter(from, -1))));
      expect(double.asked.filter((one) => /balance|before-/.test(one))).toEqual([]);
    }
    double.put({ ...keys.figuresMonth(1, first?.sk?.S ?? ''), balances: true });
  });

  it('takes one request for a period that ends today, plus its days', async () => {
    double.asked.length = 0;
    await reader('2027-06-30').rows('agency', { from: '2027-06-11', to: '2027-06-30' });
    // The generation, the months, the balance, and twenty days.
    expect(double.asked).toHaveLength(3 + 20);
  });
});

describe('a generation started without balances', () => {
  it('is rebuilt with them, and otherwise identical', async () => {
    for (const log of logs) double.put({ ...keys.snapshot(log[0]?.dossierId ?? ''), version: log.length });
    for (const [n, procedure] of PROCEDURES.entries()) {
      double.put({ ...keys.procedure(procedure.procedureCode, 1), procedure, n });
    }
    const rows = [...double.rows.rows.all()].map(({ pk, sk }) => [pk?.S ?? '', sk?.S ?? ''] as const);
    for (const [pk, sk] of rows) if (/^FIGURES#1#.*#(balance|before-)/.test(pk)) double.remove(pk, sk);
    for (const [pk, sk] of rows) if (pk === 'FIGURES#1') double.put(keys.figuresMonth(1, sk));
    const period = { from: '2026-11-05', to: '2026-11-24' };
    const before = sum((await reader('2026-11-28').rows('agency', period)).before);
    expect(Object.keys(before).length).toBeGreaterThan(0);
    const pause = async () => {};
    const { differences, uncounted, generation } = await rebuildFigures(double.table, { pause });
    expect([differences, uncounted, generation]).toEqual([[], [], 2]);
    double.asked.length = 0;
    expect(sum((await reader('2026-11-28').rows('agency', period)).before)).toEqual(before);
    expect(double.asked.some((one) => one.endsWith('FIGURES#2#agency#balance'))).toBe(true);
    expect((await rebuildFigures(double.table, { pause, compare: true })).differences).toEqual([]);
    const wrong = keys.figures(2, 'province', 'balance', 'justice#2.000488#online#9');
    double.put({ ...wrong, overdue: 1, year: 2026 });
    const mended = await rebuildFigures(double.table, { pause });
    expect(mended.differences.map(({ row }) => row)).toEqual([`province#balance ${wrong.sk}`]);
  });
});

import {
  type BalanceChange,
  balanceWrite,
  beforeYear,
  RUNNING,
  type Running,
} from '../../../../functions/figures/counting/balances.ts';
import { add, balanceOf, type Counts, negative } from '../../../../functions/figures/counting/counters.ts';
import { monthOf } from '../../../../functions/figures/counting/period.ts';
import { type RowKind, readId } from '../../../../functions/figures/counting/row-ids.ts';
import type { Additions, FiguresRow } from '../../../../functions/figures/counting/rows.ts';
import { type Known, type Way, wayTo } from '../../../../functions/figures/counting/ways.ts';

type Takes = (id: ReturnType<typeof readId>) => boolean;

/** In-memory rows of figures, written and read like the table. */
export class KeptRows {
  readonly rows = new Map<string, FiguresRow>();
  readonly years = new Map<string, number>();

  add({ rows, balances }: Additions): void {
    for (const row of rows) this.#add(row);
    for (const change of balances) this.#change(change);
  }

  #add(row: FiguresRow): void {
    const key = `${row.kind} ${row.period} ${row.id}`;
    this.rows.set(key, { ...row, counts: add<string>(this.rows.get(key)?.counts ?? {}, row.counts) });
  }

  #change(change: BalanceChange): void {
    const { kind, id } = change;
    const name = `${kind} ${id}`;
    const year = this.years.get(name);
    const counts = this.rows.get(`${kind} ${RUNNING} ${id}`)?.counts ?? {};
    const standing: Running | undefined = year === undefined ? undefined : { year, counts };
    const { running, opened, corrected } = balanceWrite(change, standing);
    for (const one of opened) {
      const key = `${kind} ${beforeYear(one.year)} ${id}`;
      if (this.rows.has(key)) throw new Error(`${key} was opened before`);
      this.rows.set(key, { kind, id, period: beforeYear(one.year), counts: one.counts });
    }
    for (const one of corrected) this.#add({ kind, id, period: beforeYear(one.year), counts: one.counts });
    this.#add({ kind, id, period: RUNNING, counts: running.counts });
    this.years.set(name, running.year);
  }

  get months(): string[] {
    const days = [...this.rows.values()].filter(({ period }) => /^\d/.test(period));
    return [...new Set(days.map(({ period }) => monthOf(period)))].sort();
  }

  sum(kind: RowKind, periods: readonly string[], takes: Takes): Counts {
    const found = [...this.rows.values()].filter(
      (row) => row.kind === kind && periods.includes(row.period) && takes(readId(kind, row.id)),
    );
    return add<string>(...found.map((row) => row.counts)) as Counts;
  }

  /** The balance before a day, by the cheapest plan. */
  before(kind: RowKind, day: string, takes: Takes, known: Partial<Known> = {}): Counts {
    const way = wayTo(day, { months: this.months, balances: true, read: [], today: '2026-11-24', ...known });
    return add<string>(
      this.#anchor(kind, way, takes),
      balanceOf(this.sum(kind, way.plus, takes)),
      negative(balanceOf(this.sum(kind, way.minus, takes))),
    );
  }

  #anchor(kind: RowKind, { from }: Way, takes: Takes): Counts {
    if (from === 'nothing') return {};
    if (from === 'everything') return this.sum(kind, [RUNNING], takes);
    const found = [...this.rows.values()].filter((row) => {
      if (row.kind !== kind || !takes(readId(kind, row.id))) return false;
      const came = (this.years.get(`${kind} ${row.id}`) ?? 0) >= from.beforeYear;
      return row.period === (came ? beforeYear(from.beforeYear) : RUNNING);
    });
    return add<string>(...found.map(({ counts }) => counts)) as Counts;
  }
}

import type { Increment } from './contribution.ts';
import { add, type BalanceCounter, balanceOf, type Counts } from './counters.ts';
import { idsOf, type RowKind } from './row-ids.ts';

// A balance is kept, not summed up: one row for each identifier holds the sum of everything (`balance`), and for each
// year what that row held when the first addition of the year came (`before-2026`). Both are corrected by what belongs to
// an earlier day, so at any time `before-2026` is the sum of all that belongs to a day before 2026. While nothing of a
// year has come to an identifier, its running row says the same, and there is no row `before-` that year.

/** Kinds of row of which there are balances. */
export type BalanceKind = Extract<RowKind, 'agency' | 'detail' | 'field'>;
export const hasBalance = (kind: RowKind): kind is BalanceKind => kind !== 'officer' && kind !== 'procedure';

/** Period of the row that holds the sum of everything. */
export const RUNNING = 'balance';
/** Period of the row that holds the sum of all days before a year. */
export const beforeYear = (year: number): string => `before-${year}`;
export const yearOf = (period: string): number => Number(period.slice(0, 4));

/** What is added to a balance, by the year it belongs to. */
export type BalanceChange = {
  readonly kind: BalanceKind;
  readonly id: string;
  readonly years: ReadonlyMap<number, Counts<BalanceCounter>>;
};

/**
 * What has to be added to which balances. A year whose additions cancel each other is there with none: which rows there
 * are in the end must not depend on how many events were counted in one write.
 */
export function balancesOf(dossierId: string, increments: readonly Increment[]): readonly BalanceChange[] {
  const changes = new Map<string, BalanceChange & { readonly years: Map<number, Counts<BalanceCounter>> }>();
  for (const increment of increments) {
    const counts = balanceOf(increment.counts);
    if (Object.keys(counts).length === 0) continue;
    const year = yearOf(increment.day);
    for (const [kind, id] of idsOf(dossierId, increment)) {
      if (!hasBalance(kind)) continue;
      const change = changes.get(`${kind} ${id}`) ?? { kind, id, years: new Map() };
      change.years.set(year, add(change.years.get(year) ?? {}, counts));
      changes.set(`${kind} ${id}`, change);
    }
  }
  return [...changes.values()];
}

/** A running row: the latest year anything was added for, and the sum of everything. */
export type Running = { readonly year: number; readonly counts: Counts<BalanceCounter> };

type YearCounts = { readonly year: number; readonly counts: Counts<BalanceCounter> };

export type BalanceWrite = {
  /** The year to set, and what to add. */
  readonly running: YearCounts;
  /** Rows `before-` a year to put: they did not exist. They hold what the running row held, so it must not have changed. */
  readonly opened: readonly YearCounts[];
  /** Rows `before-` a year to add to, whether they exist or not. */
  readonly corrected: readonly YearCounts[];
};

/**
 * How a change of a balance is written. Mostly the running row is added to and nothing else; the first addition of a year
 * opens the year, and one that belongs to an earlier year than the latest also corrects what the years between began with.
 * @param standing the running row; undefined when there is none, or when its year is the latest one of the change
 */
export function balanceWrite({ years }: BalanceChange, standing: Running | undefined): BalanceWrite {
  const [first, last] = [Math.min(...years.keys()), Math.max(...years.keys())];
  const stands = standing?.year ?? last;
  const latest = Math.max(last, stands);
  const upTo = (year: number) => add(...[...years].flatMap(([of, counts]) => (of < year ? [counts] : [])));
  const opened: YearCounts[] = [];
  const corrected: YearCounts[] = [];
  for (let year = Math.min(first, stands) + 1; year <= latest; year += 1) {
    if (year > stands) opened.push({ year, counts: add(balanceOf(standing?.counts ?? {}), upTo(year)) });
    else corrected.push({ year, counts: upTo(year) });
  }
  const some = ({ counts }: YearCounts) => Object.keys(counts).length > 0;
  return {
    running: { year: latest, counts: upTo(latest + 1) },
    opened: opened.filter(some),
    corrected: corrected.filter(some),
  };
}

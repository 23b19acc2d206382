import type { Increment } from './contribution.ts';
import { add, type BalanceCounter, balanceOf, type Counts } from './counters.ts';
import { idsOf, type RowKind } from './row-ids.ts';

// Balances are stored, not summed on read. Per identifier, one row holds the sum of everything (`balance`), and one row per
// year holds what that row held at the first addition of the year (`before-2026`). Late additions for an earlier day correct
// both, so `before-2026` is always the sum of all days before 2026. While an identifier has no addition in a year, there is no
// `before-` row for that year and the running row has the same value.

/** Row kinds that have balances. */
export type BalanceKind = Exclude<RowKind, 'officer'>;
export const hasBalance = (kind: RowKind): kind is BalanceKind => kind !== 'officer';

/** Period key of the row with the sum of everything. */
export const RUNNING = 'balance';
/** Period key of the row with the sum of all days before a year. */
export const beforeYear = (year: number): string => `before-${year}`;
export const yearOf = (period: string): number => Number(period.slice(0, 4));

/** Increments of a balance, by year. */
export type BalanceChange = {
  readonly kind: BalanceKind;
  readonly id: string;
  readonly years: ReadonlyMap<number, Counts<BalanceCounter>>;
};

/**
 * Increments per balance. A year whose increments cancel out is kept with an empty increment: the set of rows must not depend
 * on how many events one write contained.
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

/** A running row: the latest year with an addition, and the sum of everything. */
export type Running = { readonly year: number; readonly counts: Counts<BalanceCounter> };

type YearCounts = { readonly year: number; readonly counts: Counts<BalanceCounter> };

export type BalanceWrite = {
  /** The year to set, and the increment. */
  readonly running: YearCounts;
  /** `before-` rows to create. They copy the running row, so the write is conditional on it being unchanged. */
  readonly opened: readonly YearCounts[];
  /** `before-` rows to increment, whether they exist or not. */
  readonly corrected: readonly YearCounts[];
};

/**
 * Plans the write of a balance change. Usually only the running row is incremented. The first addition of a year opens the
 * year; an addition for an earlier year also corrects the `before-` rows of the years between.
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

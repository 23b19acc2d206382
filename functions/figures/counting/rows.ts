import { type BalanceChange, balancesOf } from './balances.ts';
import type { Increment } from './contribution.ts';
import { add, type Counts } from './counters.ts';
import { idsOf, type RowKind } from './row-ids.ts';

export type FiguresRow = {
  readonly kind: RowKind;
  /** `2026-11-24` or `2026-11`; of balances `balance` or `before-2026`. */
  readonly period: string;
  readonly id: string;
  readonly counts: Counts<string>;
};

/** Increments by row. Increments of the same row are merged; empty ones are omitted. */
export function rowsOf(dossierId: string, increments: readonly Increment[]): readonly FiguresRow[] {
  const rows = new Map<string, FiguresRow>();
  for (const increment of increments) {
    for (const [kind, id] of idsOf(dossierId, increment)) {
      for (const period of [increment.day, increment.day.slice(0, 7)]) {
        const key = `${kind} ${period} ${id}`;
        const counts: Counts<string> = add<string>(rows.get(key)?.counts ?? {}, increment.counts);
        rows.set(key, { kind, period, id, counts });
      }
    }
  }
  return [...rows.values()].filter(({ counts }) => Object.keys(counts).length > 0);
}

/** Contents of one write. */
export type Additions = { readonly rows: readonly FiguresRow[]; readonly balances: readonly BalanceChange[] };

/**
 * The first events after a version that fit into one write, as rows and balances to increment.
 * @param limit maximum number; one event alone needs less than half of the 100 items of a transaction
 */
export function nextWrite(
  dossierId: string,
  increments: readonly Increment[],
  after: number,
  last: number,
  limit: number,
): Additions & { readonly version: number } {
  let fits: Additions & { version: number } = { version: after, rows: [], balances: [] };
  for (let version = after + 1; version <= last; version += 1) {
    const counted = increments.filter((i) => i.version > after && i.version <= version);
    const [rows, balances] = [rowsOf(dossierId, counted), balancesOf(dossierId, counted)];
    if (rows.length + balances.length > limit && fits.version > after) break;
    fits = { version, rows, balances };
  }
  return fits;
}

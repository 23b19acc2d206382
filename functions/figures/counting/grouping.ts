import { parseAgencyId } from '../../../shared/identifiers/agency-id.ts';
import { add, type Counts } from './counters.ts';
import type { FiguresRow } from './rows.ts';

/** Sums of rows before and within a period, by key. */
export type Sums<C extends string> = { readonly before: Counts<C>; readonly within: Counts<C> };

/** Groups rows by a key, in key order. Includes every key with a balance or with rows in the period. */
export function sumsBy<C extends string>(
  before: readonly FiguresRow[],
  within: readonly FiguresRow[],
  keyOf: (row: FiguresRow) => string,
): ReadonlyMap<string, Sums<C>> {
  const [earlier, now] = [joined<C>(before, keyOf), joined<C>(within, keyOf)];
  // Subtracting from a balance may leave nothing for a key that appeared later.
  const had = [...earlier].flatMap(([key, counts]) => (Object.keys(counts).length > 0 ? [key] : []));
  const keys = [...new Set([...had, ...now.keys()])].sort();
  const none = {} as Counts<C>;
  return new Map(keys.map((key) => [key, { before: earlier.get(key) ?? none, within: now.get(key) ?? none }]));
}

function joined<C extends string>(rows: readonly FiguresRow[], keyOf: (row: FiguresRow) => string) {
  const lists = new Map<string, Counts<C>[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const list = lists.get(key) ?? [];
    list.push(row.counts as Counts<C>);
    lists.set(key, list);
  }
  return new Map([...lists].map(([key, list]) => [key, add<C>(...list)]));
}

/**
 * The unit directly below an agency that another agency belongs to: below `H50`, the ward's one-stop shop `H50.20.1` belongs to
 * the ward, `H50.20`. The agency's own dossiers are a unit too, as is each agency with an identifier in the old format, which
 * has no hierarchy.
 */
export function unitBelow(agencyId: string, above: string): string {
  const [inner, outer] = [parseAgencyId(agencyId), parseAgencyId(above)];
  if (!inner.ok || !outer.ok || inner.value.form !== 'decision-20-2020') return agencyId;
  return inner.value.path.slice(0, outer.value.level + 1).join('.');
}

/** Level 1: the province as a whole. */
export function isWholeProvince(agencyId: string): boolean {
  const parsed = parseAgencyId(agencyId);
  return parsed.ok && parsed.value.level === 1;
}

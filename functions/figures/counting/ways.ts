import { yearOf } from './balances.ts';
import { dayAfter, daysOf, monthAfter, monthOf } from './period.ts';

/** A stored sum: of nothing, of everything, or of all days before a year. */
export type Anchor = 'nothing' | 'everything' | { readonly beforeYear: number };

/** Plan for the sum of all days before a day: a stored sum plus and minus months and days. */
export type Way = { readonly from: Anchor; readonly plus: readonly string[]; readonly minus: readonly string[] };

export type Known = {
  /** Months with data, in order. */
  readonly months: readonly string[];
  /** Whether balances exist; otherwise only months are summed. */
  readonly balances: boolean;
  /** Months and days that are read anyway. */
  readonly read: readonly string[];
  /** Latest day with data, so that a day after it costs almost nothing; a wrong guess does not change the sum. */
  readonly today: string;
};

/** Relative cost of reading an empty day, compared to a day with rows. */
const EMPTY_DAY = 0.1;

/**
 * Cheapest plan for the sum of all days before a day. From the balance of everything it is short for a period that ends today,
 * since most of the subtracted rows are read anyway. From the balance before a year it is at most six months and half a month
 * of days.
 */
export function wayTo(day: string, known: Known): Way {
  const month = monthOf(day);
  const next = monthAfter(month);
  const ways = [
    ...sumsBeforeMonth(next, known).map((way) => ({
      ...way,
      minus: [...way.minus, ...daysOf({ from: day, to: dayAfter(`${next}-01`, -1) })],
    })),
    ...sumsBeforeMonth(month, known).map((way) => ({ ...way, plus: [...way.plus, ...daysBefore(day)] })),
  ];
  return ways.reduce((best, way) => (costOf(way, known) < costOf(best, known) ? way : best));
}

function sumsBeforeMonth(month: string, { months, balances }: Known): readonly Way[] {
  const year = yearOf(month);
  const earlier = months.filter((other) => other < month);
  const later = months.filter((other) => other >= month);
  if (!balances) return [{ from: 'nothing', plus: earlier, minus: [] }];
  const within = (of: readonly string[]) => of.filter((other) => yearOf(other) === year);
  return [
    { from: 'everything', plus: [], minus: later },
    { from: { beforeYear: year }, plus: within(earlier), minus: [] },
    { from: { beforeYear: year + 1 }, plus: [], minus: within(later) },
  ];
}

function daysBefore(day: string): readonly string[] {
  const first = `${monthOf(day)}-01`;
  return day === first ? [] : daysOf({ from: first, to: dayAfter(day, -1) });
}

function costOf({ from, plus, minus }: Way, { read, today }: Known): number {
  const anchor = from === 'nothing' ? 0 : from === 'everything' ? 1 : 2;
  return [...plus, ...minus].reduce((cost, piece) => {
    if (read.includes(piece)) return cost;
    return cost + (piece > today ? EMPTY_DAY : 1);
  }, anchor);
}

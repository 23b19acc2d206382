/** A period by its first and last day, both inclusive: `2026-11-01` to `2026-11-30`. */
export type Period = { readonly from: string; readonly to: string };

const DAY_MS = 86_400_000;

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Number of days of a period, both ends inclusive. */
export function lengthOf({ from, to }: Period): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
}

export const monthOf = (day: string): string => day.slice(0, 7);

const firstOf = (month: string) => `${month}-01`;
export const monthAfter = (month: string) => monthOf(dayAfter(firstOf(month), 31));

/** The months and single days of a period: a month is used where the period contains all of it. */
export function piecesOf({ from, to }: Period): readonly string[] {
  const pieces: string[] = [];
  for (let day = from; day <= to; ) {
    const next = firstOf(monthAfter(monthOf(day)));
    const whole = day === firstOf(monthOf(day)) && next <= dayAfter(to);
    pieces.push(whole ? monthOf(day) : day);
    day = whole ? next : dayAfter(day);
  }
  return pieces;
}

export const daysOf = ({ from, to }: Period): readonly string[] =>
  Array.from({ length: lengthOf({ from, to }) }, (_, index) => dayAfter(from, index));

/** The months of a period that consists of whole ones. */
export const monthsOf = (period: Period): readonly string[] => [...new Set(daysOf(period).map(monthOf))];

/** False too for what is no day: a query is checked by all its rules, also by those after the one that it breaks. */
export const isWholeMonths = ({ from, to }: Period): boolean =>
  from.endsWith('-01') && new Date(Date.parse(to) + DAY_MS).getUTCDate() === 1;

/** The period before, of the same length; of whole months as many whole months. */
export function periodBefore(period: Period): Period {
  const to = dayAfter(period.from, -1);
  if (!isWholeMonths(period)) return { from: dayAfter(period.from, -lengthOf(period)), to };
  let from = period.from;
  for (const _ of monthsOf(period)) from = firstOf(monthOf(dayAfter(from, -1)));
  return { from, to };
}

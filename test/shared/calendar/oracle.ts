import type { Calendar, Week } from '../../../shared/calendar/schema.ts';

/**
 * Slow reference implementation of working time: a map of every minute of some years, open or not, scanned minute by
 * minute. It shares no code with the product: it compares texts instead of numbers, takes weekdays from the platform's
 * zone data, and precomputes no sums.
 */
const FIRST = Date.parse('2024-12-01T00:00:00+07:00');
const LAST = Date.parse('2029-06-01T00:00:00+07:00');
const MINUTE = 60_000;

const dateOf = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' });
const weekdayOf = new Intl.DateTimeFormat('en-US', { timeZone: 'Asia/Ho_Chi_Minh', weekday: 'short' });
const two = (n: number) => String(n).padStart(2, '0');
const CLOCKS = Array.from({ length: 1440 }, (_, i) => `${two(Math.floor(i / 60))}:${two(i % 60)}`);

type Clocks = readonly (readonly [string, string])[];

function hoursOn(date: string, weekday: string, years: Calendar['years'], week: Week): Clocks {
  const ordinary = weekday === 'Sun' ? [] : weekday === 'Sat' ? (week.saturday ?? []) : week.monToFri;
  const year = years[date.slice(0, 4)];
  const fixed = ['01-01', '04-30', '05-01', '09-02', ...(date >= '2026' ? ['11-24'] : [])];
  if (year === undefined) return fixed.includes(date.slice(5)) ? [] : ordinary;
  if (year.daysOff.includes(date)) return [];
  const hours = year.workdays.includes(date) ? week.monToFri : ordinary;
  const half = year.halfDays?.find((day) => day.date === date);
  if (half === undefined) return hours;
  return hours.filter(([from]) => (half.session === 'morning' ? from < '12:00' : from >= '12:00'));
}

function minutesOf(years: Calendar['years'], week: Week) {
  const open = new Uint8Array((LAST - FIRST) / MINUTE);
  const begins = new Uint8Array(open.length);
  for (let at = FIRST, i = 0; at < LAST; at += 1440 * MINUTE) {
    const hours = hoursOn(dateOf.format(at), weekdayOf.format(at), years, week);
    for (const clock of CLOCKS) {
      open[i] = hours.some(([from, to]) => from <= clock && clock < to) ? 1 : 0;
      begins[i] = hours.some(([from]) => from === clock) ? 1 : 0;
      i += 1;
    }
  }
  return { open, begins };
}

export function oracle({ years, workingHours }: Calendar, agencyId: string) {
  const { open, begins } = minutesOf(years, workingHours.agencies?.[agencyId] ?? workingHours.default);
  const indexOf = (at: number) => {
    const index = Math.floor((at - FIRST) / MINUTE);
    if (index < 0 || index >= open.length) throw new Error('outside the map');
    return index;
  };
  const momentOf = (index: number) => {
    if (index < 0 || index > open.length) throw new Error('outside the map');
    return FIRST + index * MINUTE;
  };
  const normalise = (at: number) => {
    let i = indexOf(at);
    while (open[i] === 0) i += 1;
    return momentOf(i);
  };
  return {
    normalise,
    isOpen: (at: number) => open[indexOf(at)] === 1,
    add(at: number, minutes: number): number {
      let i = indexOf(at);
      if (minutes === 0) return normalise(at);
      for (let left = minutes; left > 0; i += 1) left -= open[i] ?? Number.NaN;
      return momentOf(i);
    },
    subtract(at: number, minutes: number): number {
      let i = indexOf(at);
      if (minutes === 0) return normalise(at);
      for (let left = minutes; left > 0; ) {
        i -= 1;
        left -= open[i] ?? Number.NaN;
      }
      return momentOf(i);
    },
    between(from: number, to: number): number {
      let minutes = 0;
      for (let i = indexOf(from); i < indexOf(to); i += 1) minutes += open[i] ?? Number.NaN;
      return minutes;
    },
    nextOpening(at: number): number {
      let i = indexOf(at) + 1;
      while (begins[i] === 0) i += 1;
      return momentOf(i);
    },
  };
}

import type { Calendar } from '../../shared/calendar/schema.ts';

const DAY_MS = 86_400_000;
const VIET_NAM_MS = 7 * 3_600_000;
const HOLIDAYS = ['01-01', '04-30', '05-01', '09-02', '11-24'];

/** Sessions of a day, minutes after midnight. */
type Day = readonly { readonly from: number; readonly to: number }[];

/**
 * Whether an office is open, read from the calendar's lists: slow and simple, without code of `shared/calendar`,
 * because it is there to find that code's errors.
 */
export class OfficeHours {
  readonly #calendar: Calendar;
  readonly #known = new Map<string, Map<number, Day>>();

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  /** Open at the moment; the end of a session itself is no longer open. */
  isOpen(agencyId: string, at: number): boolean {
    const day = dayOf(at);
    const minute = minuteOf(at, day);
    return this.#day(agencyId, day).some(({ from, to }) => from <= minute && minute < to);
  }

  /** A moment that may be a due date: open, or the end of a session. */
  mayBePromised(agencyId: string, at: number): boolean {
    const day = dayOf(at);
    const minute = minuteOf(at, day);
    return this.#day(agencyId, day).some(({ from, to }) => from <= minute && minute <= to);
  }

  #day(agencyId: string, number: number): Day {
    let days = this.#known.get(agencyId);
    if (days === undefined) {
      days = new Map();
      this.#known.set(agencyId, days);
    }
    let day = days.get(number);
    if (day === undefined) {
      day = this.#read(agencyId, number);
      days.set(number, day);
    }
    return day;
  }

  #read(agencyId: string, number: number): Day {
    const date = new Date(number * DAY_MS);
    const text = date.toISOString().slice(0, 10);
    const { years, workingHours } = this.#calendar;
    const year = years[text.slice(0, 4)];
    const week = workingHours.agencies?.[agencyId] ?? workingHours.default;
    const weekday = date.getUTCDay();
    const off = year === undefined ? HOLIDAYS.includes(text.slice(5)) : year.daysOff.includes(text);
    if (off) return [];
    const madeUp = year?.workdays.includes(text) === true;
    const plain = madeUp || (weekday >= 1 && weekday <= 5);
    const sessions = plain ? week.monToFri : weekday === 6 ? (week.saturday ?? []) : [];
    const half = year?.halfDays?.find((h) => h.date === text)?.session;
    return sessions
      .map(([from, to]) => ({ from: minutes(from), to: minutes(to) }))
      .filter(({ from }) => half === undefined || (half === 'morning' ? from < 720 : from >= 720));
  }
}

const dayOf = (at: number) => Math.floor((at + VIET_NAM_MS) / DAY_MS);
const minuteOf = (at: number, day: number) => (at + VIET_NAM_MS - day * DAY_MS) / 60_000;

function minutes(clock: string): number {
  const [hours = '', rest = ''] = clock.split(':');
  return Number(hours) * 60 + Number(rest);
}

import { distance, momentOf, positionOf } from './counting.ts';
import { DAY_MINUTES, dayOfMinute, epochOf, localMinute, MINUTE_MS } from './day.ts';
import { dayTable } from './day-table.ts';
import { isOpen, type OpenSession, openingAfter, sessionHolding, sessionsOn, yearOf } from './openings.ts';
import type { Calendar, Week } from './schema.ts';

/**
 * Working time of one agency under one version of a calendar. Moments are epoch milliseconds, amounts are whole minutes, days
 * are local days of Viet Nam. Three conventions apply throughout:
 *
 * - A session includes its start and excludes its end: at 11:30 the morning is over, at 13:30 the afternoon has begun.
 * - Seconds are dropped before counting. A start at 08:00:59 counts from 08:00: due moments are whole minutes, and the
 * applicant never waits a minute longer for it.
 * - The end of a session and the start of the next one are the same amount of working time. Adding returns the end (11:30,
 * 17:00); counting starts at the start (13:30, 07:00 of the next day).
 *
 * Every function throws a `RangeError` for moments outside the years 2000 to 2099, and for amounts that are not whole
 * minutes from 0 up.
 */
export type WorkingTime = {
  /** Version of the calendar, recorded with each date computed from it. */
  readonly version: number;
  /**
   * The moment at which this amount of working time has passed since `at`; the result may be the end of a session. Adding 0 is
   * `normalise`. `add(add(at, m), n)` equals `add(at, m + n)` for every n above 0, and `between(at, add(at, n))` is n.
   */
  add(at: number, minutes: number): number;
  /**
   * The latest moment from which this amount of working time leads to `at`. It is always an open moment: at a boundary, the
   * start of the later session (480 minutes before Tuesday 17:00 is Tuesday 07:00 in an eight-hour week). `subtract(add(at,
   * n), n)` is `at` for every open whole minute; `add(subtract(at, n), n)` is `at` for every moment that adding can reach.
   */
  subtract(at: number, minutes: number): number;
  /** Working minutes from one moment to a later one. @throws {RangeError} when `from` is after `to`. */
  between(from: number, to: number): number;
  isOpen(at: number): boolean;
  /**
   * The half-day session that contains a due moment. The end of a session belongs to it; its start does so only if no other
   * session ends there. A due moment outside working time (the calendar changed, or another system set it) belongs to the last
   * session before it: the last time to work on it.
   */
  sessionOf(due: number): OpenSession;
  /**
   * The open minute from which a start counts: the minute itself when open; before the morning, the morning's start; in the
   * lunch break and at the end of a session, the start of the next session; after hours and on days off, the next working
   * morning.
   */
  normalise(at: number): number;
  /** Start of the first session that begins after `at`, even if the office is open until then; never `at` itself. */
  nextOpening(at: number): number;
  /** End of the last session of the day of `at`; undefined on a day off. */
  closingOfDay(at: number): number | undefined;
  /** Whether every year from one moment to the other, both ends included, has a confirmed calendar. @throws {RangeError} when `from` is after `to`. */
  confirmed(from: number, to: number): boolean;
};

/** Days are compiled once per calendar object and week, block by block on demand. */
const compiled = new WeakMap<Calendar, Map<Week, WorkingTime>>();

/** Working time of an agency: its own week if the calendar has one, else the default week. */
export function workingTime(calendar: Calendar, agencyId?: string): WorkingTime {
  const { default: plain, agencies } = calendar.workingHours;
  const own = agencyId !== undefined && agencies && Object.hasOwn(agencies, agencyId) ? agencies[agencyId] : undefined;
  const week = own ?? plain;
  let byWeek = compiled.get(calendar);
  if (byWeek === undefined) {
    byWeek = new Map();
    compiled.set(calendar, byWeek);
  }
  let known = byWeek.get(week);
  if (known === undefined) {
    known = compile(calendar, week);
    byWeek.set(week, known);
  }
  return known;
}

function compile({ version, years }: Calendar, week: Week): WorkingTime {
  const table = dayTable(years, week);
  const normalise = (at: number) => momentOf(table, positionOf(table, localMinute(at)), 0);
  return {
    version,
    normalise,
    add: (at, minutes) => {
      if (wholeMinutes(minutes) === 0) return normalise(at);
      // Use the end of the last minute added, not the start of the following one: the result may be a session's end.
      return momentOf(table, positionOf(table, localMinute(at)), minutes - 1) + MINUTE_MS;
    },
    subtract: (at, minutes) => momentOf(table, positionOf(table, localMinute(at)), -wholeMinutes(minutes)),
    between: (from, to) => {
      inOrder(from, to);
      return distance(table, positionOf(table, localMinute(from)), positionOf(table, localMinute(to)));
    },
    isOpen: (at) => isOpen(table, localMinute(at)),
    sessionOf: (due) => sessionHolding(table, localMinute(due)),
    nextOpening: (at) => openingAfter(table, localMinute(at)),
    closingOfDay: (at) => {
      const day = dayOfMinute(localMinute(at));
      const last = sessionsOn(table, day).at(-1);
      return last && epochOf(day * DAY_MINUTES + last.to);
    },
    confirmed: (from, to) => {
      inOrder(from, to);
      const last = yearOf(table, dayOfMinute(localMinute(to)));
      for (let year = yearOf(table, dayOfMinute(localMinute(from))); year <= last; year += 1) {
        if (years[year]?.confirmed !== true) return false;
      }
      return true;
    },
  };
}

function wholeMinutes(minutes: number): number {
  if (!Number.isSafeInteger(minutes) || minutes < 0) throw new RangeError('working time is whole minutes from 0 up');
  return minutes;
}

function inOrder(from: number, to: number): void {
  if (!(from <= to)) throw new RangeError('the first moment must not be after the second');
}

import { minuteOfClock } from './day.ts';
import type { Week } from './schema.ts';

/** Office hours within a day, minutes after midnight: open from `from`, closed at `to`. */
export type Session = { readonly from: number; readonly to: number };
/** Sessions of one day, in order, not overlapping. Empty: closed. */
export type Sessions = readonly Session[];

const NOON = 12 * 60;

export const sessionsOf = (clocks: Week['monToFri']): Sessions =>
  clocks.map(([from, to]) => ({ from: minuteOfClock(from), to: minuteOfClock(to) }));

/** Sessions of a half day. A session belongs as a whole to the half in which it begins. */
export const halfOf = (sessions: Sessions, half: 'morning' | 'afternoon'): Sessions =>
  sessions.filter(({ from }) => (half === 'morning' ? from < NOON : from >= NOON));

/** Minutes worked in the day before the given minute of it. */
export function workedBefore(sessions: Sessions, minute: number): number {
  let worked = 0;
  for (const { from, to } of sessions) {
    if (minute <= from) break;
    worked += (minute < to ? minute : to) - from;
  }
  return worked;
}

/** Minute of the day at which the working minute with this number (from 0) begins. @throws {RangeError} when there are not so many. */
export function minuteAfter(sessions: Sessions, worked: number): number {
  let left = worked;
  for (const { from, to } of sessions) {
    if (left < to - from) return from + left;
    left -= to - from;
  }
  throw new RangeError('the day has fewer working minutes');
}

import { DAY_MINUTES, dayOfMinute, epochOf } from './day.ts';
import { BLOCK_DAYS, type DayTable } from './day-table.ts';
import type { Session, Sessions } from './sessions.ts';

/** A session on a day, epoch milliseconds. The office is open from `from` and closed at `to`. */
export type OpenSession = { readonly from: number; readonly to: number };

/** Sessions of a day by its number; none on a day off. */
export function sessionsOn(table: DayTable, day: number): Sessions {
  const block = Math.floor(day / BLOCK_DAYS);
  return table(block).sessions[day - block * BLOCK_DAYS] ?? [];
}

/** Year of a day by its number. */
export function yearOf(table: DayTable, day: number): number {
  const block = Math.floor(day / BLOCK_DAYS);
  return table(block).yearOf[day - block * BLOCK_DAYS] ?? Number.NaN;
}

export function isOpen(table: DayTable, minute: number): boolean {
  const day = dayOfMinute(minute);
  const ofDay = minute - day * DAY_MINUTES;
  return sessionsOn(table, day).some(({ from, to }) => from <= ofDay && ofDay < to);
}

/** See `WorkingTime.sessionOf`. */
export function sessionHolding(table: DayTable, due: number): OpenSession {
  for (let day = dayOfMinute(due); ; day -= 1) {
    const found = holding(sessionsOn(table, day), due - day * DAY_MINUTES);
    if (found) return { from: epochOf(day * DAY_MINUTES + found.from), to: epochOf(day * DAY_MINUTES + found.to) };
  }
}

/** The last session that began before the minute, unless it is over and another one begins at this minute. */
function holding(sessions: Sessions, minute: number): Session | undefined {
  const begun = sessions.findLast(({ from }) => from < minute);
  if (begun !== undefined && minute <= begun.to) return begun;
  return sessions.find(({ from }) => from === minute) ?? begun;
}

/** Start of the first session that begins after a minute. Epoch milliseconds. */
export function openingAfter(table: DayTable, minute: number): number {
  for (let day = dayOfMinute(minute); ; day += 1) {
    const next = sessionsOn(table, day).find(({ from }) => from > minute - day * DAY_MINUTES);
    if (next) return epochOf(day * DAY_MINUTES + next.from);
  }
}

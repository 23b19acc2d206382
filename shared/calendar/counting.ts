import { DAY_MINUTES, dayOfMinute, epochOf } from './day.ts';
import { BLOCK_DAYS, type DayTable } from './day-table.ts';
import { minuteAfter, workedBefore } from './sessions.ts';

/** A position in working time: the number of worked minutes since the start of a block of days. */
export type Position = { readonly block: number; readonly worked: number };

/** Position in working time of a local minute in Viet Nam. */
export function positionOf(table: DayTable, minute: number): Position {
  const day = dayOfMinute(minute);
  const block = Math.floor(day / BLOCK_DAYS);
  const { before, sessions } = table(block);
  const index = day - block * BLOCK_DAYS;
  const today = workedBefore(sessions[index] ?? [], minute - day * DAY_MINUTES);
  return { block, worked: (before[index] ?? 0) + today };
}

/** Start of the working minute at an offset (may be negative) from a position. Epoch milliseconds. */
export function momentOf(table: DayTable, from: Position, minutes: number): number {
  let block = from.block;
  let worked = from.worked + minutes;
  while (worked < 0) {
    block -= 1;
    worked += table(block).total;
  }
  while (worked >= table(block).total) {
    worked -= table(block).total;
    block += 1;
  }
  const { before, sessions } = table(block);
  const index = dayHolding(before, worked);
  const minute = minuteAfter(sessions[index] ?? [], worked - (before[index] ?? 0));
  return epochOf((block * BLOCK_DAYS + index) * DAY_MINUTES + minute);
}

/** The day with `before[day] <= worked < before[day + 1]`, by bisection. */
function dayHolding(before: Int32Array, worked: number): number {
  let low = 0;
  let high = BLOCK_DAYS;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((before[middle] ?? 0) <= worked) low = middle;
    else high = middle;
  }
  return low;
}

/** Working minutes from one position to a later one. */
export function distance(table: DayTable, from: Position, to: Position): number {
  let minutes = to.worked - from.worked;
  for (let block = from.block; block < to.block; block += 1) minutes += table(block).total;
  return minutes;
}

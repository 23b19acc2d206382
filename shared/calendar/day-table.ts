import { DAY_MINUTES, dayOfDate, weekdayOf, yearOfDay } from './day.ts';
import { fixedHolidays } from './holidays.ts';
import type { Calendar, Week } from './schema.ts';
import { halfOf, type Sessions, sessionsOf, workedBefore } from './sessions.ts';
import { FIRST_YEAR, LAST_YEAR } from './years.ts';

/** Days in a block: a little more than a year, so that most calculations touch one or two blocks. */
export const BLOCK_DAYS = 512;

const FIRST_BLOCK = Math.floor(dayOfDate(`${FIRST_YEAR}-01-01`) / BLOCK_DAYS);
const LAST_BLOCK = Math.floor(dayOfDate(`${LAST_YEAR}-12-31`) / BLOCK_DAYS);

/** Precompiled days: no date is parsed once its block exists. */
export type Block = {
  readonly sessions: readonly Sessions[];
  readonly yearOf: Int16Array;
  /** `before[i]`: minutes worked in the block before day i; the last entry is the total of the block. */
  readonly before: Int32Array;
  readonly total: number;
};

/** Block by its number: days since 1970-01-01 divided by `BLOCK_DAYS`. Compiled on first use. */
export type DayTable = (number: number) => Block;

/** @throws {RangeError} for blocks outside the supported years. */
export function dayTable(years: Calendar['years'], week: Week): DayTable {
  const plain = sessionsOf(week.monToFri);
  const saturday = sessionsOf(week.saturday ?? []);
  const blocks = new Array<Block | undefined>(LAST_BLOCK - FIRST_BLOCK + 1).fill(undefined);
  return (number) => {
    const known = blocks[number - FIRST_BLOCK];
    if (known !== undefined) return known;
    // Written so that NaN is rejected, too.
    if (!(number >= FIRST_BLOCK && number <= LAST_BLOCK)) {
      throw new RangeError(`working time is counted in the years ${FIRST_YEAR} to ${LAST_YEAR} only`);
    }
    const block = compileBlock(number * BLOCK_DAYS, years, plain, saturday);
    blocks[number - FIRST_BLOCK] = block;
    return block;
  };
}

function compileBlock(firstDay: number, years: Calendar['years'], plain: Sessions, saturday: Sessions): Block {
  const exceptions = new Map<number, Sessions>();
  for (let year = yearOfDay(firstDay); year <= yearOfDay(firstDay + BLOCK_DAYS - 1); year += 1) {
    addExceptions(exceptions, year, years[year], plain, saturday);
  }
  const before = new Int32Array(BLOCK_DAYS + 1);
  const sessions = Array.from({ length: BLOCK_DAYS }, (_, index) => {
    const day = firstDay + index;
    const today = exceptions.get(day) ?? ordinary(day, plain, saturday);
    before[index + 1] = (before[index] ?? 0) + workedBefore(today, DAY_MINUTES);
    return today;
  });
  const yearOf = Int16Array.from({ length: BLOCK_DAYS }, (_, index) => yearOfDay(firstDay + index));
  return { sessions, yearOf, before, total: before[BLOCK_DAYS] ?? 0 };
}

const CLOSED: Sessions = [];

function ordinary(day: number, plain: Sessions, saturday: Sessions): Sessions {
  const weekday = weekdayOf(day);
  if (weekday === 0) return CLOSED;
  return weekday === 6 ? saturday : plain;
}

/** Days that differ from the plain week. Later entries override earlier ones: a day off always wins. */
function addExceptions(
  days: Map<number, Sessions>,
  number: number,
  year: Calendar['years'][string] | undefined,
  plain: Sessions,
  saturday: Sessions,
): void {
  if (year === undefined) {
    for (const holiday of fixedHolidays(number)) days.set(dayOfDate(`${number}-${holiday}`), CLOSED);
    return;
  }
  for (const date of year.workdays) days.set(dayOfDate(date), plain);
  for (const { date, session } of year.halfDays ?? []) {
    const day = dayOfDate(date);
    days.set(day, halfOf(days.get(day) ?? ordinary(day, plain, saturday), session));
  }
  for (const date of year.daysOff) days.set(dayOfDate(date), CLOSED);
}

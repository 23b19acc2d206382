export const MINUTE_MS = 60_000;
export const DAY_MINUTES = 1440;
/** Viet Nam has kept UTC+7 without summer time since 1975. */
const OFFSET_MINUTES = 7 * 60;

/**
 * Minutes since 1970-01-01 00:00 on the clocks of Viet Nam. Seconds are cut off: a start at 08:00:59 counts from 08:00,
 * so the agency's time never runs out later than the applicant can read on the receipt.
 * @throws {RangeError} when the input is not a finite timestamp.
 */
export function localMinute(at: number): number {
  if (!Number.isFinite(at)) throw new RangeError('not a moment: epoch milliseconds expected');
  return Math.floor(at / MINUTE_MS) + OFFSET_MINUTES;
}

/** Epoch milliseconds of a local minute in Viet Nam. */
export const epochOf = (minute: number): number => (minute - OFFSET_MINUTES) * MINUTE_MS;

/** Number of the day a local minute belongs to; day 0 is 1970-01-01. */
export const dayOfMinute = (minute: number): number => Math.floor(minute / DAY_MINUTES);

/** Year of a day by its number. */
export const yearOfDay = (day: number): number => new Date(day * DAY_MINUTES * MINUTE_MS).getUTCFullYear();

/** Number of a calendar day such as `2026-02-17`. */
export const dayOfDate = (date: string): number => Date.parse(`${date}T00:00:00Z`) / (DAY_MINUTES * MINUTE_MS);

/** Calendar day such as `2026-02-17` of a day by its number. */
export const dateOfDay = (day: number): string => new Date(day * DAY_MINUTES * MINUTE_MS).toISOString().slice(0, 10);

/** 0 Sunday to 6 Saturday; day 0 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** Minutes after midnight of `"07:30"`. */
export const minuteOfClock = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

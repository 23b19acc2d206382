const wallClockFormat = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});
const numberFormat = new Intl.NumberFormat('vi-VN', { numberingSystem: 'latn' });

export type WallClock = Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute', string>>;

/**
 * What a clock on the wall in Viet Nam shows at a moment, each part in two digits, the year in four. Only the digits are
 * taken from `Intl`, never its separators: those change with the runtime, and a form that is made again has the same bytes.
 * @throws RangeError for a text that is no moment
 */
export function wallClock(instant: string): WallClock {
  const parts = wallClockFormat.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]);
  return Object.fromEntries(parts) as WallClock;
}

/** A number as it is written in Viet Nam: `1.250.000`, `2,5`. */
export const numberText = (number: number): string => numberFormat.format(number);

/** VND: `1.250.000 đồng`. */
export const dong = (amount: number): string => `${numberText(amount)} đồng`;

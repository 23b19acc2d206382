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
 * Local date and time in Viet Nam, each part with two digits, the year with four. Only the digits come from `Intl`, not the
 * separators: those change with the runtime, and a regenerated form must have the same bytes.
 * @throws RangeError for an invalid timestamp
 */
export function wallClock(instant: string): WallClock {
  const parts = wallClockFormat.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]);
  return Object.fromEntries(parts) as WallClock;
}

/** A number in Vietnamese format: `1.250.000`, `2,5`. */
export const numberText = (number: number): string => numberFormat.format(number);

/** VND: `1.250.000 đồng`. */
export const dong = (amount: number): string => `${numberText(amount)} đồng`;

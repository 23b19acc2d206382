import type { Text } from '../text/text.ts';
import { dayOfDate } from './day.ts';
import { lunarMonthStart } from './lunar.ts';

/**
 * A public holiday of a year. `days` are days since 1970 on which no office may work; `owed` is the number of working days it
 * takes from the year: a holiday on a weekend is made up for on the next working day (Labour Code 2019, article 111.3).
 */
export type Holiday = { readonly name: Text; readonly days: readonly number[]; readonly owed: number };

/** From this year, 24 November is a day off. Source: announcements of 2026, second-hand; compare with the law's text. */
const CULTURE_DAY_FROM = 2026;

type FixedDay = { readonly day: string; readonly name: Text; readonly owed: number; readonly from?: number };

/** Holidays with a fixed date. Source: Labour Code 2019, article 112. National Day includes the day before or after it. */
const FIXED: readonly FixedDay[] = [
  { day: '01-01', name: { vi: 'Tết Dương lịch', en: 'New Year' }, owed: 1 },
  { day: '04-30', name: { vi: 'Ngày Chiến thắng', en: 'Victory Day' }, owed: 1 },
  { day: '05-01', name: { vi: 'Ngày Quốc tế lao động', en: 'Labour Day' }, owed: 1 },
  { day: '09-02', name: { vi: 'Quốc khánh và một ngày liền kề', en: 'National Day and the day beside it' }, owed: 2 },
  { day: '11-24', name: { vi: 'Ngày Văn hóa Việt Nam', en: 'Viet Nam Culture Day' }, owed: 1, from: CULTURE_DAY_FROM },
];

/** Dates (month and day) of the holidays of a year whose date is fixed: all that is known of a year without a calendar. */
export const fixedHolidays = (year: number): readonly string[] =>
  FIXED.filter(({ from = 0 }) => year >= from).map(({ day }) => day);

/**
 * Holidays of a year. The five days of Tết are set by the Prime Minister each year, always with the first three days of the
 * lunar year among them; the Hùng Kings' day is the tenth of the third lunar month.
 */
export function holidaysOf(year: number): readonly Holiday[] {
  const tet = lunarMonthStart(year, 1);
  return [
    ...FIXED.filter(({ from = 0 }) => year >= from).map(({ day, name, owed }) => ({
      name,
      days: [dayOfDate(`${year}-${day}`)],
      owed,
    })),
    { name: { vi: 'Tết Nguyên đán', en: 'Lunar New Year' }, days: [tet, tet + 1, tet + 2], owed: 5 },
    {
      name: { vi: 'Giỗ Tổ Hùng Vương', en: 'Hùng Kings’ day' },
      days: [lunarMonthStart(year, 3) + 9],
      owed: 1,
    },
  ];
}

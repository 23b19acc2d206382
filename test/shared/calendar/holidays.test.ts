import { describe, expect, it } from 'vitest';
import { dateOfDay } from '../../../shared/calendar/day.ts';
import { fixedHolidays, holidaysOf } from '../../../shared/calendar/holidays.ts';
import { lunarMonthStart } from '../../../shared/calendar/lunar.ts';
import { parseCalendar } from '../../../shared/calendar/parse-calendar.ts';
import type { Calendar } from '../../../shared/calendar/schema.ts';
import { accepted, refused } from '../identifiers/outcome.ts';
import { vietNam } from './world.ts';

// Published first days of Tết; in 2007 and 2030 a day before the Chinese new year.
const TET = [
  ...['2000-02-05', '2005-02-09', '2007-02-17', '2010-02-14', '2014-01-31', '2015-02-19', '2017-01-28', '2020-01-25'],
  ...['2021-02-12', '2022-02-01', '2023-01-22', '2024-02-10', '2025-01-29', '2026-02-17', '2027-02-06', '2028-01-26'],
  ...['2029-02-13', '2030-02-02'],
];
const HUNG_KINGS = ['2020-04-02', '2021-04-21', '2022-04-10', '2023-04-29', '2024-04-18', '2025-04-07', '2026-04-26'];

describe('the lunar calendar of Viet Nam', () => {
  it.each(TET)('begins its year on %s', (date) => {
    expect(dateOfDay(lunarMonthStart(Number(date.slice(0, 4)), 1))).toBe(date);
  });

  it.each(HUNG_KINGS)('has the tenth of its third month on %s, leap months before it or not', (date) => {
    const days = holidaysOf(Number(date.slice(0, 4))).flatMap((h) => (h.name.en.startsWith('Hùng') ? h.days : []));
    expect(days.map(dateOfDay)).toEqual([date]);
  });

  it('begins each year of the century between 21 January and 21 February', () => {
    for (let year = 2000; year < 2100; year += 1) {
      const date = dateOfDay(lunarMonthStart(year, 1));
      expect(date >= `${year}-01-21` && date <= `${year}-02-21`, date).toBe(true);
    }
  });
});

describe('24 November', () => {
  it('is a day off from 2026 on', () => {
    expect(fixedHolidays(2025)).not.toContain('11-24');
    expect(fixedHolidays(2026)).toContain('11-24');
    expect(fixedHolidays(2031)).toContain('11-24');
  });
});

/** The project's calendar with other days off in one year. */
function withYear(number: string, change: Partial<Calendar['years'][string]>): Calendar {
  const calendar = vietNam();
  const year = calendar.years[number];
  if (year === undefined) throw new Error(`no year ${number}`);
  return { ...calendar, years: { ...calendar.years, [number]: { ...year, ...change } } };
}

const without = (number: string, ...dates: readonly string[]) =>
  withYear(number, { daysOff: (vietNam().years[number]?.daysOff ?? []).filter((date) => !dates.includes(date)) });

const faults = (calendar: Calendar) =>
  refused(parseCalendar(calendar, 'lich.json')).map(({ field, code, message }) => `${field} ${code} ${message.en}`);

describe('a confirmed year', () => {
  it.each([
    ['2026', '2026-01-01', 'New Year'],
    ['2026', '2026-02-17', 'Lunar New Year'],
    ['2026', '2026-02-18', 'Lunar New Year'],
    ['2026', '2026-02-19', 'Lunar New Year'],
    ['2026', '2026-04-30', 'Victory Day'],
    ['2026', '2026-05-01', 'Labour Day'],
    ['2026', '2026-09-02', 'National Day and the day beside it'],
    ['2026', '2026-11-24', 'Viet Nam Culture Day'],
    ['2025', '2025-04-07', 'Hùng Kings’ day'],
  ])('%s without %s is refused: %s is missing', (number, date, name) => {
    const told = faults(without(number, date));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`years.${number}.daysOff fixed-holiday-missing`);
    expect(told[0]).toContain(`${date} (${name};`);
  });

  it.each([
    ['without the day beside National Day', '2025', ['2025-09-01'], '1 working days are off, 2 are due'],
    ['with four days of Tết', '2026', ['2026-02-16'], '4 working days are off, 5 are due'],
    ['without the day for a Sunday', '2026', ['2026-04-27'], 'Hùng Kings’ day: 0 working days are off, 1 are due'],
  ])('%s is refused: it is too short', (_, number, dates, told) => {
    expect(faults(without(number, ...dates))[0]).toContain(told);
  });

  it('names every holiday that is missing', () => {
    const told = faults(withYear('2026', { daysOff: [] })).filter((fault) => fault.includes('fixed-holiday-missing'));
    expect(told.map((fault) => /day off (\S+)/.exec(fault)?.[1])).toEqual([
      ...['2026-01-01', '2026-04-30', '2026-05-01', '2026-09-02', '2026-11-24'],
      ...['2026-02-17', '2026-02-18', '2026-02-19'],
    ]);
  });

  it('has 24 November only from the year it was decided for', () => {
    expect(accepted(parseCalendar(vietNam(), 'lich.json')).years['2025']?.daysOff).not.toContain('2025-11-24');
  });

  it('of 2027 as it was computed would do', () => {
    expect(parseCalendar(withYear('2027', { confirmed: true }), 'lich.json').ok).toBe(true);
  });

  it('needs a holiday on a Saturday listed as soon as an office works on Saturdays', () => {
    const calendar = withYear('2027', { confirmed: true });
    const { monToFri } = calendar.workingHours.default;
    const open = { ...calendar, workingHours: { default: { monToFri, saturday: [['07:00', '11:00']] } } } as Calendar;
    expect(faults(open)[0]).toContain('2027-05-01 (Labour Day;');
  });

  it('that is not confirmed may lack any', () => {
    expect(parseCalendar(withYear('2027', { daysOff: [] }), 'lich.json').ok).toBe(true);
  });
});

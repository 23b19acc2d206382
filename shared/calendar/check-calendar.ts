import { checkHolidays } from './check-holidays.ts';
import { dayOfDate, minuteOfClock, weekdayOf } from './day.ts';
import type { Report } from './fault.ts';
import type { Calendar, Week } from './schema.ts';

type Year = Calendar['years'][string];
type YearRule = (year: Year, number: string, report: Report, calendar: Calendar) => void;

/** Rules that the schema alone cannot express. All rules are checked and all faults are reported. */
export function checkCalendar(calendar: Calendar, report: Report): void {
  for (const [number, year] of Object.entries(calendar.years)) {
    const inYear: Report = (field, ...rest) => report(`years.${number}.${field}`, ...rest);
    for (const rule of YEAR_RULES) rule(year, number, inYear, calendar);
  }
  const { default: plain, agencies } = calendar.workingHours;
  checkWeek(plain, 'workingHours.default', report);
  for (const [id, week] of Object.entries(agencies ?? {})) checkWeek(week, `workingHours.agencies.${id}`, report);
}

const isWeekend = (date: string) => [0, 6].includes(weekdayOf(dayOfDate(date)));

/** Every date of a year with the field that contains it. */
const datesOf = ({ daysOff, workdays, halfDays }: Year): readonly (readonly [field: string, date: string])[] => [
  ...daysOff.map((date, i) => [`daysOff.${i}`, date] as const),
  ...workdays.map((date, i) => [`workdays.${i}`, date] as const),
  ...(halfDays ?? []).map(({ date }, i) => [`halfDays.${i}.date`, date] as const),
];

const datesBelongToTheYear: YearRule = (year, number, report) => {
  for (const [field, date] of datesOf(year)) {
    if (date.startsWith(`${number}-`)) continue;
    report(field, 'other-year', `ngày ${date} không thuộc năm ${number}.`, `${date} is not in the year ${number}.`);
  }
};

const datesAreUnique: YearRule = (year, _, report) => {
  const seen = new Set<string>();
  for (const [field, date] of datesOf(year)) {
    const key = `${field.slice(0, field.indexOf('.'))} ${date}`;
    if (seen.has(key)) report(field, 'repeated-date', `ngày ${date} có nhiều lần.`, `${date} is there more than once.`);
    seen.add(key);
  }
};

const workdaysAreExchanged: YearRule = ({ daysOff, workdays }, _, report) => {
  for (const [i, date] of workdays.entries()) {
    if (!isWeekend(date)) {
      report(
        `workdays.${i}`,
        'workday-not-weekend',
        `ngày ${date} không phải thứ Bảy hoặc Chủ nhật nên không cần làm bù.`,
        `${date} is no Saturday or Sunday: it is worked anyway.`,
      );
    }
    if (daysOff.includes(date)) {
      report(
        `workdays.${i}`,
        'off-and-worked',
        `ngày ${date} vừa nghỉ vừa làm bù.`,
        `${date} is a day off and a make-up day.`,
      );
    }
  }
};

const halfDaysAreWorked: YearRule = ({ daysOff, workdays, halfDays }, _, report, { workingHours }) => {
  const weeks = [workingHours.default, ...Object.values(workingHours.agencies ?? {})];
  const ordinary = (date: string) => {
    const weekday = weekdayOf(dayOfDate(date));
    return weekday === 6 ? weeks.some(({ saturday }) => saturday !== undefined) : weekday !== 0;
  };
  for (const [i, { date }] of (halfDays ?? []).entries()) {
    if (!daysOff.includes(date) && (workdays.includes(date) || ordinary(date))) continue;
    report(
      `halfDays.${i}.date`,
      'half-day-not-worked',
      `ngày ${date} không phải ngày làm việc nên không thể làm nửa ngày.`,
      `${date} is not a working day, so half of it cannot be worked.`,
    );
  }
};

const YEAR_RULES = [datesBelongToTheYear, datesAreUnique, workdaysAreExchanged, halfDaysAreWorked, checkHolidays];

/** Sessions must be in order and not empty. A session may start when the previous one ends. */
function checkWeek(week: Week, field: string, report: Report): void {
  for (const days of ['monToFri', 'saturday'] as const) {
    let closed = 0;
    for (const [i, [from, to]] of (week[days] ?? []).entries()) {
      const place = `${field}.${days}.${i}`;
      if (from >= to) {
        report(place, 'session-order', `giờ mở ${from} không trước giờ đóng ${to}.`, `${from} is not before ${to}.`);
      }
      if (minuteOfClock(from) < closed) {
        report(
          place,
          'sessions-overlap',
          `buổi bắt đầu lúc ${from}, trước khi buổi trước kết thúc.`,
          `begins at ${from}, before the session ahead of it ends.`,
        );
      }
      closed = Math.max(closed, minuteOfClock(to));
    }
  }
}

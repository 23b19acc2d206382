import { dateOfDay, dayOfDate, weekdayOf } from './day.ts';
import type { Report } from './fault.ts';
import { type Holiday, holidaysOf } from './holidays.ts';
import type { Calendar } from './schema.ts';

type Year = Calendar['years'][string];

/**
 * A confirmed year has every public holiday, else deadlines fall on days off. Checked are the days
 * themselves, and that each holiday with the weekend around it takes as many working days off as the law grants.
 */
export function checkHolidays(year: Year, number: string, report: Report, { workingHours }: Calendar): void {
  if (!year.confirmed) return;
  const off = new Set(year.daysOff.map(dayOfDate));
  const made = new Set(year.workdays.map(dayOfDate));
  const weeks = [workingHours.default, ...Object.values(workingHours.agencies ?? {})];
  const worksOnSaturdays = weeks.some(({ saturday }) => saturday !== undefined);
  const isWeekend = (day: number) => [0, 6].includes(weekdayOf(day)) && !made.has(day);
  const isFree = (day: number) => off.has(day) || isWeekend(day);
  /** Closed at every office: those that work on Saturdays need the day listed. */
  const isClosed = (day: number) => off.has(day) || (isWeekend(day) && !(worksOnSaturdays && weekdayOf(day) === 6));

  const holidays = holidaysOf(Number(number));
  const complete: Holiday[] = [];
  for (const holiday of holidays) {
    const missing = holiday.days.filter((day) => !isClosed(day));
    for (const day of missing) {
      report(
        'daysOff',
        'fixed-holiday-missing',
        `thiếu ngày nghỉ ${dateOfDay(day)} (${holiday.name.vi}) theo Điều 112 Bộ luật Lao động.`,
        `the day off ${dateOfDay(day)} (${holiday.name.en}; Labour Code, article 112) is missing from a confirmed year.`,
      );
    }
    if (missing.length === 0) complete.push(holiday);
  }

  // Holidays of one run of free days share it: 30 April and 1 May.
  const runs = new Map<number, { readonly of: Holiday[]; readonly free: number }>();
  for (const holiday of complete) {
    let first = holiday.days[0] as number;
    while (isFree(first - 1)) first -= 1;
    const known = runs.get(first);
    if (known !== undefined) {
      known.of.push(holiday);
      continue;
    }
    let free = 0;
    for (let day = first; isFree(day); day += 1) if (off.has(day) && ![0, 6].includes(weekdayOf(day))) free += 1;
    runs.set(first, { of: [holiday], free });
  }
  for (const { of, free } of runs.values()) {
    const owed = of.reduce((sum, holiday) => sum + holiday.owed, 0);
    if (free >= owed) continue;
    const names = (language: 'vi' | 'en') => of.map(({ name }) => name[language]).join(', ');
    report(
      'daysOff',
      'holiday-too-short',
      `${names('vi')}: có ${free} ngày làm việc được nghỉ, cần ${owed} (kể cả nghỉ bù ngày nghỉ hằng tuần).`,
      `${names('en')}: ${free} working days are off, ${owed} are due (weekend days are made up for).`,
    );
  }
}

import { loadCalendars } from '../../../operate/calendars/load.ts';
import type { Calendar } from '../../../shared/calendar/schema.ts';
import { accepted } from '../identifiers/outcome.ts';

/** The calendar that comes with the project. */
export const vietNam = (): Calendar => {
  const calendar = accepted(loadCalendars()).at(-1);
  if (calendar === undefined) throw new Error('no calendar');
  return calendar;
};

/** A moment as people in Viet Nam write it, `2026-02-13 16:00` or with seconds. Epoch milliseconds. */
export const vn = (text: string): number => Date.parse(`${text.replace(' ', 'T')}+07:00`);

/** The same as ISO text in UTC. */
export const iso = (text: string): string => new Date(vn(text)).toISOString();

/** A moment on the clocks of Viet Nam, by the platform's own zone data: minutes, and what is left of them if anything. */
export function local(at: number | string): string {
  const date = new Date(at);
  const text = date.toLocaleString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' });
  return date.getTime() % 60_000 === 0 ? text.slice(0, 16) : text;
}

/** Agencies whose weeks differ in every way a week can. */
export const AGENCIES = {
  default: 'H50.20',
  saturdays: 'H50.1',
  oddHours: 'H50.11',
  through: 'H50.12',
  threeSessions: 'H50.40',
  morningsOnly: 'H50.41',
} as const;

/** The project's calendar with those agencies and with half days of every kind. */
export function busyCalendar(): Calendar {
  const { years, workingHours, ...rest } = vietNam();
  const withHalfDays = (year: string, ...halfDays: [date: string, session: 'morning' | 'afternoon'][]) => {
    const plain = years[year];
    if (plain === undefined) throw new Error(`no year ${year}`);
    return { ...plain, halfDays: halfDays.map(([date, session]) => ({ date, session })) };
  };
  return {
    ...rest,
    years: {
      '2025': withHalfDays('2025', ['2025-01-24', 'morning'], ['2025-12-31', 'morning']),
      // The last day before Tết, a make-up Saturday, the day after a long weekend.
      '2026': withHalfDays('2026', ['2026-02-13', 'morning'], ['2026-01-10', 'morning'], ['2026-05-04', 'afternoon']),
      // A Saturday that only some agencies work.
      '2027': withHalfDays('2027', ['2027-01-23', 'morning'], ['2027-07-01', 'afternoon']),
    },
    workingHours: {
      ...workingHours,
      agencies: {
        [AGENCIES.saturdays]: { ...workingHours.default, saturday: [['07:30', '11:30']] },
        [AGENCIES.oddHours]: {
          monToFri: [
            ['07:15', '11:20'],
            ['12:47', '16:42'],
          ],
        },
        [AGENCIES.through]: {
          monToFri: [
            ['08:00', '12:00'],
            ['12:00', '15:00'],
          ],
          saturday: [
            ['08:00', '12:00'],
            ['12:00', '13:01'],
          ],
        },
        [AGENCIES.threeSessions]: {
          monToFri: [
            ['00:00', '00:01'],
            ['06:30', '10:00'],
            ['14:00', '23:59'],
          ],
        },
        [AGENCIES.morningsOnly]: { monToFri: [['07:00', '11:30']] },
      },
    },
  };
}

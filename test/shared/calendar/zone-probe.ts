import { dueAfter, paperDueAt, timeliness } from '../../../shared/calendar/deadline.ts';
import { postalTransit } from '../../../shared/calendar/postal-transit.ts';
import { workingTime } from '../../../shared/calendar/working-time.ts';
import { busyCalendar } from './world.ts';

/**
 * Run in a process of its own under another time zone: prints how far from UTC the machine believes it is in winter and summer, and answers that
 * must not depend on it. Starts lie in every hour of the days on which summer time begins or ends in New York, at the turn
 * of a year, and before Tết.
 */
const calendar = busyCalendar();
const wt = workingTime(calendar);
const days = ['2025-12-31', '2026-02-13', '2026-03-08', '2026-11-01', '2026-11-23'];
const answers = days.flatMap((day) =>
  Array.from({ length: 24 }, (_, hour) => {
    const at = new Date(Date.parse(`${day}T00:30:00Z`) + hour * 3_600_000).toISOString();
    const due = dueAfter(wt, at, 20);
    const post = postalTransit(calendar, at, { route: 'other' });
    return [due, post, paperDueAt(wt, at), timeliness(wt, at, due.dueAt), wt.isOpen(Date.parse(at))];
  }),
);
const offsets = ['2026-01-01', '2026-07-01'].map((day) => new Date(day).getTimezoneOffset());
console.log(JSON.stringify({ offsets, answers }));

import { CALENDARS_FOLDER, loadCalendars } from '../../operate/calendars/load.ts';
import { dueAfter } from '../../shared/calendar/deadline.ts';
import type { Calendar } from '../../shared/calendar/schema.ts';
import { workingTime } from '../../shared/calendar/working-time.ts';
import { median, round } from './statistics.ts';
import type { Report } from './table.ts';

/** Seconds for a million additions on one core. */
export const BUDGET_SECONDS = 1;

const TIMES = 1_000_000;
const ROUNDS = 5;
/** 60 working days of eight hours. */
const LONGEST = 60 * 480;
const FROM = Date.parse('2025-01-01T00:00:00+07:00');
const SPAN_MINUTES = 3 * 365 * 1440;

export type CalendarRow = { readonly what: string; readonly seconds: number; readonly budget?: number };

/** Starts over three years in no order, so that no day is warm from the one before; the same ones in each run. */
const startOf = (i: number): number => FROM + ((i * 7_368_787) % SPAN_MINUTES) * 60_000;
const amountOf = (i: number): number => (i * 48_611) % (LONGEST + 1);

/** Middle of some rounds. The sum is given back so that nothing of the work can be left out. */
function timed(work: (i: number) => number): number {
  let sum = 0;
  const seconds = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    for (let i = 0; i < TIMES; i += 1) sum += work(i);
    return (performance.now() - began) / 1000;
  });
  if (!Number.isFinite(sum)) throw new Error('the calendar gave no moments');
  return round(median(seconds), 3);
}

function rowsOf(calendar: Calendar): readonly CalendarRow[] {
  const compiling = performance.now();
  const wt = workingTime(calendar);
  wt.add(FROM, LONGEST);
  const compiled = round((performance.now() - compiling) / 1000, 4);
  return [
    {
      what: 'a million additions of 0 to 60 working days',
      seconds: timed((i) => wt.add(startOf(i), amountOf(i))),
      budget: BUDGET_SECONDS,
    },
    {
      what: 'a million counts between two moments, up to a year apart',
      seconds: timed((i) => wt.between(startOf(i), startOf(i) + (amountOf(i) % 365) * 86_400_000)),
    },
    {
      what: 'a million due moments from ISO text to ISO text, as recorded in events',
      seconds: timed((i) => dueAfter(wt, new Date(startOf(i)).toISOString(), 16).dueAt.length),
    },
    { what: 'compiling a calendar at first use', seconds: compiled },
  ];
}

export function benchCalendar(): Report<CalendarRow> {
  const loaded = loadCalendars(CALENDARS_FOLDER);
  const calendar = loaded.ok ? loaded.value.at(-1) : undefined;
  if (calendar === undefined) throw new Error(`no good calendar in ${CALENDARS_FOLDER}`);
  return {
    title: 'Working time, on one core',
    rows: rowsOf(calendar),
    columns: [
      { title: 'what', means: 'starts spread over 2025-2027 in no order', cell: (row) => row.what },
      { title: 'seconds', means: `middle of ${ROUNDS} rounds; compiling: once`, cell: (row) => row.seconds },
      {
        title: 'budget',
        means: 'seconds; ✗ above it',
        cell: (row) => row.budget && `${row.budget} s${row.seconds > row.budget ? ' ✗' : ''}`,
      },
    ],
    notes: [],
  };
}

import { fail, ok, type Result } from '../text/result.ts';
import { checkCalendar } from './check-calendar.ts';
import { type CalendarFault, calendarFault } from './fault.ts';
import { type Calendar, calendarSchema } from './schema.ts';

/**
 * Reads a calendar from data already parsed from JSON. `source` (a file's name without folders) is named in faults.
 * Errors, all of them at once: `calendar-shape` per field that does not fit the schema; when the shape is right,
 * `other-year`, `repeated-date`, `workday-not-weekend`, `off-and-worked`, `half-day-not-worked`, `fixed-holiday-missing`,
 * `session-order`, `sessions-overlap`.
 */
export function parseCalendar(input: unknown, source: string): Result<Calendar, readonly CalendarFault[]> {
  const parsed = calendarSchema.safeParse(input);
  if (!parsed.success) return fail(parsed.error.issues.flatMap((issue) => shapeFaults(issue, source)));
  const faults: CalendarFault[] = [];
  checkCalendar(parsed.data, (...fault) => faults.push(calendarFault(source, ...fault)));
  return faults.length === 0 ? ok(parsed.data) : fail(faults);
}

type Issue = { readonly code: string; readonly path: readonly PropertyKey[]; readonly keys?: readonly string[] };

/** Reports an unknown key at the key itself: its parent says too little in a file with many dates. */
function shapeFaults({ code, path, keys }: Issue, source: string): CalendarFault[] {
  const paths = keys?.map((key) => [...path, key]) ?? [path];
  return paths.map((parts) =>
    calendarFault(
      source,
      parts.map(String).join('.') || undefined,
      'calendar-shape',
      `không đúng cấu trúc (${code}).`,
      `does not fit the schema (${code}).`,
    ),
  );
}

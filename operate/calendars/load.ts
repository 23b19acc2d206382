import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CalendarFault, calendarFault } from '../../shared/calendar/fault.ts';
import { parseCalendar } from '../../shared/calendar/parse-calendar.ts';
import type { Calendar } from '../../shared/calendar/schema.ts';
import { JsonError, parseJson } from '../../shared/text/json.ts';
import { fail, ok, type Result } from '../../shared/text/result.ts';

/** The calendars that come with the project. */
export const CALENDARS_FOLDER = import.meta.dirname;

/**
 * Reads every `*.json` of a folder, one version of the calendar each, oldest first. For seeding a province, never for a
 * function, which reads the calendar from the table. All files are read before faults are returned, so that one run shows
 * every fault: those of `parseCalendar`, `not-json`, `repeated-version` and `no-calendar`. Throws only if the folder cannot be
 * read.
 */
export function loadCalendars(folder = CALENDARS_FOLDER): Result<readonly Calendar[], readonly CalendarFault[]> {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  const byVersion = new Map<number, Calendar>();
  const faults: CalendarFault[] = [];
  for (const file of files) {
    const result = readCalendar(join(folder, file), file);
    if (!result.ok) {
      faults.push(...result.error);
      continue;
    }
    const { version } = result.value;
    if (byVersion.has(version)) {
      const vi = `phiên bản ${version} đã có trong tệp khác.`;
      faults.push(
        calendarFault(file, 'version', 'repeated-version', vi, `version ${version} is in another file, too.`),
      );
    }
    byVersion.set(version, result.value);
  }
  if (files.length === 0) {
    faults.push(calendarFault(folder, undefined, 'no-calendar', 'không có tệp lịch nào.', 'holds no calendar.'));
  }
  return faults.length === 0 ? ok([...byVersion.values()].sort((a, b) => a.version - b.version)) : fail(faults);
}

function readCalendar(path: string, file: string): Result<Calendar, readonly CalendarFault[]> {
  try {
    return parseCalendar(parseJson(readFileSync(path, 'utf8'), file), file);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const { detail } = error;
    return fail([calendarFault(file, undefined, 'not-json', `không phải JSON: ${detail}`, `is not JSON: ${detail}`)]);
  }
}

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseCalendar } from '../../shared/calendar/parse-calendar.ts';
import type { Calendar } from '../../shared/calendar/schema.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { putOnce } from '../../shared/platform/table/write.ts';
import { catalogue } from '../../shared/record/catalogue.ts';
import { parseJson } from '../../shared/text/json.ts';

/**
 * Reads a calendar from a file. @throws JsonError
 * @throws Error with every fault, each naming field and rule
 */
export function readCalendarFile(path: string): Calendar {
  const parsed = parseCalendar(parseJson(readFileSync(path, 'utf8'), path), basename(path));
  if (!parsed.ok) throw new Error(parsed.error.map((fault) => JSON.stringify(fault)).join('\n'));
  return parsed.value;
}

/**
 * Puts a new version of the province's calendar in force without a deployment: functions notice it within a minute. Promised
 * dates stay; a recalculation is requested per dossier.
 * @throws Error when the version does not follow the newest one, so that no version in use is overwritten.
 */
export async function putCalendar(table: Table, calendar: Calendar): Promise<void> {
  const newest = await catalogue(table).calendar();
  const next = (newest?.version ?? 0) + 1;
  const refused = `the calendar's version must be ${next}, the one after the version in force; it is ${calendar.version}`;
  if (calendar.version !== next) throw new Error(refused);
  const { done, row } = await putOnce(table, { ...keys.calendar(calendar.version), calendar });
  // The identical calendar exists: the response to the first request was lost.
  if (!done && !isDeepStrictEqual(row?.calendar, calendar)) throw new Error(refused);
}

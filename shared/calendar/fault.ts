import type { Invalid } from '../text/result.ts';

/** One thing wrong with a calendar, named so that whoever edits it finds the place: `code` is the rule. */
export type CalendarFault = Invalid & {
  /** File or other source the calendar was read from. */
  readonly source: string;
};

/** Both texts begin with the place: source and field, as far as known. */
export function calendarFault(
  source: string,
  field: string | undefined,
  code: string,
  vi: string,
  en: string,
): CalendarFault {
  const where = (fieldName: string) => (field === undefined ? source : `${source}, ${fieldName} ${field}`);
  return {
    source,
    ...(field !== undefined && { field }),
    code,
    message: { vi: `${where('trường')}: ${vi}`, en: `${where('field')}: ${en}` },
  };
}

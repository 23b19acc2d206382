import type { Invalid } from '../text/result.ts';

/** One fault in a calendar, with the location for the editor; `code` names the rule. */
export type CalendarFault = Invalid & {
  /** File or other source the calendar was read from. */
  readonly source: string;
};

/** Both texts start with the location: source and field, where known. */
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

/** Reports one fault of a calendar: its field, the rule, and what is wrong in both languages. */
export type Report = (field: string, code: string, vi: string, en: string) => void;

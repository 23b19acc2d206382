import type { Language, Text } from '../../../shared/text/text.ts';
import { OFFICER_COUNTERS, type OfficerCounter } from '../counting/counters.ts';
import { definitionOf, FIGURE_NAMES, figureOf } from '../counting/definitions.ts';
import { NOT_APPLICABLE } from '../counting/figures.ts';
import type { Group, Grouped } from './grouped.ts';
import type { Grouping } from './routes.ts';

/** A cell; undefined is empty. */
export type Cell = string | number | undefined;
/** The first row has the headings. */
export type Table = readonly (readonly Cell[])[];

const KEY_HEADINGS: Readonly<Record<Grouping, Text>> = {
  agency: { vi: 'Mã cơ quan', en: 'Agency' },
  field: { vi: 'Mã lĩnh vực', en: 'Field' },
  procedure: { vi: 'Mã thủ tục', en: 'Procedure' },
  channel: { vi: 'Mã kênh nộp', en: 'Channel' },
  officer: { vi: 'Tài khoản', en: 'Account' },
  day: { vi: 'Ngày', en: 'Day' },
  month: { vi: 'Tháng', en: 'Month' },
};
const NAME: Text = { vi: 'Tên', en: 'Name' };
const AGENCY: Text = { vi: 'Mã cơ quan', en: 'Agency' };
const TOTAL: Text = { vi: 'Tổng cộng', en: 'Total' };

const WORK_HEADINGS: Readonly<Record<OfficerCounter | 'onTimeRate', Text>> = {
  accepted: { vi: 'Hồ sơ đã tiếp nhận', en: 'Dossiers accepted' },
  refusals: { vi: 'Từ chối tiếp nhận', en: 'Refusals' },
  supplementRequests: { vi: 'Yêu cầu bổ sung', en: 'Supplement requests' },
  workEarly: { vi: 'Việc xong trước hạn', en: 'Work done early' },
  workOnTime: { vi: 'Việc xong đúng hạn', en: 'Work done on time' },
  workOverdue: { vi: 'Việc xong quá hạn', en: 'Work done overdue' },
  sentBack: { vi: 'Trả lại bước trước', en: 'Sent back' },
  onTimeRate: { vi: 'Tỷ lệ đúng hạn (%)', en: 'On time (%)' },
};

const shown = (value: number | string | undefined): Cell => (value === NOT_APPLICABLE ? undefined : value);

/** The figures as a table for people: one line for each group, and the total last. */
export function tableOf(
  by: Grouping,
  { total, groups }: Grouped,
  names: readonly (string | undefined)[],
  language: Language,
): Table {
  const begins = (group: Group, n: number): readonly Cell[] => [group.key, names[n]];
  if (by === 'officer') {
    const counters = [...OFFICER_COUNTERS, 'onTimeRate'] as const;
    const headings = [KEY_HEADINGS.officer, NAME, AGENCY, ...counters.map((counter) => WORK_HEADINGS[counter])];
    const lines = groups.map((group, n) => [
      ...begins(group, n),
      group.agencyId,
      ...counters.map((counter) => shown(group.work?.[counter])),
    ]);
    return [headings.map((heading) => heading[language]), ...lines];
  }
  const headings = [KEY_HEADINGS[by], NAME, ...FIGURE_NAMES.map((name) => definitionOf(name).name)];
  const lineOf = (first: readonly Cell[], figures: Group['figures']) => [
    ...first,
    ...FIGURE_NAMES.map((name) => (figures === undefined ? undefined : shown(figureOf(figures, name)))),
  ];
  const lines = groups.map((group, n) => lineOf(begins(group, n), group.figures));
  return [headings.map((heading) => heading[language]), ...lines, lineOf([TOTAL[language], undefined], total)];
}

/**
 * The table as CSV (RFC 4180), for spreadsheets: with the mark by which they know UTF-8. A text that a spreadsheet would take for a
 * formula begins with an apostrophe.
 */
export function csvOf(table: Table): string {
  const text = (cell: string) => `"${(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`;
  const line = (cells: readonly Cell[]) =>
    cells.map((cell) => (cell === undefined ? '' : typeof cell === 'number' ? String(cell) : text(cell))).join(',');
  return `\uFEFF${table.map(line).join('\r\n')}\r\n`;
}

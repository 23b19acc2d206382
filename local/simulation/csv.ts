import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OFFICER_COUNTERS } from '../../functions/figures/counting/counters.ts';
import { NOT_APPLICABLE } from '../../functions/figures/counting/figures.ts';
import { COLUMNS } from './columns.ts';
import { BadOption } from './fault.ts';
import type { Report, Row } from './report.ts';
import { GROUP_NAMES } from './table.ts';

/** Byte order mark: without it Excel does not read UTF-8 and garbles Vietnamese. */
const BOM = '\uFEFF';

type Cell = string | number;

const line = (cells: readonly Cell[]) =>
  cells.map((cell) => (/[",\r\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell)).join(',');

const file = (lines: readonly (readonly Cell[])[]) => `${BOM}${lines.map(line).join('\r\n')}\r\n`;

const TITLES = COLUMNS.map(({ title }) => title.join(' '));

const figuresOf = ({ figures }: Row): Cell[] => COLUMNS.map(({ value }) => cellOf(value(figures)));

/** An empty cell: Excel must not take "not applicable" for a number. */
const cellOf = (value: number | typeof NOT_APPLICABLE): Cell => (value === NOT_APPLICABLE ? '' : value);

const table = (keys: readonly string[], rows: readonly Row[], parts: (row: Row) => readonly string[]) =>
  file([[...keys, ...TITLES], ...rows.map((row) => [...parts(row), ...figuresOf(row)])]);

const OFFICER_TITLES: Readonly<Record<(typeof OFFICER_COUNTERS)[number], string>> = {
  accepted: 'Tiếp nhận',
  refusals: 'Từ chối',
  supplementRequests: 'Yêu cầu bổ sung',
  workEarly: 'Xong sớm hạn',
  workOnTime: 'Xong đúng hạn',
  workOverdue: 'Xong quá hạn',
  sentBack: 'Trả lại bước trước',
};

/** The files by name. Their text depends only on the report. */
export function csvFiles(report: Report): ReadonlyMap<string, string> {
  const named = (title: string, rows: readonly Row[]) =>
    table(['Mã', title], [...rows, report.total], (row) => [row.key, row === report.total ? 'Toàn tỉnh' : row.name]);
  const split = ({ key }: { readonly key: string }) => key.split('|');
  return new Map([
    ['by-agency.csv', named('Cơ quan', report.byAgency)],
    ['by-field.csv', named('Lĩnh vực', report.byField)],
    ['by-channel.csv', named('Hình thức nộp', report.byChannel)],
    ['by-month.csv', table(['Tháng'], report.byMonth, ({ key }) => [key])],
    ['by-day.csv', table(['Ngày'], report.byDay, ({ key }) => [key])],
    ['detail.csv', table(['Tháng', 'Cơ quan', 'Lĩnh vực', 'Hình thức nộp'], report.detail, split)],
    [
      'by-officer.csv',
      file([
        ['Cơ quan', 'Cán bộ', ...OFFICER_COUNTERS.map((c) => OFFICER_TITLES[c])],
        ...report.officers.map((o) => [agencyOf(o.key), o.key, ...OFFICER_COUNTERS.map((c) => o.counts[c])]),
      ]),
    ],
    ['quality-index.csv', indexFile(report)],
  ]);
}

/** Officers are named after their agency here: they are not real people. */
const agencyOf = (officer: string) => officer.slice(0, officer.indexOf('-'));

function indexFile({ index }: Report): string {
  const lines = index.groups.flatMap(({ group, outOf, points, scores }) => [
    [GROUP_NAMES[group] ?? group, '', '', cellOf(points), outOf],
    ...scores.map((s) => [GROUP_NAMES[group] ?? group, s.component, cellOf(s.rate), cellOf(s.points), s.outOf]),
  ]);
  const total = ['Tổng điểm phần áp dụng được', '', '', cellOf(index.points), index.outOf];
  return file([['Nhóm', 'Thành phần', 'Tỷ lệ %', 'Điểm', 'Điểm tối đa'], ...lines, total]);
}

/** @throws {BadOption} when the folder cannot be written to. */
export function writeCsv(folder: string, files: ReadonlyMap<string, string>): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
  } catch (cause) {
    throw new BadOption(`--out ${folder} cannot be written to (${(cause as NodeJS.ErrnoException).code}).`);
  }
}

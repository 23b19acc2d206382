import { styleText } from 'node:util';
import { NOT_APPLICABLE, type Rate } from '../../functions/figures/counting/figures.ts';
import type { QualityIndex } from '../../functions/figures/counting/quality-index.ts';
import { COLUMNS, LEGEND, type Mood } from './columns.ts';
import type { Report, Row } from './report.ts';

const STYLES = { good: 'green', warning: 'yellow', bad: 'red' } as const;
const LONGEST_NAME = 46;

type Paint = (mood: Mood, text: string) => string;

const painter =
  (coloured: boolean): Paint =>
  (mood, text) =>
    coloured && mood !== 'plain' ? styleText(STYLES[mood], text, { validateStream: false }) : text;

/** A number in Vietnamese format. */
export function shown(value: Rate, decimals = 0): string {
  if (value === NOT_APPLICABLE) return '–';
  return value.toLocaleString('vi-VN', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

const cell = (column: (typeof COLUMNS)[number], { figures }: Row) =>
  shown(column.value(figures), column.title[1].endsWith('%') ? 2 : 0);

/** The leaders' table: by agency, field and channel, with the province's line under each. */
export function leadersTable(report: Report, coloured: boolean): string {
  const paint = painter(coloured);
  const { total, byAgency, byField, byChannel, byMonth } = report;
  const groups: readonly (readonly [string, readonly Row[]])[] = [
    ['Theo cơ quan', [...byAgency, total]],
    ['Theo lĩnh vực', [...byField, total]],
    ['Theo hình thức nộp', [...byChannel, total]],
    ['Theo tháng', byMonth],
  ];
  const rows = groups.flatMap(([, group]) => group);
  const name = (row: Row) => (row === total ? 'TOÀN TỈNH' : short(row.name));
  const first = Math.max(...rows.map((row) => name(row).length), ...groups.map(([title]) => title.length));
  const widths = COLUMNS.map((column) =>
    Math.max(...column.title.map((t) => t.length), ...rows.map((r) => cell(column, r).length)),
  );
  const line = (start: string, cells: readonly string[]) =>
    [start.padEnd(first), ...cells.map((c, i) => c.padStart(widths[i] ?? 0))].join('  ');
  const lines = groups.flatMap(([title, group]) => [
    '',
    line(
      '',
      COLUMNS.map((c) => c.title[0]),
    ),
    line(
      title,
      COLUMNS.map((c) => c.title[1]),
    ),
    ...group.map((row) =>
      [
        name(row).padEnd(first),
        ...COLUMNS.map((c, i) => paint(c.mood?.(row.figures) ?? 'plain', cell(c, row).padStart(widths[i] ?? 0))),
      ].join('  '),
    ),
  ]);
  const legend = LEGEND.map(([mood, text]) => (coloured ? `${paint(mood, '■')} ${text}` : text));
  return [
    ...lines,
    '',
    `Chú giải: ${coloured ? legend.join('   ') : 'số liệu là số hồ sơ; "–" là không áp dụng.'}`,
  ].join('\n');
}

const short = (name: string) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);

export const GROUP_NAMES: Readonly<Record<string, string>> = {
  transparency: 'Công khai, minh bạch',
  progress: 'Tiến độ giải quyết',
  online: 'Dịch vụ công trực tuyến',
  digitisation: 'Số hóa hồ sơ',
  payment: 'Thanh toán trực tuyến',
  satisfaction: 'Mức độ hài lòng',
};

/** The index by Decision 766, group by group; a criterion without data is not applicable, never full marks. */
export function indexTable({ groups, points, outOf }: QualityIndex): string {
  const lines = groups.map(
    (g) => `  ${(GROUP_NAMES[g.group] ?? g.group).padEnd(26)}${shown(g.points, 2).padStart(8)} / ${g.outOf}`,
  );
  return [
    'Bộ chỉ số phục vụ người dân, doanh nghiệp (Quyết định 766/QĐ-TTg)',
    ...lines,
    `  ${'Tổng điểm phần áp dụng được'.padEnd(26)}${shown(points, 2).padStart(7)} / ${shown(outOf, 2)}`,
  ].join('\n');
}

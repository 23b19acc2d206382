export type Cell = string | number | undefined;

export type Column<R> = {
  readonly title: string;
  /** What the figures of the column are, in one line. */
  readonly means: string;
  cell(row: R): Cell;
};

/** One figure of the bench: what is printed as a table and written as it is. */
export type Report<R = unknown> = {
  readonly title: string;
  readonly notes: readonly string[];
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
};

const text = (cell: Cell): string => (cell === undefined || Number.isNaN(cell) ? '–' : String(cell));

/** Pure: the table with numbers to the right, and below it one line for each column. */
export function printed<R>({ title, notes, columns, rows }: Report<R>): string {
  const cells = rows.map((row) => columns.map(({ cell }) => cell(row)));
  const widths = columns.map((column, i) => Math.max(column.title.length, ...cells.map((row) => text(row[i]).length)));
  const numeric = columns.map((_, i) => cells.every((row) => row[i] === undefined || typeof row[i] === 'number'));
  const line = (row: readonly Cell[]) =>
    row
      .map((cell, i) => (numeric[i] ? text(cell).padStart(widths[i] ?? 0) : text(cell).padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [
    `\n${title}`,
    '',
    `  ${line(columns.map((column) => column.title))}`,
    `  ${widths.map((width) => '─'.repeat(width)).join('  ')}`,
    ...cells.map((row) => `  ${line(row)}`),
    '',
    ...columns.map((column) => `  ${column.title}: ${column.means}`),
    ...notes.map((note) => `  ${note}`),
  ].join('\n');
}

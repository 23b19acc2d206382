import { bold, type Column, type Table } from '../content/content.ts';
import type { Line } from './lines.ts';
import { leading, MARGIN, type Sheet } from './sheet.ts';

const SIZE = 8.5;
const PAD = 3;

type Cell = { readonly x: number; readonly width: number; readonly align: 'left' | 'center' };

function cells(columns: readonly Column[], width: number): readonly Cell[] {
  const whole = columns.reduce((sum, column) => sum + column.share, 0);
  let x = MARGIN.left;
  return columns.map((column) => {
    const cell = { x, width: (width * column.share) / whole, align: column.align ?? 'left' };
    x += cell.width;
    return cell;
  });
}

function setIn(sheet: Sheet, cell: Cell, text: string, header: boolean): readonly Line[] {
  return sheet.lines([header ? bold(text) : text], cell.width - 2 * PAD, SIZE);
}

function box(sheet: Sheet, cell: Cell, y: number, height: number): void {
  sheet.doc.rect(cell.x, y, cell.width, height).lineWidth(0.5).stroke();
}

function fill(sheet: Sheet, cell: Cell, set: readonly Line[], y: number, align = cell.align): void {
  for (const [index, line] of set.entries()) {
    const at = { x: cell.x + PAD, y: y + PAD + index * leading(SIZE), width: cell.width - 2 * PAD };
    sheet.line(line, at, SIZE, align);
  }
}

const heightOf = (count: number) => count * leading(SIZE) + 2 * PAD;
const longest = (row: readonly (readonly Line[])[]) => Math.max(1, ...row.map((cell) => cell.length));

/** Groups neighbouring columns with the same group; a column without one is a group of its own. */
function groups(columns: readonly Column[]): readonly { readonly from: number; readonly to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const [index, { group }] of columns.entries()) {
    const last = runs.at(-1);
    if (last !== undefined && group !== undefined && columns[last.from]?.group === group) last.to = index;
    else runs.push({ from: index, to: index });
  }
  return runs;
}

function drawHeader(sheet: Sheet, columns: readonly Column[], at: readonly Cell[]): void {
  const titles = columns.map((column, index) => setIn(sheet, at[index] as Cell, column.title, true));
  const grouped = columns.some((column) => column.group !== undefined);
  const upper = grouped ? heightOf(1) : 0;
  const lower = heightOf(longest(titles));
  const top = sheet.y;
  for (const { from, to } of groups(columns)) {
    const first = at[from] as Cell;
    const group = columns[from]?.group;
    const last = at[to] as Cell;
    const whole: Cell = { x: first.x, width: last.x + last.width - first.x, align: 'center' };
    if (group !== undefined) {
      box(sheet, whole, top, upper);
      fill(sheet, whole, setIn(sheet, whole, group, true), top);
    }
    for (let index = from; index <= to; index++) {
      const cell = at[index] as Cell;
      const set = titles[index] ?? [];
      const y = group === undefined ? top : top + upper;
      const height = top + upper + lower - y;
      box(sheet, cell, y, height);
      fill(sheet, cell, set, y + (height - heightOf(set.length)) / 2, 'center');
    }
  }
  sheet.y = top + upper + lower;
}

/** Minimum number of lines on each side of a page break within a row. */
const FEWEST = 3;
const AFTER = 6;

/**
 * The header row is repeated on every page. A row that does not fit moves to the next page as a whole; one taller than a page
 * breaks between lines.
 * @param keep Points that must follow the last row on the same page.
 */
export function drawTable(sheet: Sheet, { columns, rows }: Table, keep = 0): void {
  const at = cells(columns, sheet.width);
  const start = () => drawHeader(sheet, columns, at);
  const room = () => Math.floor((sheet.bottom - sheet.y - 2 * PAD) / leading(SIZE));
  const fitsOnePage = (count: number) => heightOf(count) < (sheet.bottom - MARGIN.top) * 0.7;
  sheet.y += 3;
  sheet.need(heightOf(FEWEST) * 3);
  start();
  for (const [index, row] of rows.entries()) {
    const after = index === rows.length - 1 ? keep : 0;
    let rest = row.map((text, index) => setIn(sheet, at[index] as Cell, text, false));
    do {
      const needed = longest(rest);
      const lacks = room() < needed && (fitsOnePage(needed) || room() < FEWEST);
      const parts = fitsOnePage(needed) && sheet.y + heightOf(needed) + AFTER + after > sheet.bottom && after > 0;
      if (lacks || parts) {
        sheet.newPage();
        start();
      }
      const count = Math.min(needed, room());
      const height = heightOf(count);
      for (const [index, cell] of at.entries()) {
        box(sheet, cell, sheet.y, height);
        fill(sheet, cell, rest[index]?.slice(0, count) ?? [], sheet.y);
      }
      rest = rest.map((cell) => cell.slice(count));
      sheet.y += height;
    } while (rest.some((cell) => cell.length > 0));
  }
  sheet.y += AFTER;
}

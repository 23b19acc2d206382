import writeExcelFile from 'write-excel-file/universal';
import type { Cell, Table } from './table.ts';

/** Width of a column, in characters: headings wrap, names of agencies and procedures are long. */
const NARROW = { width: 14 };
const WIDE = { width: 44 };

/** The table as an Excel workbook, its headings bold and always in sight. */
export async function workbookOf([headings = [], ...lines]: Table): Promise<Uint8Array> {
  const heading = (value: Cell) => ({ value: String(value ?? ''), fontWeight: 'bold', wrap: true }) as const;
  // Codes such as 2.000488 are texts, not numbers.
  const cell = (value: Cell) => (typeof value === 'string' ? { value, type: String, format: '@' } : { value });
  const blob = await writeExcelFile([headings.map(heading), ...lines.map((line) => line.map(cell))], {
    columns: headings.map((_, n) => (n === 1 ? WIDE : NARROW)),
    stickyRowsCount: 1,
    stickyColumnsCount: 1,
  }).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

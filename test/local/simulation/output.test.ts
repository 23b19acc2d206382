import { beforeAll, describe, expect, it } from 'vitest';
import { Bar } from '../../../local/simulation/bar.ts';
import { batchOf } from '../../../local/simulation/batch.ts';
import { COLUMNS } from '../../../local/simulation/columns.ts';
import { csvFiles } from '../../../local/simulation/csv.ts';
import { type Report, reportOf } from '../../../local/simulation/report.ts';
import { indexTable, leadersTable, shown } from '../../../local/simulation/table.ts';
import { emptyTally } from '../../../local/simulation/tally.ts';
import { WORLD } from './world.ts';

const ESCAPE = '\u001b[';
let report: Report;

beforeAll(() => {
  const tally = emptyTally();
  batchOf(WORLD, tally)(0, 300);
  report = reportOf(tally, WORLD);
});

describe('the leaders’ table', () => {
  it('has a line for each group and the province under it, in composed Vietnamese', () => {
    const text = leadersTable(report, false);
    expect(text).toContain('Ủy ban nhân dân phường Đồng Hới');
    expect(text).toContain('Trực tuyến');
    expect(text.match(/TOÀN TỈNH/g)).toHaveLength(3);
    expect(text).toBe(text.normalize('NFC'));
    expect(text).not.toMatch(/NaN|undefined/);
    expect(text).not.toContain(ESCAPE);
  });

  it('keeps its columns under each other', () => {
    const lines = leadersTable(report, false).split('\n');
    const widths = new Set(lines.filter((l) => /\d$|–$/.test(l)).map((l) => l.length));
    expect(widths.size).toBe(1);
  });

  it('is coloured with a legend on a terminal only', () => {
    const text = leadersTable(report, true);
    expect(text).toContain(`${ESCAPE}31m`);
    expect(text).toContain('tỷ lệ đúng hạn từ 95 %');
  });

  it('says that what cannot be counted is not applicable', () => {
    expect(shown('not-applicable', 2)).toBe('–');
    expect(shown(1234.5, 2)).toBe('1.234,50');
    expect(indexTable(report.index)).toMatch(/Mức độ hài lòng +– \/ 18/);
  });
});

describe('the CSV files', () => {
  it('open in Excel as Vietnamese: UTF-8 with a byte order mark, one header, as many cells in each line', () => {
    for (const [name, text] of csvFiles(report)) {
      expect(text.startsWith('\uFEFF'), name).toBe(true);
      expect(text.endsWith('\r\n'), name).toBe(true);
      expect(text).toBe(text.normalize('NFC'));
      const cells = text
        .trimEnd()
        .split('\r\n')
        .map((line) => line.replaceAll(/"[^"]*"/g, '').split(',').length);
      expect(new Set(cells).size, name).toBe(1);
    }
  });

  it('hold the same numbers as the table', () => {
    const lines = csvFiles(report).get('by-channel.csv')?.split('\r\n') ?? [];
    expect(lines[0]).toContain('Tổng phải giải quyết');
    const online = report.byChannel.find((row) => row.key === 'online');
    const cells = online === undefined ? [] : COLUMNS.map(({ value }) => value(online.figures));
    expect(lines).toContain(['online', 'Trực tuyến', ...cells].join(','));
  });
});

describe('the progress bar', () => {
  function told(isTTY: boolean): readonly string[] {
    const written: string[] = [];
    let clock = 0;
    const bar = new Bar({ isTTY, columns: 80, write: (text) => written.push(text) }, 1000, () => clock);
    for (const done of [100, 105, 500, 1000]) {
      clock += 1000;
      bar.update(done);
    }
    bar.close();
    return written;
  }

  it('is one line that changes on a terminal', () => {
    const written = told(true);
    expect(written).toHaveLength(5);
    expect(written[2]).toMatch(/█{14}░{14} 50 %/);
    for (const text of written) expect(text.includes('\n')).toBe(false);
  });

  it('is a plain line at each tenth elsewhere', () => {
    const written = told(false);
    expect(written).toHaveLength(3);
    expect(written[1]).toBe('  … 50 % – 500/1.000 hồ sơ, 3 giây, còn khoảng 3 giây\n');
    expect(written.join('')).not.toContain(ESCAPE);
  });
});

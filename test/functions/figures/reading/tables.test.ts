import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { definitionOf, FIGURE_NAMES } from '../../../../functions/figures/counting/definitions.ts';
import { XLSX } from '../../../../functions/figures/reading/files.ts';
import { csvOf } from '../../../../functions/figures/reading/table.ts';
import { criteriaSchema } from '../../../../functions/search/reading/criteria.ts';
import type { AnsweredFile } from '../../../../shared/platform/http/request.ts';
import { ask, LEADER, PERIOD, ready } from './world.ts';

describe('a table for spreadsheets', () => {
  const table = async (groupBy: string, accept = '*/*') => {
    const handlers = await ready;
    const query = { ...PERIOD, agencyId: 'H50', groupBy };
    const call = { actor: LEADER, query, language: 'vi', headers: { accept } };
    return (await handlers.readFiguresTable(call as never)).file as AnsweredFile;
  };

  it('has a line for each group, the total, and Vietnamese headings', async () => {
    const { mediaType, name, content } = await table('agency');
    expect([mediaType, name]).toEqual(['text/csv', 'so-lieu-H50-2026-10-17-2026-11-23.csv']);
    const lines = String(content).replace('\uFEFF', '').trimEnd().split('\r\n');
    const { groups, total } = await ask({ groupBy: 'agency' });
    expect(lines).toHaveLength(groups.length + 2);
    expect(lines[0]).toContain('"Mã cơ quan","Tên","Kỳ trước chuyển sang"');
    expect(lines[1]?.startsWith(`"${groups[0]?.key}"`)).toBe(true);
    const cells = (lines.at(-1) ?? '').split(',');
    expect(cells.slice(0, 3)).toEqual(['"Tổng cộng"', '', String(total?.carriedOver)]);
  });

  it('is a workbook for who accepts one, with codes as texts', async () => {
    const { mediaType, name, content } = await table('procedure', `${XLSX}, */*`);
    expect([mediaType, name]).toEqual([XLSX, 'so-lieu-H50-2026-10-17-2026-11-23.xlsx']);
    const parts = Object.values(unzipSync(content as Uint8Array));
    const text = parts.map((part) => Buffer.from(part).toString('utf8')).join('');
    expect(text).toContain('Mã thủ tục');
    for (const { key } of (await ask({ groupBy: 'procedure' })).groups) expect(text).toContain(key);
  });

  it('of officers has their work', async () => {
    const [headings = '', first = ''] = String((await table('officer')).content).split('\r\n');
    expect(headings).toContain('"Hồ sơ đã tiếp nhận"');
    expect(first.split(',').length).toBe(headings.split(',').length);
  });

  it('lets no text become a formula, and quotes what separates', () => {
    const csv = csvOf([['=HYPERLINK("x")', 'Sở, ban "A"', 3, undefined]]);
    expect(csv).toBe('\uFEFF"\'=HYPERLINK(""x"")","Sở, ban ""A""",3,\r\n');
  });
});

describe('how a figure is counted', () => {
  it('is said of every number that an answer holds', async () => {
    const handlers = await ready;
    const { body } = await handlers.readFigureDefinitions({ language: 'vi' } as never);
    const { items } = body as { items: readonly { figure: string }[] };
    const { total } = await ask({});
    const paths = Object.entries(total ?? {}).flatMap(([key, value]) =>
      typeof value === 'object' ? Object.keys(value).map((inner) => `${key}.${inner}`) : [key],
    );
    expect(items.map(({ figure }) => figure).toSorted()).toEqual(paths.toSorted());
  });

  it('leads to the dossiers by searches that there are', () => {
    const searches = FIGURE_NAMES.flatMap((name) => definitionOf(name).dossiers ?? []);
    expect(searches.length).toBeGreaterThan(4);
    for (const of of searches) {
      expect(criteriaSchema.safeParse({ agencyId: 'H50.20', ...of }).error?.issues ?? []).toEqual([]);
    }
  });
});

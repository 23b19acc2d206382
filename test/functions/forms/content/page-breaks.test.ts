import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { type Content, numbered, paragraph } from '../../../../functions/forms/content/content.ts';
import { draw } from '../../../../functions/forms/pdf/draw.ts';
import { readPdfs } from '../../../pdf-tools/python-tools.ts';
import { FONTS } from './fonts.ts';

const folder = mkdtempSync(join(tmpdir(), 'page-breaks-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Paragraphs of so many lines each, with a line that announces the next one before every third. */
const contentOf = (counts: readonly number[]): Content => ({
  paper: 'A5',
  letterhead: { agency: 'Sở', place: 'Quảng Trị', at: '2026-06-09T02:30:00.000Z' },
  title: 'PHIẾU',
  subtitle: [],
  dossierCode: 'H50.12-260609-0001',
  blocks: counts.flatMap((count, index) => [
    ...(index % 3 === 2 ? [numbered(index, 'announced:')] : []),
    paragraph(Array.from({ length: count }, (_, line) => `line ${line + 1} of ${count}`).join('\n')),
  ]),
  signatures: [{ caption: 'THỦ TRƯỞNG', hint: '(Ký)', name: 'Lê Hữu Phước' }],
});

it('a page begins and ends with no single line of a paragraph, nor ends with a line that announces a list', async () => {
  const counts = fc.sample(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 12, maxLength: 25 }), 10);
  const paths = await Promise.all(
    counts.map(async (each, index) => {
      const path = join(folder, `${index}.pdf`);
      writeFileSync(path, await draw(contentOf(each), FONTS));
      return path;
    }),
  );
  let breaks = 0;
  for (const { pages } of await readPdfs(paths)) {
    for (const [index, { text }] of pages.entries()) {
      const body = text.split('\n').filter((line) => /line \d of|announced:/.test(line));
      const [first = '', last = ''] = [body[0], body.at(-1)];
      if (index < pages.length - 1) {
        breaks += 1;
        expect(last).not.toContain('announced:');
        expect(last).not.toMatch(/line 1 of [2-9]/);
      }
      const [, line, count] = /line (\d) of (\d)/.exec(first) ?? [];
      if (index > 0 && count !== undefined && count !== '1') expect(line, first).not.toBe(count);
    }
  }
  expect(breaks).toBeGreaterThan(10);
});

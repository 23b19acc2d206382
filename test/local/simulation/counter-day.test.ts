import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CASE_NAMES } from '../../../local/simulation/counter-day/cases.ts';
import { counterDay, counterWorld, tell } from '../../../local/simulation/counter-day/play.ts';
import { STORIES } from '../../../local/simulation/counter-day/stories.ts';
import type { Story } from '../../../local/simulation/counter-day/story.ts';
import { BrokenRule } from '../../../local/simulation/fault.ts';
import { readPdfs } from '../../pdf-tools/python-tools.ts';
import { fileOf, fileOfPicture, PICTURE, receiptOfTheDay } from '../../pdf-tools/receipt-picture.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const GUIDE = readFileSync(join(ROOT, 'docs', 'guides', 'counter-day.md'), 'utf8');

describe('the counter day', () => {
  it('tells every case to its end', () => {
    const told = counterDay();
    expect(told.map(({ story }) => story.name).sort()).toEqual([...CASE_NAMES].sort());
    for (const { story, simulated } of told) expect([story.name, simulated.status]).toEqual([story.name, 'returned']);
  });

  it('fails when a dossier is not what its story says', () => {
    const [first] = STORIES as [Story];
    const wrong: Story = {
      ...first,
      *tell(desk) {
        yield* first.tell(desk);
        desk.expect('a house costs 225.000', desk.dossier.obligations[0]?.amount === 225_000);
      },
    };
    expect(() => tell(counterWorld(), wrong, 0)).toThrow(BrokenRule);
  });

  it('has each case in the guide, played in files that exist', () => {
    const rows = GUIDE.split('\n').filter((line) => /^\| `[a-z-]+` \|/.test(line));
    expect(rows.map((row) => row.split('`')[1]).sort()).toEqual([...CASE_NAMES].sort());
    for (const row of rows) {
      const files = [...row.matchAll(/`((?:local|test)\/[^`]+)`/g)].map(([, file = '']) => file);
      expect(files.length, row).toBeGreaterThan(0);
      for (const file of files) expect([file, existsSync(join(ROOT, file))]).toEqual([file, true]);
    }
  });
});

describe('the receipt of the building permit', () => {
  it('lists the three papers and the one fee, and names the officer', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-counter-day-'));
    try {
      const path = join(folder, 'receipt.pdf');
      writeFileSync(path, await receiptOfTheDay());
      const [file] = await readPdfs([path]);
      const text = (file?.pages ?? []).map((page) => page.text.replaceAll(/\s+/g, ' ')).join(' ');
      expect(text.match(/\(\d+ bản [^)]+\)/g)).toEqual(['(1 bản chính)', '(1 bản sao chứng thực)', '(2 bản chính)']);
      expect(text.match(/[\d.]+ đồng/g)).toEqual(['75.000 đồng']);
      expect(text).toMatch(/NGƯỜI TIẾP NHẬN HỒ SƠ .*Nguyễn Thị Kim Cúc/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is the one in the picture; after a change of the form: node test/pdf-tools/receipt-picture.ts', async () => {
    expect(fileOfPicture(readFileSync(PICTURE))).toBe(fileOf(await receiptOfTheDay()));
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCalendars } from '../../../operate/calendars/load.ts';
import { workingTime } from '../../../shared/calendar/working-time.ts';
import { accepted, refused } from '../identifiers/outcome.ts';
import { vietNam, vn } from './world.ts';

describe('the calendar that comes with the project', () => {
  const calendar = vietNam();

  it('has 2025 and 2026 confirmed and 2027 not, each with a note on where its days come from', () => {
    const years = Object.entries(calendar.years).map(([year, { confirmed }]) => [year, confirmed]);
    expect(years).toEqual([
      ['2025', true],
      ['2026', true],
      ['2027', false],
    ]);
    for (const { note } of Object.values(calendar.years)) expect(note).toMatch(/^(Announced|Not announced)/);
  });

  it('has a working day of eight hours', () => {
    expect(workingTime(calendar).between(vn('2026-06-09 00:00'), vn('2026-06-10 00:00'))).toBe(480);
  });

  it('works as many days of each month of 2026 as there are on the wall calendar', () => {
    const wt = workingTime(calendar);
    const firsts = Array.from({ length: 13 }, (_, i) =>
      vn(`${i < 12 ? 2026 : 2027}-${String((i % 12) + 1).padStart(2, '0')}-01 00:00`),
    );
    const days = firsts.slice(1).map((next, i) => wt.between(firsts[i] ?? next, next) / 480);
    // Weekdays, less days off, plus make-up Saturdays.
    expect(days).toEqual([22 - 2 + 1, 20 - 5, 22, 22 - 2, 21 - 1, 22, 23, 21 - 1 + 1, 22 - 2, 22, 21 - 1, 23]);
  });

  it('is written in NFC', () => {
    const text = JSON.stringify(calendar);
    expect(text).toBe(text.normalize('NFC'));
  });
});

describe('loadCalendars', () => {
  let folder: string;
  const write = (file: string, calendar: unknown) => writeFileSync(join(folder, file), JSON.stringify(calendar));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'calendars-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('reads every version, the newest last', () => {
    write('a.json', { ...vietNam(), version: 10 });
    write('b.json', { ...vietNam(), version: 9 });
    writeFileSync(join(folder, 'README.md'), 'no calendar');
    expect(accepted(loadCalendars(folder)).map(({ version }) => version)).toEqual([9, 10]);
  });

  it('reports the faults of all files, each with its name', () => {
    write('a.json', { ...vietNam(), version: 0 });
    write('b.json', vietNam());
    write('c.json', vietNam());
    writeFileSync(join(folder, 'd.json'), '{ "version": ');
    expect(refused(loadCalendars(folder)).map(({ source, field, code }) => [source, field, code])).toEqual([
      ['a.json', 'version', 'calendar-shape'],
      ['c.json', 'version', 'repeated-version'],
      ['d.json', undefined, 'not-json'],
    ]);
  });

  it('refuses a folder without calendars', () => {
    expect(refused(loadCalendars(folder))).toMatchObject([{ code: 'no-calendar' }]);
  });
});

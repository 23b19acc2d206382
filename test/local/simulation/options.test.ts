import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LocalError } from '../../../local/launcher/errors.ts';
import { NODE, ROOT } from '../../../local/launcher/paths.ts';
import { BadOption } from '../../../local/simulation/fault.ts';
import { parseOptions } from '../../../local/simulation/options.ts';
import { buildWorld } from '../../../local/simulation/world.ts';
import { options } from './world.ts';

describe('options', () => {
  it('have a year of Quảng Trị as their default', () => {
    expect(parseOptions([])).toMatchObject({ province: 'quang-tri', days: 260, seed: 1, dossiers: undefined });
  });

  it('are taken as given, a folder from where the command is run', () => {
    const args = [
      '--province',
      'lai-chau',
      '--days',
      '5',
      '--seed=7',
      '--dossiers',
      '100',
      '--workers',
      '1',
      '--out',
      'x',
    ];
    expect(parseOptions(args, '/tmp')).toMatchObject({
      province: 'lai-chau',
      days: 5,
      seed: 7,
      dossiers: 100,
      workers: 1,
      out: '/tmp/x',
    });
  });

  it.each([
    [['--province', 'atlantis'], /^--province atlantis is not known: choose one of .*quang-tri/],
    [['--days', '0'], /^--days 0 is not usable: write a whole number from 1 to 780\.$/],
    [['--days', '2.5'], /^--days 2\.5 is not usable/],
    [['--days', 'a year'], /^--days a year is not usable/],
    [['--seed=-1'], /^--seed -1 is not usable/],
    [['--dossiers', '10000000'], /^--dossiers 10000000 is not usable: write a whole number from 1 to 9999999\.$/],
    [['--workers', '17'], /^--workers 17 is not usable/],
    [['--from', '2026-02-30'], /^--from 2026-02-30 is not a day: write it as 2026-01-01\.$/],
    [['--from', 'tomorrow'], /^--from tomorrow is not a day/],
    [['--out', ''], /^--out needs the name of a folder\.$/],
    [['--fast'], /^Unknown option '--fast': see npm run simulate -- --help\.$/],
    [['2026'], /'2026'.*see npm run simulate -- --help\.$/],
  ])('%j gives one clear sentence', (args, sentence) => {
    const parse = () => parseOptions(args);
    expect(parse).toThrow(BadOption);
    expect(parse).toThrow(sentence);
  });

  it('refuse a province without agencies of its own and name those that have some', () => {
    const build = () => buildWorld(options({ province: 'son-la' }));
    expect(build).toThrow(LocalError);
    expect(build).toThrow(
      '--province son-la has no one-stop shops in its file yet: choose one of ho-chi-minh, lai-chau, quang-tri.',
    );
  });

  it('that are wrong end the command with the sentence alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-simulate-'));
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const run = (...args: string[]) =>
      spawnSync(NODE, ['local/simulation/run.ts', ...args], { cwd: ROOT, encoding: 'utf8' });
    const bad = run('--days', '0');
    const taken = run('--dossiers', '1', '--out', file);
    rmSync(folder, { recursive: true });
    expect(bad).toMatchObject({
      status: 1,
      stdout: '',
      stderr: '--days 0 is not usable: write a whole number from 1 to 780.\n',
    });
    expect(taken.status).toBe(1);
    expect(taken.stderr).toMatch(/^--out .*file cannot be written to \(E[A-Z]+\)\.\n$/);
  });
});

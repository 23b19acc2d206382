import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../../local/launcher/emulator/temporary.ts';
import { ROOT } from '../../../local/launcher/paths.ts';

const root = mkdtempSync(join(tmpdir(), 'motcua-temporary-'));
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('lies outside the project, and folders of dead runs go while those of living ones stay', () => {
  const dead = join(root, `motcua-emulator-${spawnSync('true').pid}-x`);
  const living = join(root, `motcua-emulator-${process.ppid}-x`);
  const foreign = join(root, 'something-else');
  for (const folder of [dead, living, foreign]) mkdirSync(folder);

  const made = temporaryFolder(root);

  expect([dead, living, foreign, made].map(existsSync)).toEqual([false, true, true, true]);
  const usual = temporaryFolder();
  expect(relative(ROOT, usual)).toMatch(/^\.\./);
  rmSync(usual, { recursive: true });
});

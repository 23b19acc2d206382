import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROOT } from './support.ts';

const run = promisify(execFile);
const replay = (...args: string[]) =>
  run(join(ROOT, 'node_modules', '.bin', 'node'), [join(ROOT, 'infra', 'replay', 'run.ts'), ...args]);

const QUANG_TRI = ['--province', 'quang-tri', '--table', 'motcua-quang-tri-stateful-Table-1'];

test.each<[string[], RegExp]>([
  [[], /npm run replay -- --province/],
  [QUANG_TRI, /npm run replay/],
  [[...QUANG_TRI, '--dossier', 'd', '--from', '0'], /npm run replay/],
  [[...QUANG_TRI, '--dossier', 'd', '--since', '2026-11-27T08:00:00Z'], /npm run replay/],
  [[...QUANG_TRI, '--since', 'yesterday'], /npm run replay/],
  [['--province', 'atlantis', '--table', 'motcua-atlantis-x', '--dossier', 'd'], /There is no province "atlantis"/],
  [['--province', 'quang-tri', '--table', 'motcua-quang-ninh-x', '--dossier', 'd'], /is not a table of Quảng Trị/],
])('publishing again with %j says what is wrong and reaches for no table', async (args, said) => {
  await expect(replay(...args)).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(said) });
});

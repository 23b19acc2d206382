import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROOT } from './support.ts';

const run = promisify(execFile);
const figures = (...args: string[]) =>
  run(join(ROOT, 'node_modules', '.bin', 'node'), [join(ROOT, 'infra', 'figures', 'run.ts'), ...args]);

const TABLE = 'motcua-quang-tri-stateful-Table-1';

test.each<[string[], RegExp]>([
  [[], /npm run figures -- rebuild --province/],
  [['--province', 'quang-tri', '--table', TABLE], /npm run figures -- rebuild/],
  [['rebuild', '--province', 'quang-tri'], /npm run figures -- rebuild/],
  [['destroy', '--province', 'quang-tri', '--table', TABLE], /npm run figures -- rebuild/],
  [['rebuild', '--province', 'atlantis', '--table', 'motcua-atlantis-x'], /There is no province "atlantis"/],
  [['rebuild', '--province', 'quang-tri', '--table', 'motcua-quang-ninh-x'], /is not a table of Quảng Trị/],
])('counting anew with %j says what is wrong and reaches for no table', async (args, said) => {
  await expect(figures(...args)).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(said) });
});

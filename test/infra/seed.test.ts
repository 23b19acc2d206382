import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROOT } from './support.ts';

const run = promisify(execFile);
const seed = (...args: string[]) =>
  run(join(ROOT, 'node_modules', '.bin', 'node'), [join(ROOT, 'infra', 'seed', 'run.ts'), ...args]);

const TABLE = 'motcua-quang-tri-stateful-Table-1';

test.each<[string[], RegExp]>([
  [[], /npm run seed -- --province/],
  [['--province', 'quang-tri'], /npm run seed -- --province/],
  [['--province', 'atlantis', '--table', 'motcua-atlantis-x'], /There is no province "atlantis"/],
  [['--province', 'quang-tri', '--table', 'motcua-quang-ninh-stateful-Table-1'], /is not a table of Quảng Trị/],
  [['--province', 'quang-tri', '--table', TABLE, '--calendar', 'nowhere.json'], /nowhere\.json: ENOENT/],
  [['--province', 'quang-tri', '--table', TABLE, '--calendar', join(ROOT, 'package.json')], /"field":"years"/],
])('seeding with %j says what is wrong and reaches for no table', async (args, said) => {
  await expect(seed(...args)).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(said) });
});

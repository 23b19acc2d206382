import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleFunctions } from '../../infra/bundle.ts';
import { FUNCTION_NAMES } from '../../infra/functions.ts';
import { allResources, ROOT } from './support.ts';

const run = promisify(execFile);
const out = mkdtempSync(join(tmpdir(), 'bundles-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

beforeAll(async () => {
  await bundleFunctions(join(ROOT, 'functions'), out);
}, 120_000);

const NODE = join(ROOT, 'node_modules', '.bin', 'node');
const START = "if (typeof require('./handler.js').handler !== 'function') throw new Error('exports no handler')";

/** The environment that the template gives a function; what is known only after a deployment is made up by its kind. */
function environmentOf(name: string): Record<string, string> {
  const deployed = allResources('AWS::Lambda::Function').map(([, { Properties }]) => Properties);
  const own = deployed.find(({ FunctionName }) => FunctionName === `motcua-quang-tri-${name}`);
  const { Variables } = (own?.Environment ?? { Variables: {} }) as { Variables: Record<string, unknown> };
  const entries = Object.entries(Variables).map(([key, value]) => {
    if (typeof value === 'string') return [key, value];
    return [
      key,
      key.endsWith('_URL') ? 'https://sqs.ap-southeast-1.amazonaws.com/000000000000/queue' : 'deployed-name',
    ];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

const start = (name: string, environment: Record<string, string>) =>
  run(NODE, ['-e', START], { cwd: join(out, name), env: { AWS_REGION: 'ap-southeast-1', ...environment } });

test.each(FUNCTION_NAMES)('%s starts with the environment it is deployed with', async (name) => {
  await expect(start(name, environmentOf(name))).resolves.toBeDefined();
});

test('a function that lacks a variable does not start', async () => {
  const { TABLE_NAME: _, ...rest } = environmentOf('intake');
  await expect(start('intake', rest)).rejects.toThrow(/TABLE_NAME/);
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { lighterSdk, withPlainKeys } from '../../infra/lighter-sdk.ts';
import { ROOT } from './support.ts';

const out = mkdtempSync(join(tmpdir(), 'schemas-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** Every schema of a client, as text; schemas refer to each other by functions, which are left out. */
async function schemasOf(client: string, plugins: readonly Plugin[]): Promise<Record<string, string>> {
  const outfile = join(out, `${client}-${plugins.length}.cjs`);
  const entry = join(ROOT, 'node_modules/@aws-sdk', client, 'dist-es/schemas/schemas_0.js');
  await build({
    stdin: { contents: `export * from ${JSON.stringify(entry)};`, resolveDir: ROOT },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    plugins: [...plugins],
  });
  const schemas = createRequire(import.meta.url)(outfile) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, JSON.stringify(schema)]));
}

test.each(['client-sesv2', 'client-dynamodb', 'client-sqs', 'client-eventbridge', 'client-secrets-manager'])(
  'the schemas of %s say the same with their keys written out',
  async (client) => {
    const own = await schemasOf(client, []);
    expect(Object.keys(own).length).toBeGreaterThan(20);
    expect(await schemasOf(client, [lighterSdk])).toEqual(own);
  },
);

test('a bundle holds no code for streams of events, and says so where one is asked for', async () => {
  const { metafile, outputFiles } = await build({
    stdin: { contents: "export * from '@aws-sdk/client-dynamodb';", resolveDir: ROOT },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    plugins: [lighterSdk],
  });
  expect(Object.keys(metafile.inputs).filter((file) => file.includes('event-streams/'))).toEqual([]);
  expect(outputFiles[0]?.text).toContain('event-streams are left out of the bundle');
});

test('a bundle holds one way to call AWS, and no client can be made without it', async () => {
  const { outputFiles } = await build({
    stdin: { contents: "export { DynamoDBClient } from '@aws-sdk/client-dynamodb';", resolveDir: ROOT },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    plugins: [lighterSdk],
  });
  const module = { exports: {} as { DynamoDBClient?: new (settings: object) => object } };
  new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '')(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  const { DynamoDBClient } = module.exports;
  if (DynamoDBClient === undefined) throw new Error('nothing is exported');
  expect(() => new DynamoDBClient({ region: 'x' })).toThrow('shared/platform/aws/client.ts');
  expect(new DynamoDBClient({ region: 'x', requestHandler: { handle: () => {} } })).toBeDefined();
});

test('a bundle asks no instance for its region', async () => {
  const entry = join(
    ROOT,
    'node_modules/@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/config.js',
  );
  const outfile = join(out, 'region.cjs');
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', plugins: [lighterSdk] });
  const { NODE_REGION_CONFIG_OPTIONS } = createRequire(import.meta.url)(outfile);
  await expect(NODE_REGION_CONFIG_OPTIONS.default()).rejects.toThrow('Region is missing');
  expect(readFileSync(outfile, 'utf8')).not.toContain('169.254.169.254');
});

test('only keys that are constant texts of the same file are written out', () => {
  const source = 'const _a = "x";\nexport const s = [{ [_a]: 1, [_b]: 2 }, [_a], { k: [_a] }];';
  expect(withPlainKeys(source)).toBe(source.replace('[_a]: 1', '"x": 1'));
});

import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { lighterSdk, plainEndpoint, withoutPlainErrors, withPlainKeys } from '../../infra/lighter-sdk.ts';
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

const SOURCES = globSync(['functions/**/*.ts', 'shared/**/*.ts'], { cwd: ROOT }).map((file) => join(ROOT, file));
const CLIENTS = ['client-sesv2', 'client-dynamodb', 'client-sqs', 'client-eventbridge', 'client-secrets-manager'];

/** What a module of the SDK exports, bundled with these plugins. */
async function bundled(contents: string, plugins: readonly Plugin[]): Promise<Record<string, unknown>> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT },
    write: false,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    plugins: [...plugins],
  });
  const module = { exports: {} as Record<string, unknown> };
  new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '')(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  return module.exports;
}

test.each(CLIENTS)('the schemas of %s say the same with their keys written out', async (client) => {
  const own = await schemasOf(client, []);
  expect(Object.keys(own).length).toBeGreaterThan(20);
  expect(await schemasOf(client, [lighterSdk])).toEqual(own);
});

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
  const { DynamoDBClient } = (await bundled("export { DynamoDBClient } from '@aws-sdk/client-dynamodb';", [
    lighterSdk,
  ])) as { DynamoDBClient?: new (settings: object) => object };
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

type Resolve = (asked: object) => { readonly url: URL };

describe('where a service is', () => {
  const resolver = async (client: string, plugins: readonly Plugin[]) => {
    const file = join(ROOT, 'node_modules/@aws-sdk', client, 'dist-es/endpoint/endpointResolver.js');
    const { defaultEndpointResolver } = await bundled(`export * from ${JSON.stringify(file)};`, plugins);
    return defaultEndpointResolver as Resolve;
  };

  test.each(CLIENTS)('the bundled %s says what its own rules say', async (client) => {
    const [own, ours] = await Promise.all([resolver(client, []), resolver(client, [lighterSdk])]);
    const asked = [
      ...['ap-southeast-1', 'us-east-1', 'eu-central-1', 'me-south-1'].map((Region) => ({ Region })),
      { Region: 'ap-southeast-1', Endpoint: 'http://127.0.0.1:4566' },
    ].map((one) => ({ UseFIPS: false, UseDualStack: false, ...one }));
    expect(asked.map((one) => ours(one).url.href)).toEqual(asked.map((one) => own(one).url.href));
  });

  test.each([
    { Region: 'cn-north-1' },
    { Region: 'us-gov-west-1' },
    {},
    { Region: 'us-east-1', UseFIPS: true },
    { Region: 'us-east-1', UseDualStack: true },
  ])('%j is refused, not guessed', async (asked) => {
    const ours = await resolver('client-dynamodb', [lighterSdk]);
    expect(() => ours(asked)).toThrow('usual endpoints of public regions');
  });

  test('rules that name no address are refused', () => {
    expect(() => plainEndpoint('const _data = {};')).toThrow('name no address');
  });
});

describe('errors of a service', () => {
  const AT_FAULT = 'com.amazonaws.dynamodb.v20120810#';
  const item = { pk: { S: 'DOSSIER#1' } };
  const answers: readonly [name: string, status: number, more: object][] = [
    ['ResourceNotFoundException', 400, { message: 'no such table' }],
    ['TransactionConflictException', 400, { message: 'another writer' }],
    ['TransactionInProgressException', 400, { Message: 'still at it' }],
    ['InternalServerError', 500, { message: 'sorry' }],
    ['NeverHeardOf', 400, { message: 'new' }],
    ['ConditionalCheckFailedException', 400, { message: 'as it was', Item: item }],
    [
      'TransactionCanceledException',
      400,
      { Message: 'cancelled', CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: item }, { Code: 'None' }] },
    ],
  ];

  /** What a client throws for an answer. */
  async function thrownBy(plugins: readonly Plugin[], [name, status, more]: (typeof answers)[number]) {
    const { DynamoDBClient, GetItemCommand, HttpResponse } = (await bundled(
      `export { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
       export { HttpResponse } from '@smithy/core/protocols';`,
      plugins,
    )) as Record<string, new (settings: object) => { send(command: unknown): Promise<unknown> }>;
    if (!(DynamoDBClient && GetItemCommand && HttpResponse)) throw new Error('nothing is exported');
    const body = Buffer.from(JSON.stringify({ __type: AT_FAULT + name, ...more }));
    const client = new DynamoDBClient({
      region: 'ap-southeast-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      maxAttempts: 1,
      requestHandler: {
        handle: async () => ({ response: new HttpResponse({ statusCode: status, headers: {}, body }) }),
      },
      streamCollector: async (whole: Uint8Array) => whole,
    });
    const error = await client
      .send(new GetItemCommand({ TableName: 't', Key: item }))
      .catch((thrown: unknown) => thrown);
    const { name: called, message, $fault, Item, CancellationReasons } = error as Record<string, unknown>;
    return { isError: error instanceof Error, called, message, $fault, Item, CancellationReasons };
  }

  test.each(answers)('%s is thrown with the same name, message, blame and contents', async (...answer) => {
    const [own, ours] = await Promise.all([thrownBy([], answer), thrownBy([lighterSdk], answer)]);
    expect(own).toMatchObject({ isError: true, called: answer[0] });
    expect(ours).toEqual(own);
  });

  test('only errors that say more than a message keep a class', () => {
    const file = join(ROOT, 'node_modules/@aws-sdk/client-dynamodb/dist-es/schemas/schemas_0.js');
    const kept = [...withoutPlainErrors(readFileSync(file, 'utf8')).matchAll(/^n0_registry\.registerError\((\w+)\$/gm)];
    expect(kept.map(([, name]) => name)).toEqual([
      'ConditionalCheckFailedException',
      'ProvisionedThroughputExceededException',
      'RequestLimitExceeded',
      'ThrottlingException',
      'TransactionCanceledException',
    ]);
  });

  test('no function asks for the class of one', () => {
    const named = SOURCES.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/^import \{([^}]*)\} from '@aws-sdk\/client-/gm)].flatMap(
        ([, names = '']) => (/\b(?<!type )\w+(?:Exception|Error|Exceeded)\b/.test(names) ? [file] : []),
      ),
    );
    expect(SOURCES.length).toBeGreaterThan(200);
    expect(named).toEqual([]);
  });
});

test('only keys that are constant texts of the same file are written out', () => {
  const source = 'const _a = "x";\nexport const s = [{ [_a]: 1, [_b]: 2 }, [_a], { k: [_a] }];';
  expect(withPlainKeys(source)).toBe(source.replace('[_a]: 1', '"x": 1'));
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { BUNDLING, bundleFunctions, PECULIAR } from '../../infra/bundle.ts';
import { FUNCTION_NAMES, type FunctionName, fileOf } from '../../infra/functions.ts';
import { ROOT } from '../../local/launcher/paths.ts';

/** Every function as it is deployed, in a temporary folder. */
export type Bundles = {
  readonly folder: string;
  /** What the bundle of a function is made of. */
  readonly madeOf: (name: FunctionName) => Metafile['outputs'][string];
};

/** Lends the bundles of all functions, as the CDK app makes them, and removes them afterwards. */
export async function withBundles<T>(use: (bundles: Bundles) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-bench-'));
  try {
    const out = join(folder, 'functions');
    await bundleFunctions(join(ROOT, 'functions'), out);
    const { outputs } = JSON.parse(readFileSync(join(out, 'meta.json'), 'utf8')) as Metafile;
    const madeOf = (name: FunctionName) => {
      const path = Object.keys(outputs).find((file) => file.endsWith(`/${name}/handler.js`));
      const output = path === undefined ? undefined : outputs[path];
      if (output === undefined) throw new Error(`no bundle of ${name}`);
      return output;
    };
    return await use({ folder: out, madeOf });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Packages that still call `require` find it in a module, too. */
const REQUIRE = `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);`;

/** Functions that can be bundled either way. */
export const PLAIN_FUNCTIONS = FUNCTION_NAMES.filter((name) => PECULIAR[name] === undefined);

/** The same functions as ES modules: `<folder>/<name>/handler.mjs`. Nothing else differs. */
export async function bundleAsModules(folder: string): Promise<void> {
  await build({
    ...BUNDLING,
    entryPoints: PLAIN_FUNCTIONS.map((name) => ({
      in: fileOf(join(ROOT, 'functions'), name, 'handler.ts'),
      out: `${name}/handler`,
    })),
    outdir: folder,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    banner: { js: REQUIRE },
  });
}

const CLIENT =
  /node_modules\/(@aws-sdk\/(?:client-[a-z0-9-]+|lib-dynamodb))\/dist-es\/(?:commands\/)?(\w+(?:Client|Command))\.js$/;

/** The AWS clients and commands in a bundle: package → what is imported of it. */
export function clientsIn(output: Metafile['outputs'][string]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
    const [, name, symbol] = CLIENT.exec(path) ?? [];
    if (name === undefined || symbol === undefined || bytesInOutput === 0) continue;
    found.set(name, [...(found.get(name) ?? []), symbol]);
  }
  return found;
}

/** How every client is made, with the handler that takes the place of the SDK's own. */
const AWS_CLIENT = `import { awsClient } from './shared/platform/aws/client.ts';\n`;

/** A bundle of nothing but these clients, constructed as functions do it, and their commands. @returns false when there are none */
export async function bundleClients(clients: ReadonlyMap<string, readonly string[]>, file: string): Promise<boolean> {
  if (clients.size === 0) return false;
  const imports = [...clients].map(
    ([name, symbols], i) =>
      `import { ${symbols.map((symbol) => `${symbol} as s${i}_${symbol}`).join(', ')} } from '${name}';`,
  );
  const values = [...clients].flatMap(([name, symbols], i) =>
    symbols.map((symbol) => {
      if (!symbol.endsWith('Client')) return `s${i}_${symbol}`;
      if (name !== '@aws-sdk/lib-dynamodb') return `awsClient(s${i}_${symbol})`;
      const plain = `s${[...clients.keys()].indexOf('@aws-sdk/client-dynamodb')}_DynamoDBClient`;
      return `s${i}_${symbol}.from(awsClient(${plain}))`;
    }),
  );
  await build({
    ...BUNDLING,
    stdin: {
      contents: `${AWS_CLIENT}${imports.join('\n')}\nexport const handler = [${values.join(', ')}];`,
      resolveDir: ROOT,
    },
    outfile: file,
  });
  return true;
}

import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { FORM_FONTS } from './form-fonts.ts';
import { FUNCTION_NAMES, type FunctionName, fileOf } from './functions.ts';
import { lighterSdk } from './lighter-sdk.ts';
import { runTimeRoutes } from './run-time-routes.ts';

/** Credential source of all bundles; the file says why. */
const CREDENTIALS = join(import.meta.dirname, '../shared/platform/aws/environment-credentials.ts');

/** esbuild options of every function; the benchmark uses the same. */
export const BUNDLING: BuildOptions & { readonly metafile: true } = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  // Vietnamese text unescaped: an escaped letter takes twice the bytes.
  charset: 'utf8',
  alias: { '@aws-sdk/credential-provider-node': CREDENTIALS },
  define: { 'process.env.NODE_ENV': '"production"', 'import.meta.dirname': '__dirname' },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [lighterSdk, runTimeRoutes],
};

const ROOT = join(import.meta.dirname, '..');

/** A function whose libraries need more than {@link BUNDLING}, and the files deployed next to its bundle. */
type Peculiar = { readonly options: BuildOptions; readonly beside: readonly (readonly [string, string])[] };

export const PECULIAR: Readonly<Partial<Record<FunctionName, Peculiar>>> = {
  // docs/decisions/0006-forms-bundle.md
  forms: {
    options: {
      alias: {
        ...BUNDLING.alias,
        // The browser edition contains the data that the Node edition reads from its folder at run time.
        pdfkit: join(ROOT, 'node_modules/pdfkit/js/pdfkit.browser.mjs'),
        'brotli/decompress.js': join(ROOT, 'functions/forms/pdf/no-web-fonts.ts'),
      },
      define: { ...BUNDLING.define, 'import.meta.url': '"file:///"' },
    },
    beside: FORM_FONTS,
  },
  // Data that is only handed on: in the bundle each cold start would parse it as a program.
  openapi: { options: {}, beside: [['openapi.json', join(ROOT, 'functions/openapi/generated/openapi.json')]] },
};

/** A file as it is deployed: JSON without the spaces that it has for its readers in the repository. */
function place(source: string, target: string): void {
  if (!source.endsWith('.json')) copyFileSync(source, target);
  else writeFileSync(target, JSON.stringify(JSON.parse(readFileSync(source, 'utf8'))));
}

/** A function that is deployed but has no `handler.ts`. */
export class MissingHandlerError extends Error {
  override readonly name = 'MissingHandlerError';
}

/**
 * Bundles every function, all but the {@link PECULIAR} ones in one pass, so that what they share is parsed once: `<out>/<name>/handler.js`. The AWS SDK is
 * bundled (the runtime's own copy changes under us). CommonJS and not ES modules: `docs/decisions/0004-commonjs-bundles.md`.
 * Source maps stay next to the bundle for reading stack traces; they are not deployed.
 * `<out>/meta.json` lists what each bundle contains.
 * @throws {MissingHandlerError} naming each missing file.
 */
export async function bundleFunctions(
  root: string,
  out: string,
  names: readonly FunctionName[] = FUNCTION_NAMES,
): Promise<void> {
  const missing = names.map((name) => fileOf(root, name, 'handler.ts')).filter((file) => !existsSync(file));
  if (missing.length > 0) {
    throw new MissingHandlerError(`No handler for ${missing.length} deployed function(s): ${missing.join(', ')}`);
  }
  rmSync(out, { recursive: true, force: true });
  const pass = async (some: readonly FunctionName[], options: BuildOptions = {}): Promise<Metafile> => {
    const { metafile } = await build({
      ...BUNDLING,
      ...options,
      metafile: true,
      entryPoints: some.map((name) => ({ in: fileOf(root, name, 'handler.ts'), out: `${name}/handler` })),
      outdir: out,
      sourcemap: 'external',
    });
    return metafile;
  };
  const passes = [await pass(names.filter((name) => PECULIAR[name] === undefined))];
  for (const name of names) {
    const peculiar = PECULIAR[name];
    if (peculiar === undefined) continue;
    passes.push(await pass([name], peculiar.options));
    for (const [file, source] of peculiar.beside) place(source, join(out, name, file));
  }
  const inputs = Object.assign({}, ...passes.map((made) => made.inputs));
  const outputs = Object.assign({}, ...passes.map((made) => made.outputs));
  writeFileSync(join(out, 'meta.json'), JSON.stringify({ inputs, outputs }));
}

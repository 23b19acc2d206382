import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { FUNCTIONS, type FunctionName } from './functions.ts';
import { lighterSdk } from './lighter-sdk.ts';

/** What the bundles take credentials from: see there why. */
const CREDENTIALS = join(import.meta.dirname, '../shared/aws/environment-credentials.ts');

/** How whatever runs in a function is bundled; the bench measures with the same. */
export const BUNDLING: BuildOptions & { readonly metafile: true } = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  // Vietnamese as it is: escaped, each of its letters takes twice the bytes.
  charset: 'utf8',
  alias: { '@aws-sdk/credential-provider-node': CREDENTIALS },
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [lighterSdk],
};

/** A function that is deployed but has no `handler.ts`. */
export class MissingHandlerError extends Error {
  override readonly name = 'MissingHandlerError';
}

/**
 * Bundles every function in one pass, so that what they share is parsed once: `<out>/<name>/handler.js`. The AWS SDK is
 * bundled (the runtime's own copy changes under us). CommonJS and not ES modules: `docs/decisions/commonjs-bundles.md`.
 * Source maps stay beside the bundle for whoever reads a stack trace; they are not deployed.
 * `<out>/meta.json` says what each bundle is made of.
 * @throws {MissingHandlerError} naming each file that should be there.
 */
export async function bundleFunctions(
  root: string,
  out: string,
  names: readonly FunctionName[] = FUNCTIONS,
): Promise<void> {
  const missing = names.map((name) => join(root, name, 'handler.ts')).filter((file) => !existsSync(file));
  if (missing.length > 0) {
    throw new MissingHandlerError(`No handler for ${missing.length} deployed function(s): ${missing.join(', ')}`);
  }
  rmSync(out, { recursive: true, force: true });
  const { metafile } = await build({
    ...BUNDLING,
    entryPoints: names.map((name) => ({ in: join(root, name, 'handler.ts'), out: `${name}/handler` })),
    outdir: out,
    sourcemap: 'external',
  });
  writeFileSync(join(out, 'meta.json'), JSON.stringify(metafile));
}

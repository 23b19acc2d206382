import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { BUNDLING, PECULIAR } from '../../../infra/bundle.ts';
import { FUNCTION_NAMES, type FunctionName, fileOf } from '../../../infra/functions.ts';
import { ROOT } from '../../infra/support.ts';
import { Libraries } from '../world/libraries.ts';
import { Code } from '../world/program.ts';
import { withAwaitsMarked } from './awaits.ts';
import { asFunctionBody } from './programs.ts';

export type FunctionCode = {
  readonly code: Code;
  readonly folder: string;
  /** Names of the places where it waits, where those are known. */
  readonly sites: readonly string[];
  /** What ran before it was deployed. */
  readonly before?: Omit<FunctionCode, 'before'>;
};

/** What sandboxes are made of. */
export type FunctionsCode = {
  readonly functions: ReadonlyMap<FunctionName, FunctionCode>;
  readonly libraries?: Libraries;
};

/** The functions as they are deployed, each in one file with everything it needs. */
export function deployedFunctions(folderOf: (name: FunctionName) => string): FunctionsCode {
  const functions = FUNCTION_NAMES.map((name) => {
    const folder = folderOf(name);
    const file = join(folder, 'handler.js');
    return [name, { code: new Code(file, readFileSync(file, 'utf8')), folder, sites: [] }] as const;
  });
  return { functions: new Map(functions) };
}

/** Leaves what comes from a package out of a bundle of ours. */
const apart: Plugin = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
      kind === 'entry-point' ? undefined : { path, external: true },
    );
  },
};

const UNSIGNED = join(import.meta.dirname, 'aws/unsigned.ts');
const DIRECT = join(import.meta.dirname, 'aws/direct.ts');
const DEFLATE = join(import.meta.dirname, 'deflate.ts');
const FONTS = join(import.meta.dirname, 'fonts.ts');
const CARRY = join(import.meta.dirname, 'aws/carry.ts');

/** Libraries that have a stand-in in a world: requests to AWS are not signed, fonts are read once, forms compressed by the host. */
const stoodIn: Plugin = {
  name: 'stood-in',
  setup({ onResolve }) {
    const standIn = (filter: RegExp, path: string) =>
      onResolve({ filter }, ({ importer }) => (importer === path ? undefined : { path }));
    standIn(/^@smithy\/signature-v4$/, UNSIGNED);
    standIn(/^fontkit$/, FONTS);
    // Workbooks are compressed by the library itself: it is asked for more than a form needs.
    onResolve({ filter: /^fflate$/ }, ({ importer }) =>
      importer.includes('/functions/forms/') ? { path: DEFLATE } : undefined,
    );
  },
};

/** Lets the clients of AWS, and nobody else, hand their requests to the world without writing them out. */
const carried: Plugin = {
  name: 'carried',
  setup({ onResolve }) {
    onResolve({ filter: /\/partners\/exchange\.ts$/ }, ({ importer }) =>
      importer.endsWith('/platform/aws/client.ts') ? { path: CARRY } : undefined,
    );
  },
};

/** `import x, { y as z } from "name";`, as the bundler writes what it leaves out. */
const IMPORT = /^import\s+(?:([\w$]+)\s*,?\s*)?(?:\{([^}]*)\}\s*)?(?:\*\s+as\s+([\w$]+)\s*)?from\s*"([^"]+)";$/gm;

/**
 * The functions as their source says, with the libraries in one copy that all sandboxes of a world share: a new sandbox
 * costs a tenth, and code that was compiled for one is there for all. Same source, same versions, same options as what is
 * deployed; {@link deployedFunctions} holds both against each other.
 * @param folderOf where a function finds the files that lie beside it
 * @param how `wholeSdk`: requests to AWS are written out by the SDK, not handed over as they are (`aws/direct.ts`);
 *   `before`: folder with the sources of an older version
 */
export async function sharingFunctions(
  folderOf: (name: FunctionName) => string,
  how: { readonly wholeSdk: boolean; readonly before?: string | undefined },
): Promise<FunctionsCode> {
  const wanted = new Map<string, Set<string>>();
  const inFolder = (root: string) => functionsIn(root, folderOf, wanted, how.wholeSdk ? [] : [carried]);
  const now = await inFolder(ROOT);
  const then = how.before === undefined ? new Map() : await inFolder(how.before);
  const functions = [...now].map(([name, code]) => {
    const older = then.get(name);
    return [name, older === undefined ? code : { ...code, before: older }] as const;
  });
  return { functions: new Map(functions), libraries: await librariesWith(wanted, how.wholeSdk) };
}

const common: BuildOptions = { ...BUNDLING, minify: false, write: false, sourcemap: false };

/** @param wanted what the functions import from packages, by package: is added to */
async function functionsIn(
  root: string,
  folderOf: (name: FunctionName) => string,
  wanted: Map<string, Set<string>>,
  plugins: readonly Plugin[],
): Promise<ReadonlyMap<FunctionName, FunctionCode>> {
  const { outputFiles = [] } = await build({
    ...common,
    format: 'esm',
    entryPoints: FUNCTION_NAMES.flatMap((name) => {
      const file = fileOf(join(root, 'functions'), name, 'handler.ts');
      return existsSync(file) ? [{ in: file, out: `${name}/handler` }] : [];
    }),
    outdir: '/functions',
    define: { ...BUNDLING.define, ...PECULIAR.forms?.options.define },
    plugins: [apart, ...plugins],
  });
  const functions = outputFiles.map(({ path, text }) => {
    for (const [, whole, names, all, from = ''] of text.matchAll(IMPORT)) {
      if (from.startsWith('node:')) continue;
      const known = wanted.get(from) ?? new Set();
      wanted.set(from, known);
      if (whole !== undefined) known.add('default');
      if (all !== undefined) known.add('*');
      for (const name of (names ?? '').split(',')) {
        if (name.trim() !== '') known.add(name.trim().split(/\s+as\s+/)[0] ?? '');
      }
    }
    const name = basename(dirname(path)) as FunctionName;
    const { text: marked, sites } = withAwaitsMarked(text);
    const named = sites.map((site) => `${name}: waits in ${site}`);
    return [name, { code: new Code(path, asFunctionBody(marked)), folder: folderOf(name), sites: named }] as const;
  });
  return new Map(functions);
}

/** The packages that functions import, bundled as they are with them. */
async function librariesWith(wanted: ReadonlyMap<string, ReadonlySet<string>>, wholeSdk: boolean): Promise<Libraries> {
  const packages = [...wanted].map(([name, names], index) => {
    const from = JSON.stringify(name);
    if (names.has('*')) return `import * as all${index} from ${from};\nmodule.exports[${from}] = { ...all${index} };`;
    const each = [...names].map((one) => `${one} as of${index}_${one}`);
    const given = [...names].map((one) => `${one}: of${index}_${one}`);
    return `import { ${each.join(', ')} } from ${from};\nmodule.exports[${from}] = { ${given.join(', ')} };`;
  });
  const { outputFiles } = await build({
    ...common,
    ...PECULIAR.forms?.options,
    plugins: [...(BUNDLING.plugins ?? []), stoodIn],
    stdin: {
      contents: [
        ...packages,
        ...(wholeSdk ? [] : [`import { handOver } from ${JSON.stringify(DIRECT)};\nhandOver();`]),
      ].join('\n'),
      resolveDir: ROOT,
      loader: 'js',
    },
  });
  return new Libraries(outputFiles?.[0]?.text ?? '');
}

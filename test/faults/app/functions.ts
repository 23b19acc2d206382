import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { BUNDLING, PECULIAR } from '../../../infra/bundle.ts';
import { FUNCTIONS, type FunctionName } from '../../../infra/functions.ts';
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
};

/** What sandboxes are made of. */
export type FunctionsCode = {
  readonly functions: ReadonlyMap<FunctionName, FunctionCode>;
  readonly libraries?: Libraries;
};

/** The functions as they are deployed, each in one file with everything it needs. */
export function deployedFunctions(folderOf: (name: FunctionName) => string): FunctionsCode {
  const functions = FUNCTIONS.map((name) => {
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

/** `import x, { y as z } from "name";`, as the bundler writes what it leaves out. */
const IMPORT = /^import\s+(?:([\w$]+)\s*,?\s*)?(?:\{([^}]*)\}\s*)?(?:\*\s+as\s+([\w$]+)\s*)?from\s*"([^"]+)";$/gm;

/**
 * The functions as their source says, with the libraries in one copy that all sandboxes of a world share: a new sandbox
 * costs a tenth, and code that was compiled for one is there for all. Same source, same versions, same options as what is
 * deployed; {@link deployedFunctions} holds both against each other.
 * @param root folder that `functions/` lies in
 * @param folderOf where a function finds the files that lie beside it
 */
export async function sharingFunctions(
  folderOf: (name: FunctionName) => string,
  root: string = ROOT,
): Promise<FunctionsCode> {
  const common: BuildOptions = { ...BUNDLING, minify: false, write: false, sourcemap: false };
  const { outputFiles = [] } = await build({
    ...common,
    format: 'esm',
    entryPoints: FUNCTIONS.map((name) => ({ in: join(root, 'functions', name, 'handler.ts'), out: `${name}/handler` })),
    outdir: '/functions',
    define: { ...BUNDLING.define, ...PECULIAR.forms?.options.define },
    plugins: [apart],
  });
  const wanted = new Map<string, Set<string>>();
  const functions = outputFiles.map(({ path, text }) => {
    for (const [, whole, names, all, from = ''] of text.matchAll(IMPORT)) {
      if (from.startsWith('node:')) continue;
      const known = wanted.get(from) ?? new Set();
      wanted.set(from, known);
      if (whole !== undefined) known.add('default');
      if (all !== undefined) known.add('*');
      for (const name of (names ?? '').split(','))
        if (name.trim() !== '') known.add(name.trim().split(/\s+as\s+/)[0] ?? '');
    }
    const name = basename(dirname(path)) as FunctionName;
    const { text: marked, sites } = withAwaitsMarked(text);
    return [name, { code: new Code(path, asFunctionBody(marked)), folder: folderOf(name), sites }] as const;
  });
  return { functions: new Map(functions), libraries: await librariesWith(wanted, common) };
}

/** The packages that functions import, bundled as they are with them. */
async function librariesWith(
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
  common: BuildOptions,
): Promise<Libraries> {
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
    stdin: { contents: packages.join('\n'), resolveDir: ROOT, loader: 'js' },
  });
  return new Libraries(outputFiles?.[0]?.text ?? '');
}

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { SIMULATORS } from '../../../local/simulators/launch.ts';
import { ROOT } from '../../infra/support.ts';
import { Code } from '../world/program.ts';

/** Partners that run in the world as they run on a laptop. The identity provider is the world's own: it only signs. */
export const PARTNERS = SIMULATORS.filter((name) => name !== 'identity');

/** Source files know where they lie; bundled, they are told. And no process watches its parent in the world. */
const located: Plugin = {
  name: 'located',
  setup(builder) {
    builder.onResolve({ filter: /\/wait\.ts$/ }, () => ({ path: join(ROOT, 'test/faults/people/wait.ts') }));
    builder.onLoad({ filter: /[/\\](local|shared|infra|test|events)[/\\].*\.ts$/ }, ({ path }) => {
      if (path.endsWith('/kit/process.ts')) return { contents: 'export const endWithParent = () => {};', loader: 'ts' };
      const contents = readFileSync(path, 'utf8')
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)));
      return { contents, loader: 'ts' };
    });
  },
};

/** Bundles a program of the outside (a partner, the people) so that it can be started in the world. */
export async function programCode(file: string): Promise<Code> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, file)],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    charset: 'utf8',
    logLevel: 'warning',
    plugins: [located],
    external: ['aws-cdk-lib', 'esbuild'],
    banner: {},
  });
  return new Code(file, asFunctionBody(outputFiles[0]?.text ?? ''));
}

/** An ES module's text as the body of an async function: imports become `require`, exports properties of `exports`. */
export function asFunctionBody(module: string): string {
  return module
    .replace(
      /^import\s+([\w$]+)\s*,\s*\{([^}]*)\}\s*from\s*("[^"]+");$/gm,
      (_, name, names, from) => `const ${name} = ${wholeOf(from)}; const {${renamed(names)}} = require(${from});`,
    )
    .replace(
      /^import\s+\{([^}]*)\}\s*from\s*("[^"]+");$/gm,
      (_, names, from) => `const {${renamed(names)}} = require(${from});`,
    )
    .replace(/^import\s+\*\s+as\s+([\w$]+)\s+from\s*("[^"]+");$/gm, 'const $1 = require($2);')
    .replace(/^import\s+([\w$]+)\s+from\s*("[^"]+");$/gm, (_, name, from) => `const ${name} = ${wholeOf(from)};`)
    .replace(/^import\s*("[^"]+");$/gm, 'require($1);')
    .replace(/^export\s*\{([^}]*)\};?$/gm, (_, names: string) =>
      names
        .split(',')
        .map((one) => one.trim().split(/\s+as\s+/))
        .filter(([name]) => name)
        .map(([name, alias]) => `exports.${alias ?? name} = ${name};`)
        .join(' '),
    );
}

/** What a module exports by default; a built-in one is that itself. */
const wholeOf = (from: string) => `(require(${from}).default ?? require(${from}))`;
const renamed = (names: string) => names.replace(/\s+as\s+/g, ': ');

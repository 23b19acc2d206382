import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions.ts';
import { NODE } from '../../local/launcher/paths.ts';
import { bundleAsModules, bundleClients, clientsIn, PLAIN_FUNCTIONS, withBundles } from './bundles.ts';
import { deployedEnvironments } from './deployed-environment.ts';
import { median, round } from './statistics.ts';
import type { Report } from './table.ts';

const run = promisify(execFile);

/** Fresh processes for each figure; BENCH_RUNS changes it. */
const RUNS = Number(process.env.BENCH_RUNS ?? 15);

/** Loads a bundle as the runtime of Lambda does, and prints what that took. */
const LOAD = {
  commonjs: (file: string) => `const c=process.cpuUsage(),t=performance.now();require(${JSON.stringify(file)});`,
  module: (file: string) => `const c=process.cpuUsage(),t=performance.now();await import(${JSON.stringify(file)});`,
};
const TELL = `const ms=performance.now()-t,used=process.cpuUsage(c);
process.stdout.write(JSON.stringify({ms,cpuMs:(used.user+used.system)/1000}));process.exit(0)`;

/** By the clock, and by what the processor worked for it, which a busy machine disturbs less. */
type Took = { readonly ms: number; readonly cpuMs: number };

async function importMs(kind: keyof typeof LOAD, file: string, env: Readonly<Record<string, string>>): Promise<Took> {
  const type = kind === 'module' ? 'module' : 'commonjs';
  const { stdout } = await run(NODE, [`--input-type=${type}`, '-e', LOAD[kind](file) + TELL], {
    env: { AWS_REGION: 'ap-southeast-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', ...env },
  });
  return JSON.parse(stdout) as Took;
}

type Candidate = readonly [name: string, kind: keyof typeof LOAD, file: string];

/** Medians of many runs, the candidates taking turns so that a busy moment of the machine hits them alike. */
async function interleaved(
  candidates: readonly Candidate[],
  env: Readonly<Record<string, string>>,
): Promise<(name: string) => Took> {
  const times = new Map<string, Took[]>(candidates.map(([name]) => [name, []]));
  for (let i = 0; i < RUNS; i += 1) {
    for (const [name, kind, file] of candidates) times.get(name)?.push(await importMs(kind, file, env));
  }
  return (name) => {
    const took = times.get(name) ?? [];
    return { ms: median(took.map(({ ms }) => ms)), cpuMs: median(took.map(({ cpuMs }) => cpuMs)) };
  };
}

/**
 * Most that loading a function may take, times its AWS clients alone, by processor time; forms is in no request
 * path. Why it is not nearer to 1: docs/decisions/0035-import-time.md.
 */
const BUDGET = 2;
const LARGER: Readonly<Partial<Record<FunctionName, number>>> = { forms: 5 };

export type ImportRow = {
  readonly function: string;
  readonly ms: number;
  readonly clientsMs: number | undefined;
  readonly ratio: number | undefined;
  readonly cpuRatio: number | undefined;
  readonly budget: number;
  readonly over: boolean;
};

export async function benchImports(): Promise<Report<ImportRow>> {
  const environments = deployedEnvironments();
  const rows = await withBundles(async ({ folder, madeOf }) => {
    const found: ImportRow[] = [];
    for (const name of FUNCTION_NAMES) {
      const clients = join(folder, name, 'clients.js');
      const candidates: Candidate[] = [['function', 'commonjs', join(folder, name, 'handler.js')]];
      if (await bundleClients(clientsIn(madeOf(name)), clients)) candidates.push(['clients', 'commonjs', clients]);
      const medians = await interleaved(candidates, environments.get(name) ?? {});
      const own = medians('function');
      const clientsOnly = candidates.length > 1 ? medians('clients') : undefined;
      const cpuRatio = clientsOnly && round(own.cpuMs / clientsOnly.cpuMs, 2);
      const budget = LARGER[name] ?? BUDGET;
      found.push({
        function: name,
        ms: round(own.ms),
        clientsMs: clientsOnly && round(clientsOnly.ms),
        ratio: clientsOnly && round(own.ms / clientsOnly.ms, 2),
        cpuRatio,
        budget,
        over: (cpuRatio ?? 0) > budget,
      });
    }
    return found;
  });
  return {
    title: `Import of each function, median of ${RUNS} fresh processes of Node ${process.versions.node}`,
    rows,
    columns: [
      { title: 'function', means: 'folder below functions/', cell: (row) => row.function },
      {
        title: 'ms',
        means: 'to load handler.js: parse, run its modules, read the configuration',
        cell: (row) => row.ms,
      },
      {
        title: 'clients ms',
        means: 'the same for a bundle of only the AWS clients and commands the function uses, constructed',
        cell: (row) => row.clientsMs,
      },
      { title: 'ratio', means: 'ms ÷ clients ms, both from this run', cell: (row) => row.ratio },
      {
        title: 'cpu ratio',
        means: 'the same of processor time, which a busy machine disturbs less',
        cell: (row) => row.cpuRatio,
      },
      {
        title: 'of budget',
        means: `cpu ratio ÷ ${BUDGET} (forms: ${LARGER.forms}); ✗ above it, and the bench ends with 1`,
        cell: ({ cpuRatio, budget, over }) =>
          cpuRatio === undefined ? undefined : `${Math.round((cpuRatio / budget) * 100)} %${over ? ' ✗' : ''}`,
      },
    ],
    notes: ['Only ratios compare between machines; the runs of function and clients take turns.'],
  };
}

export type FormatRow = {
  readonly function: string;
  readonly commonjsMs: number;
  readonly moduleMs: number;
  readonly ratio: number;
  readonly cpuRatio: number;
};

/** CommonJS beside ES modules: the figures behind docs/decisions/0004-commonjs-bundles.md. */
export async function benchFormats(): Promise<Report<FormatRow>> {
  const environments = deployedEnvironments();
  const rows = await withBundles(async ({ folder }) => {
    const modules = join(folder, '..', 'modules');
    mkdirSync(modules, { recursive: true });
    await bundleAsModules(modules);
    const found: FormatRow[] = [];
    for (const name of PLAIN_FUNCTIONS) {
      const medians = await interleaved(
        [
          ['commonjs', 'commonjs', join(folder, name, 'handler.js')],
          ['module', 'module', join(modules, name, 'handler.mjs')],
        ],
        environments.get(name) ?? {},
      );
      const commonjs = medians('commonjs');
      const module = medians('module');
      found.push({
        function: name,
        commonjsMs: round(commonjs.ms),
        moduleMs: round(module.ms),
        ratio: round(module.ms / commonjs.ms, 2),
        cpuRatio: round(module.cpuMs / commonjs.cpuMs, 2),
      });
    }
    return found;
  });
  return {
    title: `CommonJS and ES module output, median of ${RUNS} fresh processes of Node ${process.versions.node}`,
    rows,
    columns: [
      { title: 'function', means: 'folder below functions/', cell: (row) => row.function },
      { title: 'CommonJS ms', means: 'require() of the bundle as deployed', cell: (row) => row.commonjsMs },
      {
        title: 'module ms',
        means: 'import() of the same sources bundled as an ES module',
        cell: (row) => row.moduleMs,
      },
      { title: 'ratio', means: 'module ÷ CommonJS; above 1 speaks for CommonJS', cell: (row) => row.ratio },
      {
        title: 'cpu ratio',
        means: 'the same of processor time, which a busy machine disturbs less',
        cell: (row) => row.cpuRatio,
      },
    ],
    notes: [],
  };
}

import type { Metafile } from 'esbuild';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions.ts';
import { type Bundles, withBundles } from './bundles.ts';
import { round } from './statistics.ts';
import type { Report } from './table.ts';

/** Thousands of bytes, as issue and README count them. */
export const BUDGET_KB = 400;

/** Larger for a reason that is written down, and nowhere on the way of a request: docs/decisions/0006-forms-bundle.md. */
const LARGER_KB: Readonly<Partial<Record<FunctionName, number>>> = { forms: 1300 };

export const budgetOf = (name: FunctionName) => LARGER_KB[name] ?? BUDGET_KB;

export type BundleRow = {
  readonly function: string;
  readonly kB: number;
  readonly budgetKB: number;
  readonly over: boolean;
  readonly heaviest: readonly { readonly package: string; readonly kB: number }[];
};

/** The npm package a source belongs to; our own sources by their top folder. */
function packageOf(path: string): string {
  const below = path.split('node_modules/').at(-1) ?? path;
  const parts = below.split('/');
  if (path.includes('node_modules/')) return parts.slice(0, below.startsWith('@') ? 2 : 1).join('/');
  return `own ${parts.find((part) => ['functions', 'shared', 'events'].includes(part)) ?? parts[0]}`;
}

function heaviest(output: Metafile['outputs'][string]): BundleRow['heaviest'] {
  const bytes = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
    bytes.set(packageOf(path), (bytes.get(packageOf(path)) ?? 0) + bytesInOutput);
  }
  return [...bytes]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 5)
    .map(([name, size]) => ({ package: name, kB: round(size / 1000) }));
}

const rowsOf = ({ madeOf }: Bundles): readonly BundleRow[] =>
  FUNCTION_NAMES.map((name) => {
    const output = madeOf(name);
    const kB = round(output.bytes / 1000);
    return { function: name, kB, budgetKB: budgetOf(name), over: kB > budgetOf(name), heaviest: heaviest(output) };
  });

export async function benchBundles(): Promise<Report<BundleRow>> {
  const rows = await withBundles(async (bundles) => rowsOf(bundles));
  return {
    title: 'Bundles',
    rows,
    columns: [
      { title: 'function', means: 'folder below functions/', cell: (row) => row.function },
      { title: 'kB', means: 'thousands of bytes of handler.js as deployed', cell: (row) => row.kB },
      {
        title: 'of budget',
        means: `share of its budget (${BUDGET_KB} kB; forms ${LARGER_KB.forms} kB); ✗ above it`,
        cell: (row) => `${Math.round((row.kB / row.budgetKB) * 100)} %${row.over ? ' ✗' : ''}`,
      },
      {
        title: 'heaviest packages (kB)',
        means: 'the five that weigh most in it, from the bundler’s own account',
        cell: (row) => row.heaviest.map((part) => `${part.package} ${part.kB}`).join(' · '),
      },
    ],
    notes: [],
  };
}

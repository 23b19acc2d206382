import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare } from '../faults/app/prepare.ts';
import type { Size } from './growth/fill.ts';
import { type Measured, measure } from './growth/measure.ts';
import type { Taken } from './growth/meter.ts';
import { templateOf } from './growth/template.ts';
import { round } from './statistics.ts';
import type { Report } from './table.ts';

const DOSSIERS = [1_000, 10_000, 100_000] as const;
const MONTHS = [1, 12, 36] as const;
/** Percent between the least and the most that counts as the same. */
const FLAT = 5;
const UNITS = ['requests', 'read', 'write'] as const;

type GrowthRow = {
  readonly what: string;
  readonly least: Taken;
  readonly most: Taken;
  /** Percent, the largest of the three. */
  readonly spread: number;
};

/**
 * What the province asks of its table, in tables of different size and age: each filled in memory, then lived in by the
 * real functions. Sets the exit code where something grows.
 */
export async function benchGrowth(): Promise<Report<GrowthRow>> {
  const folder = mkdtempSync(join(tmpdir(), 'growth-'));
  try {
    const prepared = await prepare(folder);
    const template = await templateOf(prepared);
    const measured: { readonly size: Size; readonly of: Measured }[] = [];
    for (const months of MONTHS) {
      for (const dossiers of DOSSIERS) {
        const began = performance.now();
        measured.push({ size: { dossiers, months }, of: await measure(prepared, template, { dossiers, months }) });
        console.log(`  ${dossiers} dossiers in ${months} months: ${Math.round((performance.now() - began) / 1000)} s`);
      }
    }
    return report(measured.map(({ of }) => of));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rowOf(what: string, all: readonly Measured[]): GrowthRow {
  const taken = all.flatMap((one) => one.get(what) ?? []);
  const of = (pick: (...values: number[]) => number): Taken => ({
    requests: round(pick(...taken.map(({ requests }) => requests))),
    read: round(pick(...taken.map(({ read }) => read))),
    write: round(pick(...taken.map(({ write }) => write))),
  });
  const [least, most] = [of(Math.min), of(Math.max)];
  const spreads = UNITS.map((unit) => (most[unit] === 0 ? 0 : (100 * (most[unit] - least[unit])) / least[unit]));
  return { what, least, most, spread: round(Math.max(...spreads)) };
}

function report(all: readonly Measured[]): Report<GrowthRow> {
  const names = [...new Set(all.flatMap((one) => [...one.keys()]))];
  const rows = names.map((what) => rowOf(what, all));
  const growing = rows.filter(({ spread }) => spread > FLAT);
  if (growing.length > 0) process.exitCode = 1;
  const between = (unit: keyof Taken) => (row: GrowthRow) =>
    row.least[unit] === row.most[unit] ? row.least[unit] : `${row.least[unit]}-${row.most[unit]}`;
  return {
    title: `What the table is asked, with ${DOSSIERS.join(', ')} dossiers × ${MONTHS.join(', ')} months in it`,
    rows,
    columns: [
      { title: 'what', means: 'done by the functions’ bundles in the simulated world', cell: ({ what }) => what },
      { title: 'requests', means: 'to DynamoDB, least and most of all tables', cell: between('requests') },
      { title: 'RCU', means: 'read units by AWS’s rules', cell: between('read') },
      { title: 'WCU', means: 'write units by AWS’s rules, indexes and transactions included', cell: between('write') },
      { title: 'spread %', means: `most less least, by the least; up to ${FLAT} is flat`, cell: (row) => row.spread },
    ],
    notes: [
      growing.length === 0 ? 'All of it is flat.' : `Grows: ${growing.map(({ what }) => what).join('; ')}.`,
      'Last autumn is there, and asked about, in tables of 12 months and more.',
      'The last 20 days, the autumn, the number of agencies and the dossier that is lived are the same in every table.',
    ],
  };
}

import pMap from 'p-map';
import { readGenerations, writeGenerations } from '../../functions/figures/generation.ts';
import { projector } from '../../functions/figures/projection/project.ts';
import { PermanentError } from '../../shared/platform/queues/permanent.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { catalogue } from '../../shared/record/catalogue.ts';
import { dossierIds, drop, figuresRows, generationOf, type Row, readRow } from './rows.ts';

export type Rebuilding = {
  /** Builds a second set, compares it with the one in use, and deletes it. */
  readonly compare?: boolean;
  /** Waits; milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
  readonly report?: (dossiers: number) => void;
};

export type Difference = {
  readonly row: string;
  readonly kept: Row['counts'];
  readonly rebuilt: Row['counts'];
};

export type Rebuilt = {
  readonly dossiers: number;
  /** Dossiers that cannot be counted, with the cause: the consumer has parked them too. */
  readonly uncounted: readonly { readonly dossierId: string; readonly cause: string }[];
  /** Differences between the set in use and the new one; empty if the set was right. */
  readonly differences: readonly Difference[];
  /** The set in use afterwards. */
  readonly generation: number;
};

/** Dossiers counted concurrently. */
const AT_ONCE = 8;
/** Time after which responses that started with the old set are finished. Milliseconds. */
const READERS_MS = 30_000;
/** A dossier counted at this moment reaches one set before the other. Milliseconds, and attempts. */
const SETTLE_MS = 1_000;
const LOOKS = 10;

/**
 * Recounts all dossiers from their logs into a separate set of figures and activates it, while dossiers change. From the start
 * the consumer counts for both sets; what it counted before is in the logs that are read afterwards. A crashed run leaves the
 * active set unchanged; the next run starts again.
 */
export async function rebuildFigures(table: Table, { compare = false, pause, report }: Rebuilding): Promise<Rebuilt> {
  const was = await readGenerations(table);
  const building = was.last + 1;
  const during = { current: was.current, building, last: building };
  await writeGenerations(table, was, during);

  const project = projector({ table, procedure: catalogue(table).procedure, pause });
  const uncounted: { dossierId: string; cause: string }[] = [];
  const count = async (dossierId: string) => {
    try {
      await project(dossierId, building);
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      uncounted.push({ dossierId, cause: error.causeCode });
    }
  };
  let dossiers = 0;
  for await (const ids of dossierIds(table)) {
    await pMap(ids, count, { concurrency: AT_ONCE });
    dossiers += ids.length;
    report?.(dossiers);
  }

  const differences = await differencesOf(table, was.current, building, pause);
  const generation = compare ? was.current : building;
  await writeGenerations(table, during, { current: generation, last: building });
  // Rows of inactive sets: the old one, and leftovers of a crashed run.
  await pause(READERS_MS);
  await drop(
    table,
    (await figuresRows(table)).filter((row) => generationOf(row) !== generation),
  );
  return { dossiers, uncounted, differences, generation };
}

/** Rows that differ permanently: a row that was read during a write soon agrees. */
async function differencesOf(
  table: Table,
  current: number,
  building: number,
  pause: (ms: number) => Promise<void>,
): Promise<readonly Difference[]> {
  const all = await figuresRows(table);
  const months = all.filter((row) => isMonth(row) && generationOf(row) === current);
  const balances = months.every(({ counts }) => 'balances' in counts);
  const rows = all.filter((row) => !isMonth(row) && (balances || isOfOldForm(row)));
  const names = new Set(rows.filter((row) => [current, building].includes(generationOf(row))).map(nameOf));
  const byKey = new Map(rows.map((row) => [`${row.pk} ${row.sk}`, row.counts]));
  const keyOf = (generation: number, name: string) => {
    const [pk = '', sk = ''] = name.split(' ');
    return { pk: `FIGURES#${generation}#${pk}`, sk };
  };
  const found = (generation: number, name: string) => {
    const { pk, sk } = keyOf(generation, name);
    return byKey.get(`${pk} ${sk}`) ?? {};
  };
  let differences = [...names]
    .map((row) => ({ row, kept: found(current, row), rebuilt: found(building, row) }))
    .filter(differs);
  for (let look = 1; differences.length > 0 && look < LOOKS; look += 1) {
    await pause(SETTLE_MS);
    const again = differences.map(async ({ row }) => ({
      row,
      kept: (await readRow(table, keyOf(current, row))).counts,
      rebuilt: (await readRow(table, keyOf(building, row))).counts,
    }));
    differences = (await Promise.all(again)).filter(differs);
  }
  return differences;
}

/** A row of the list of months, or of the sets themselves. */
const isMonth = ({ pk }: Row): boolean => pk.split('#').length <= 2;

/** Whether sets created without balances contain the row: balances and components of these kinds are not in them. */
function isOfOldForm({ pk }: Row): boolean {
  const [, , kind, period = ''] = pk.split('#');
  return /^\d/.test(period) && kind !== 'officer';
}

/** Kind, period and identifier, without the generation. */
const nameOf = ({ pk, sk }: Row): string => `${pk.split('#').slice(2).join('#')} ${sk}`;

const differs = ({ kept, rebuilt }: Difference) => JSON.stringify(kept) !== JSON.stringify(rebuilt);

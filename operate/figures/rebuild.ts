import pMap from 'p-map';
import { readGenerations, writeGenerations } from '../../functions/figures/generation.ts';
import { projector } from '../../functions/figures/projection/project.ts';
import { PermanentError } from '../../shared/platform/queues/permanent.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { catalogue } from '../../shared/record/catalogue.ts';
import { dossierIds, drop, figuresRows, generationOf, type Row, readRow } from './rows.ts';

export type Rebuilding = {
  /** Builds a second set, says where it differs from the one in use, and throws it away. */
  readonly compare?: boolean;
  /** Waits so many milliseconds. */
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
  /** Where the set in use and the new one differ; a set that was right has none. */
  readonly differences: readonly Difference[];
  /** The set that is in use afterwards. */
  readonly generation: number;
};

/** Dossiers counted at the same time. */
const AT_ONCE = 8;
/** Answers that began with the old set are given by then. Milliseconds. */
const READERS_MS = 30_000;
/** A dossier that is counted at this moment is in one set before it is in the other. Milliseconds, and looks. */
const SETTLE_MS = 1_000;
const LOOKS = 10;

/**
 * Counts all dossiers anew from their logs, into a set of figures of its own, and puts that into use. Dossiers go on
 * meanwhile: from the first moment the consumer counts for both sets, and what it counted before that is in the logs
 * that are read afterwards. A run that died leaves the set in use as it was; the next one begins again.
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
  // Rows of sets that nobody uses: the old one, and what a run that died may have left.
  await pause(READERS_MS);
  await drop(
    table,
    (await figuresRows(table)).filter((row) => generationOf(row) !== generation),
  );
  return { dossiers, uncounted, differences, generation };
}

/** Rows that differ and go on differing: one that is being written when it is read soon agrees. */
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

/** Whether sets that were begun without balances hold the row as others do: not balances, and no parts of these kinds. */
function isOfOldForm({ pk }: Row): boolean {
  const [, , kind, period = ''] = pk.split('#');
  return /^\d/.test(period) && kind !== 'officer' && kind !== 'procedure';
}

/** Kind, period and identifier, without the generation. */
const nameOf = ({ pk, sk }: Row): string => `${pk.split('#').slice(2).join('#')} ${sk}`;

const differs = ({ kept, rebuilt }: Difference) => JSON.stringify(kept) !== JSON.stringify(rebuilt);

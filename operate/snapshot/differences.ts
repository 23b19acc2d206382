import { isDeepStrictEqual } from 'node:util';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import { evolve } from '../../shared/dossier/evolve.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import { branchChanges } from '../../shared/record/branch-rows.ts';
import { timerChanges } from '../../shared/record/timer-rows.ts';
import { snapshotRow, summaryRow } from '../../shared/record/transaction.ts';
import { parseJson } from '../../shared/text/json.ts';
import type { Row } from './kept.ts';

/** Rows derived from a log alone. */
export type Derived = {
  readonly snapshot: Row | undefined;
  readonly timers: readonly Row[];
  readonly branches: readonly Row[];
};

/** Pure: the rows expected from the log; none for an empty log. */
export function derivedFrom(log: readonly RecordedEvent[]): Derived {
  let dossier: Dossier | undefined;
  for (const event of log) dossier = evolve(dossier, event);
  if (dossier === undefined) return { snapshot: undefined, timers: [], branches: [] };
  const snapshot = snapshotRow(dossier);
  const timers = timerChanges(undefined, dossier).put;
  return { snapshot, timers, branches: branchChanges(undefined, dossier, summaryRow(dossier)).put };
}

/** Depth to which field names are shown: deeper names may be an applicant's own. */
const DEEPEST = 3;

/**
 * Differences between two rows: field names, such as `dossier.applicant.name`, never their values. Pure.
 */
export function differingFields(kept: unknown, derived: unknown, path: readonly string[] = []): readonly string[] {
  if (isDeepStrictEqual(plain(kept), plain(derived))) return [];
  if (path.length === DEEPEST || !isRecord(kept) || !isRecord(derived)) return [path.join('.') || 'the whole row'];
  const names = [...new Set([...Object.keys(kept), ...Object.keys(derived)])].toSorted();
  return names.flatMap((name) => differingFields(kept[name], derived[name], [...path, name]));
}

/** Rows that are missing or in the wrong inbox position, and surplus rows. Pure. */
export function differingRows(kept: readonly Row[], derived: readonly Row[]) {
  const by = (rows: readonly Row[]) => new Map(rows.map((row) => [`${row.pk} ${row.sk}`, row]));
  const [there, wanted] = [by(kept), by(derived)];
  const put = [...wanted].filter(([key, row]) => {
    const found = there.get(key);
    // The rest of a row follows from its key, or stays as it was when the row was created.
    return found === undefined || found.gsi1pk !== row.gsi1pk || found.gsi1sk !== row.gsi1sk;
  });
  const drop = [...there].filter(([key]) => !wanted.has(key));
  return { put: put.map(([, row]) => row), drop: drop.map(([, row]) => row) };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As the table returns it: without undefined fields. */
const plain = (value: unknown): unknown =>
  value === undefined ? undefined : parseJson(JSON.stringify(value), 'a row');

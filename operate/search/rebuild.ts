import { GetCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { entryOf } from '../../functions/search/entry.ts';
import { dossierAt, placesOf } from '../../functions/search/places.ts';
import { type Found, readFound } from '../../functions/search/projection/found-row.ts';
import { projector } from '../../functions/search/projection/project.ts';
import { type TermOf, termsOf } from '../../functions/search/terms.ts';
import { type Key, keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { transact } from '../../shared/platform/table/write.ts';
import { readSnapshot } from '../../shared/record/snapshot.ts';
import { dossierIds } from '../figures/rows.ts';
import { scan } from '../scan.ts';

export type Rebuilding = {
  readonly term: TermOf;
  /** Only says what differs. */
  readonly dryRun: boolean;
  readonly now: Date;
  /** Waits; milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
  readonly report?: (dossiers: number) => void;
};

/** A dossier whose lists are not as its snapshot says: its entry, or so many rows that are missing. */
export type Difference = { readonly dossierId: string; readonly entry: boolean; readonly missing: number };

export type Rebuilt = {
  readonly dossiers: number;
  readonly differences: readonly Difference[];
  /** Rows of lists in which their dossier does not belong. */
  readonly strays: number;
};

/** Dossiers compared concurrently. */
const AT_ONCE = 8;
/** A dossier that changes at this moment is listed a moment later. Milliseconds, and attempts. */
const SETTLE_MS = 1_000;
const LOOKS = 5;

/**
 * Compares the lists of all dossiers with their snapshots and writes again what differs, while dossiers change: every write is that
 * of the projection. Then takes away rows that belong to no list. Reads the whole table twice.
 */
export async function rebuildSearch(table: Table, rebuilding: Rebuilding): Promise<Rebuilt> {
  const { dryRun, report } = rebuilding;
  const project = projector({ table, term: rebuilding.term });
  const differences: Difference[] = [];
  let dossiers = 0;
  const compare = async (dossierId: string) => {
    const difference = await lastingDifference(table, dossierId, rebuilding);
    if (difference === undefined) return;
    differences.push(difference);
    if (!dryRun) await project(dossierId, { again: true });
  };
  for await (const ids of dossierIds(table)) {
    await pMap(ids, compare, { concurrency: AT_ONCE });
    dossiers += ids.length;
    report?.(dossiers);
  }
  let strays = 0;
  for await (const rows of scan(table, 'begins_with(pk, :find)', { ':find': 'FIND#' })) {
    const gone = await pMap(rows as Key[], (row) => strayed(table, row, dryRun), { concurrency: AT_ONCE });
    strays += gone.filter(Boolean).length;
  }
  return { dossiers, differences, strays };
}

async function lastingDifference(
  table: Table,
  dossierId: string,
  rebuilding: Rebuilding,
): Promise<Difference | undefined> {
  for (let look = 1; ; look += 1) {
    const difference = await differenceOf(table, dossierId, rebuilding);
    if (difference === undefined || look === LOOKS) return difference;
    await rebuilding.pause(SETTLE_MS);
  }
}

async function differenceOf(
  table: Table,
  dossierId: string,
  { term, now }: Rebuilding,
): Promise<Difference | undefined> {
  const found = await readFound(table, dossierId);
  const dossier = await readSnapshot(table, dossierId);
  const entry = dossier && entryOf(dossier, await termsOf(dossier, term));
  // What ended long ago has been taken away in time.
  if (entry === undefined || (entry.expiresAt ?? Number.POSITIVE_INFINITY) * 1000 <= now.getTime()) return undefined;
  const same = found?.before === undefined && plain(found?.entry) === plain(entry);
  const there = await Promise.all(placesOf(entry).map((key) => exists(table, key)));
  const missing = there.filter((one) => !one).length;
  return same && missing === 0 ? undefined : { dossierId, entry: !same, missing };
}

/** With the fields in one order. */
const plain = (entry: Found['entry'] | undefined): string => JSON.stringify(Object.entries(entry ?? {}).toSorted());

async function exists({ client, name }: Table, { pk, sk }: Key): Promise<boolean> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: { pk, sk }, ConsistentRead: true }));
  return Item !== undefined;
}

/** Whether the row's dossier is no longer listed there; then the row is taken away, unless the dossier has moved meanwhile. */
export async function strayed(table: Table, { pk, sk }: Key, dryRun: boolean): Promise<boolean> {
  const dossierId = dossierAt(sk);
  const found = await readFound(table, dossierId);
  const entries = found === undefined ? [] : [found.entry, ...(found.before ?? [])];
  if (entries.flatMap(placesOf).some((key) => key.pk === pk && key.sk === sk)) return false;
  if (!(await exists(table, { pk, sk }))) return false;
  if (dryRun) return true;
  const unmoved = {
    TableName: table.name,
    Key: keys.found(dossierId),
    ConditionExpression: found === undefined ? 'attribute_not_exists(pk)' : '#mark = :read',
    ...(found !== undefined && {
      ExpressionAttributeNames: { '#mark': 'mark' },
      ExpressionAttributeValues: { ':read': found.mark },
    }),
  };
  const { done } = await transact(table, [
    { ConditionCheck: unmoved },
    { Delete: { TableName: table.name, Key: { pk, sk } } },
  ]);
  return done;
}

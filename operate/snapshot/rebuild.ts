import pMap from 'p-map';
import { readLog } from '../../shared/platform/delivery/event-log.ts';
import { type Key, keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { puts, transact } from '../../shared/platform/table/write.ts';
import { derivedFrom, differingFields, differingRows } from './differences.ts';
import { branchRows, everyDossier, type Row, readRow, timerRows } from './kept.ts';

/**
 * A difference from the log. `repaired` is false in a dry run, for a broken log, and when concurrent commands kept
 * conflicting.
 */
export type Difference = {
  readonly dossierId: string;
  /** Names of fields and rows, never their values. */
  readonly where: readonly string[];
  readonly repaired: boolean;
};

export type Rebuilding = {
  readonly dryRun: boolean;
  readonly report?: (dossiers: number) => void;
};

/** Dossiers compared concurrently. */
const AT_ONCE = 8;
/** Attempts when a command writes between our two reads. */
const LOOKS = 5;

type Timers = Awaited<ReturnType<typeof timerRows>>;

type Found = {
  readonly where: readonly string[];
  /** Undefined when nothing may be written: the log itself is broken. */
  readonly repair?: { readonly kept: Row | undefined; readonly put: readonly Row[]; readonly drop: readonly Key[] };
};

/**
 * Replays logs and compares the result with the snapshots, their index keys, the timers and the branches in other agencies'
 * inboxes. Writes what differs, under the version of the snapshot that was read, so that a concurrent command is never
 * overwritten.
 */
export async function rebuildSnapshots(table: Table, dossierId: string | undefined, { dryRun, report }: Rebuilding) {
  const differences: Difference[] = [];
  let dossiers = 0;
  let timers = await timerRows(table);
  const one = async (id: string) => {
    // Timers are read for many dossiers at once: a difference is checked again with the dossier's own timers before it counts.
    if ((await look(table, id, async () => timers)) === undefined) return;
    for (let looks = 1; ; looks += 1) {
      const found = await look(table, id, () => timerRows(table));
      if (found === undefined) return;
      const repaired = !dryRun && found.repair !== undefined && (await write(table, found.repair));
      if (repaired || dryRun || found.repair === undefined || looks === LOOKS) {
        differences.push({ dossierId: id, where: found.where, repaired });
        return;
      }
    }
  };
  const pages = dossierId === undefined ? everyDossier(table) : [[dossierId]];
  for await (const ids of pages) {
    if (ids.length > 0 && dossierId === undefined) timers = await timerRows(table);
    await pMap(ids, one, { concurrency: AT_ONCE });
    dossiers += ids.length;
    report?.(dossiers);
  }
  return { dossiers, differences };
}

/** @returns undefined when everything matches the log */
async function look(table: Table, dossierId: string, all: () => Promise<Timers>): Promise<Found | undefined> {
  for (let looks = 1; ; looks += 1) {
    const kept = await readRow(table, keys.snapshot(dossierId));
    const branches = await branchRows(table, dossierId);
    const timers = (await all()).get(dossierId) ?? [];
    const log = await readLog(table, dossierId).catch((error: Error) => error);
    if (log instanceof Error) return { where: [log.message] };
    const derived = foldable(log);
    if (derived === undefined) return { where: ['the log cannot be folded: an event is not as the rules write it'] };
    const [had, has] = [Number(kept?.version ?? 0), log.length];
    if (had > has) return { where: [`the log ends at ${has}, before the snapshot, which is ${had}`] };
    const again = await readRow(table, keys.snapshot(dossierId));
    // A command wrote between the reads: they are inconsistent.
    if (again?.version !== kept?.version && looks < LOOKS) continue;
    if (derived.snapshot === undefined) return undefined;
    const fields = differingFields(kept ?? {}, derived.snapshot).map((field) => `snapshot ${field}`);
    const changes = [differingRows(timers, derived.timers), differingRows(branches, derived.branches)];
    const put = changes.flatMap((change) => change.put);
    const drop = changes.flatMap((change) => change.drop);
    const where = [
      ...fields,
      ...put.map(({ pk }) => `missing row ${kindOf(pk)}`),
      ...drop.map(({ pk }) => `row too many ${kindOf(pk)}`),
    ];
    return where.length === 0 ? undefined : { where, repair: { kept, put: [derived.snapshot, ...put], drop } };
  }
}

const kindOf = (pk: string) => pk.slice(0, pk.indexOf('#'));

/** @returns undefined for events that the rules could not have written: one such log must not end the comparison of all */
function foldable(log: Parameters<typeof derivedFrom>[0]) {
  try {
    return derivedFrom(log);
  } catch {
    return undefined;
  }
}

/** @returns false when a concurrent command won */
async function write(table: Table, { kept, put, drop }: NonNullable<Found['repair']>): Promise<boolean> {
  const [snapshot, ...rows] = put;
  const unchanged =
    kept === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#version = :read',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':read': kept.version },
        };
  const { done } = await transact(table, [
    { Put: { TableName: table.name, Item: snapshot, ...unchanged } },
    ...rows.map((row) => puts(table, row)),
    ...drop.map(({ pk, sk }) => ({ Delete: { TableName: table.name, Key: { pk, sk } } })),
  ]);
  return done;
}

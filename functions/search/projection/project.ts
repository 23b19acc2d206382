import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import { patiently, StoreBusyError } from '../../../shared/platform/table/busy.ts';
import { type Key, keys } from '../../../shared/platform/table/keys.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { puts, type TransactItem, transactOnce } from '../../../shared/platform/table/write.ts';
import { readSnapshot } from '../../../shared/record/snapshot.ts';
import { type Entry, entryOf } from '../entry.ts';
import { placesOf } from '../places.ts';
import { type TermOf, termsOf } from '../terms.ts';
import { type Found, readFound } from './found-row.ts';

export type Projection = {
  readonly table: Table;
  readonly term: TermOf;
};

export type Project = (
  dossierId: string,
  options?: {
    /** Of the event in the notification; when it is already in the rows, the dossier is not read. */
    readonly version?: number | undefined;
    /** Writes every row again, also those that should be there. */
    readonly again?: boolean;
  },
) => Promise<'written' | 'same' | 'draft'>;

/** A transaction holds 100 items; the entry is one of them. */
const MAX_ROWS = 99;

const idOf = ({ pk, sk }: Key) => `${pk} ${sk}`;

/**
 * Brings the rows of a dossier up to date with its snapshot. What changes and the entry that says so are written in one
 * transaction, conditional on the entry being as it was read: a writer with an older snapshot reads again. So the rows come to
 * the newest snapshot, regardless of how often and in which order notifications arrive.
 */
export function projector({ table, term }: Projection): Project {
  const entryFor = async (dossier: Dossier) => entryOf(dossier, await termsOf(dossier, term));

  return (dossierId, { version, again = false } = {}) =>
    patiently(async () => {
      const found = await readFound(table, dossierId);
      const settled = found !== undefined && found.before === undefined && !again;
      if (settled && version !== undefined && found.version >= version) return 'same';
      // Read after the entry, so that it is never older than what the entry was derived from.
      const dossier = await readSnapshot(table, dossierId);
      if (dossier === undefined) throw new PermanentError('dossier-not-found');
      const entry = await entryFor(dossier);
      if (entry === undefined) return 'draft';
      if (settled && isDeepStrictEqual(found.entry, entry)) return 'same';
      await write(table, found, { entry, version: dossier.version }, again);
      return 'written';
    });
}

/** @throws StoreBusyError when another writer was first */
async function write(
  table: Table,
  found: Found | undefined,
  now: Pick<Found, 'entry' | 'version'>,
  again: boolean,
): Promise<void> {
  const items = rowItems(table, found, now.entry, again);
  const before = found === undefined ? [] : [...(found.before ?? []), found.entry];
  let read = found?.mark;
  for (let from = 0; from === 0 || from < items.length; from += MAX_ROWS) {
    const mark = randomUUID();
    const unfinished = from + MAX_ROWS < items.length;
    const row = { ...now, mark, ...(unfinished && { before }) };
    const written = await transactOnce(table, [entryItem(table, row, read), ...items.slice(from, from + MAX_ROWS)]);
    if (!written.done) throw new StoreBusyError('overtaken');
    read = mark;
  }
}

/** The rows to put and to delete. Of an unfinished write it is not known which rows are there: all are written again. */
function rowItems(table: Table, found: Found | undefined, entry: Entry, again: boolean): TransactItem[] {
  const wanted = placesOf(entry);
  const unfinished = found?.before !== undefined;
  const old = found === undefined ? [] : [found.entry, ...(found.before ?? [])].flatMap(placesOf);
  const stays = again || unfinished || found?.entry.expiresAt !== entry.expiresAt ? new Set() : new Set(old.map(idOf));
  const kept = new Set(wanted.map(idOf));
  const gone = new Map(old.filter((key) => !kept.has(idOf(key))).map((key) => [idOf(key), key]));
  const until = entry.expiresAt === undefined ? {} : { expiresAt: entry.expiresAt };
  return [
    ...wanted.filter((key) => !stays.has(idOf(key))).map((key) => puts(table, { ...key, ...until })),
    ...[...gone.values()].map((Key) => ({ Delete: { TableName: table.name, Key } })),
  ];
}

function entryItem(table: Table, row: Found, read: string | undefined): TransactItem {
  const until = row.entry.expiresAt === undefined ? {} : { expiresAt: row.entry.expiresAt };
  return {
    Put: {
      TableName: table.name,
      Item: { ...keys.found(row.entry.dossierId), ...row, ...until },
      ConditionExpression: read === undefined ? 'attribute_not_exists(pk)' : '#mark = :read',
      ...(read !== undefined && {
        ExpressionAttributeNames: { '#mark': 'mark' },
        ExpressionAttributeValues: { ':read': read },
      }),
    },
  };
}

import type { Increment } from './contribution.ts';
import { add, type Counts } from './counters.ts';

/**
 * Kinds of row that are kept, each with what its identifiers hold:
 *
 * - `agency`: one agency's dossiers · `<agencyId>#<shard>`
 * - `detail`: the same by field and channel · `<agencyId>#<field>#<channel>#<shard>`
 * - `field`: the province's dossiers by field and channel · `<field>#<channel>#<shard>`
 * - `officer`: one officer's work at one agency · `<agencyId>#<officer>`
 * - `procedure`: fees of one procedure at one agency · `<agencyId>#<procedureCode>`
 *
 * Each is kept by day and by month: a balance is the sum of all months before and of a few days, never of everything.
 */
export const ROW_KINDS = ['agency', 'detail', 'field', 'officer', 'procedure'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

export type FiguresRow = {
  readonly kind: RowKind;
  /** `2026-11-24` or `2026-11`. */
  readonly period: string;
  readonly id: string;
  readonly counts: Counts<string>;
};

/**
 * Rows that many dossiers of a province add to at the same time are kept in so many parts, so that writers seldom meet.
 * May grow at any time: readers add up whatever parts there are.
 */
const SHARDS = 4;

function shardOf(dossierId: string): number {
  let sum = 0;
  for (const letter of dossierId) sum += letter.charCodeAt(0);
  return sum % SHARDS;
}

/** What has to be added to which rows. Sums of the same row are joined; a row to which nothing is added is left out. */
export function rowsOf(dossierId: string, increments: readonly Increment[]): readonly FiguresRow[] {
  const rows = new Map<string, FiguresRow>();
  for (const increment of increments) {
    for (const [kind, id] of idsOf(increment, shardOf(dossierId))) {
      for (const period of [increment.day, increment.day.slice(0, 7)]) {
        const key = `${kind} ${period} ${id}`;
        const counts: Counts<string> = add<string>(rows.get(key)?.counts ?? {}, increment.counts);
        rows.set(key, { kind, period, id, counts });
      }
    }
  }
  return [...rows.values()].filter(({ counts }) => Object.keys(counts).length > 0);
}

function idsOf(increment: Increment, shard: number): readonly (readonly [RowKind, string])[] {
  const { agencyId } = increment;
  switch (increment.of) {
    case 'dossier': {
      const grain = `${increment.field}#${increment.channel}#${shard}`;
      return [
        ['agency', `${agencyId}#${shard}`],
        ['detail', `${agencyId}#${grain}`],
        ['field', grain],
      ];
    }
    case 'officer':
      return [['officer', `${agencyId}#${encodeURIComponent(increment.officer)}`]];
    case 'procedure':
      return [['procedure', `${agencyId}#${increment.procedureCode}`]];
  }
}

/** What a row's identifier says; the fields a kind does not have are absent. */
export function readId(
  kind: RowKind,
  id: string,
): Readonly<Partial<Record<'agencyId' | 'field' | 'channel' | 'officer' | 'procedureCode', string>>> {
  const parts = id.split('#');
  const [first, second, third] = parts;
  switch (kind) {
    case 'agency':
      return { agencyId: first };
    case 'detail':
      return { agencyId: first, field: second, channel: third };
    case 'field':
      return { field: first, channel: second };
    case 'officer':
      return { agencyId: first, officer: decodeURIComponent(second ?? '') };
    case 'procedure':
      return { agencyId: first, procedureCode: second };
  }
}

/**
 * The first events after a version that one write can hold, as rows to add to.
 * @param limit most rows; one event alone never needs half of the store's hundred
 */
export function nextWrite(
  dossierId: string,
  increments: readonly Increment[],
  after: number,
  last: number,
  limit: number,
): { readonly version: number; readonly rows: readonly FiguresRow[] } {
  let fits = { version: after, rows: [] as readonly FiguresRow[] };
  for (let version = after + 1; version <= last; version += 1) {
    const rows = rowsOf(
      dossierId,
      increments.filter((i) => i.version > after && i.version <= version),
    );
    if (rows.length > limit && fits.version > after) break;
    fits = { version, rows };
  }
  return fits;
}

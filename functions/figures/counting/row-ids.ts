import type { Increment } from './contribution.ts';

/**
 * Row kinds and the format of their identifiers; each is followed by a shard, `#<shard>`:
 *
 * - `agency`: one agency's dossiers · `<agencyId>`
 * - `detail`: the same by procedure and channel · `<agencyId>#<field>#<procedureCode>#<channel>`
 * - `province`: all dossiers of the province by procedure and channel · `<field>#<procedureCode>#<channel>`
 * - `officer`: one officer's work at one agency · `<agencyId>#<officer>`
 *
 * Each is stored by day and by month; dossiers also have a balance (`balances.ts`).
 */
export const ROW_KINDS = ['agency', 'detail', 'province', 'officer'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/**
 * Number of shards per row: write sharding, because many dossiers increment the same row concurrently. May be increased at any
 * time: readers sum all existing shards.
 */
const SHARDS = 4;

function shardOf(dossierId: string): number {
  let sum = 0;
  for (const letter of dossierId) sum += letter.charCodeAt(0);
  return sum % SHARDS;
}

/** The rows that an increment of a dossier is added to. */
export function idsOf(dossierId: string, increment: Increment): readonly (readonly [RowKind, string])[] {
  const { agencyId } = increment;
  const shard = shardOf(dossierId);
  switch (increment.of) {
    case 'dossier': {
      const grain = `${increment.field}#${increment.procedureCode}#${increment.channel}#${shard}`;
      return [
        ['agency', `${agencyId}#${shard}`],
        ['detail', `${agencyId}#${grain}`],
        ['province', grain],
      ];
    }
    case 'officer':
      return [['officer', `${agencyId}#${encodeURIComponent(increment.officer)}#${shard}`]];
  }
}

/** Parsed row identifier; fields that a kind does not have are absent. */
export function readId(
  kind: RowKind,
  id: string,
): Readonly<Partial<Record<'agencyId' | 'field' | 'channel' | 'officer' | 'procedureCode', string>>> {
  const parts = id.split('#');
  const [first, second, third, fourth] = parts;
  switch (kind) {
    case 'agency':
      return { agencyId: first };
    case 'detail':
      return { agencyId: first, field: second, procedureCode: third, channel: fourth };
    case 'province':
      return { field: first, procedureCode: second, channel: third };
    case 'officer':
      return { agencyId: first, officer: decodeURIComponent(second ?? '') };
  }
}

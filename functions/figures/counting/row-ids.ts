import type { Increment } from './contribution.ts';

/**
 * Row kinds and the format of their identifiers; each is followed by a shard, `#<shard>`:
 *
 * - `agency`: one agency's dossiers · `<agencyId>`
 * - `detail`: the same by field and channel · `<agencyId>#<field>#<channel>`
 * - `field`: the province's dossiers by field and channel · `<field>#<channel>`
 * - `officer`: one officer's work at one agency · `<agencyId>#<officer>`
 * - `procedure`: fees of one procedure at one agency · `<agencyId>#<procedureCode>`
 *
 * Each is stored by day and by month; dossiers also have a balance (`balances.ts`).
 */
export const ROW_KINDS = ['agency', 'detail', 'field', 'officer', 'procedure'] as const;
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
      const grain = `${increment.field}#${increment.channel}#${shard}`;
      return [
        ['agency', `${agencyId}#${shard}`],
        ['detail', `${agencyId}#${grain}`],
        ['field', grain],
      ];
    }
    case 'officer':
      return [['officer', `${agencyId}#${encodeURIComponent(increment.officer)}#${shard}`]];
    case 'procedure':
      return [['procedure', `${agencyId}#${increment.procedureCode}#${shard}`]];
  }
}

/** Parsed row identifier; fields that a kind does not have are absent. */
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

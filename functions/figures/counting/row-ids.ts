import type { Increment } from './contribution.ts';

/**
 * Kinds of row that are kept, each with what its identifiers hold; a part of four follows, `#<shard>`:
 *
 * - `agency`: one agency's dossiers · `<agencyId>`
 * - `detail`: the same by field and channel · `<agencyId>#<field>#<channel>`
 * - `field`: the province's dossiers by field and channel · `<field>#<channel>`
 * - `officer`: one officer's work at one agency · `<agencyId>#<officer>`
 * - `procedure`: fees of one procedure at one agency · `<agencyId>#<procedureCode>`
 *
 * Each is kept by day and by month; dossiers also have a balance (`balances.ts`).
 */
export const ROW_KINDS = ['agency', 'detail', 'field', 'officer', 'procedure'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/**
 * Many dossiers add to the same row at the same time, so each row is kept in so many parts and writers seldom meet. May
 * grow at any time: readers add up whatever parts there are.
 */
const SHARDS = 4;

function shardOf(dossierId: string): number {
  let sum = 0;
  for (const letter of dossierId) sum += letter.charCodeAt(0);
  return sum % SHARDS;
}

/** The rows an increment of a dossier adds to. */
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

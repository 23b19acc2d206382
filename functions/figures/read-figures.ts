import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Period, piecesBefore, piecesOf } from '../../shared/figures/period.ts';
import type { FiguresRow, RowKind } from '../../shared/figures/rows.ts';
import { parseAgencyId } from '../../shared/identifiers/agency-id.ts';
import { inLanes } from '../../shared/lanes.ts';
import { readGenerations } from '../../shared/store/figures-generation.ts';
import { keys } from '../../shared/store/keys.ts';
import type { Table } from '../../shared/store/table.ts';

export type ReadFigures = {
  /** Rows of a kind before a period and within it; below an agency where one is named and the kind has agencies. */
  rows(kind: RowKind, period: Period, below?: string): Promise<Both>;
  /** Rows within a period alone. @param pieces days or months, where others than the fewest are wanted */
  within(kind: RowKind, pieces: readonly string[], below?: string): Promise<readonly FiguresRow[]>;
};
export type Both = { readonly before: readonly FiguresRow[]; readonly within: readonly FiguresRow[] };

/** Partitions asked for at the same time. */
const AT_ONCE = 16;

/** Reads sums, never dossiers: months before and days within, so that an answer costs the same whatever was ever counted. */
export function readFigures(table: Table): ReadFigures {
  const { client, name } = table;

  async function months(generation: number): Promise<readonly string[]> {
    const items = await all(keys.figuresMonth(generation, '').pk, '');
    return items.map(({ sk }) => String(sk));
  }

  async function all(pk: string, prefix: string): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: `pk = :pk${prefix === '' ? '' : ' AND begins_with(sk, :prefix)'}`,
          ExpressionAttributeValues: { ':pk': pk, ...(prefix !== '' && { ':prefix': prefix }) },
          ExclusiveStartKey: from,
        }),
      );
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return items;
  }

  async function piece(generation: number, kind: RowKind, period: string, below: string): Promise<FiguresRow[]> {
    const items = await all(keys.figures(generation, kind, period, '').pk, prefixOf(kind, below));
    return items.map(({ pk, sk, ...counts }) => ({
      kind,
      period,
      id: String(sk),
      counts: counts as Record<string, number>,
    }));
  }

  async function pieces(generation: number, kind: RowKind, periods: readonly string[], below: string) {
    return (await inLanes(periods, AT_ONCE, (period) => piece(generation, kind, period, below))).flat();
  }

  return {
    async rows(kind, period, below = '') {
      const { current } = await readGenerations(table);
      const earlier = piecesBefore(period.from, await months(current));
      const [before, within] = await Promise.all([
        pieces(current, kind, earlier, below),
        pieces(current, kind, piecesOf(period), below),
      ]);
      return { before, within };
    },
    async within(kind, periods, below = '') {
      const { current } = await readGenerations(table);
      return pieces(current, kind, periods, below);
    },
  };
}

/** Identifiers of the newer form begin with those above them; others may share the beginning too, so callers still check. */
function prefixOf(kind: RowKind, below: string): string {
  if (kind === 'field' || below === '') return '';
  const parsed = parseAgencyId(below);
  return parsed.ok && parsed.value.form === 'decision-20-2020' ? below : '';
}

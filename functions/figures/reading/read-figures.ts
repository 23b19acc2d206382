import pMap from 'p-map';
import { parseAgencyId } from '../../../shared/identifiers/agency-id.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { readPartition } from '../../../shared/platform/table/partition.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { dayInVietNam } from '../../../shared/time/viet-nam.ts';
import { beforeYear, hasBalance, RUNNING } from '../counting/balances.ts';
import { balanceOf, type Counts, negative } from '../counting/counters.ts';
import { type Period, piecesOf } from '../counting/period.ts';
import type { RowKind } from '../counting/row-ids.ts';
import type { FiguresRow } from '../counting/rows.ts';
import { type Anchor, type Known, wayTo } from '../counting/ways.ts';
import { readGenerations } from '../generation.ts';

export type ReadFigures = {
  /**
   * Rows of a kind before and within a period; restricted to an agency when one is given and the kind has agencies. For rows
   * before the period only the sum is meaningful, and only for counters with balances.
   * @param pieces days or months to split the period into; default: the fewest
   */
  rows(kind: RowKind, period: Period, below?: string, pieces?: readonly string[]): Promise<Both>;
  /** Rows within a period only. */
  within(kind: RowKind, period: Period, below?: string): Promise<readonly FiguresRow[]>;
};
export type Both = { readonly before: readonly FiguresRow[]; readonly within: readonly FiguresRow[] };

/** Partitions queried concurrently. */
const AT_ONCE = 16;

/**
 * Reads sums, never dossiers: a stored balance, and the months and days between it and the period. The cost of an answer does
 * not depend on the number of dossiers.
 */
export function readFigures(table: Table, now = () => new Date().toISOString()): ReadFigures {
  /** The existing months; a generation started without balances has months without the mark. */
  async function listed(generation: number): Promise<Pick<Known, 'months' | 'balances'>> {
    const items = await readPartition(table, keys.figuresMonth(generation, '').pk, { consistent: false });
    return { months: items.map(({ sk }) => String(sk)), balances: items.every(({ balances }) => balances === true) };
  }

  function reader(generation: number, kind: RowKind, below: string) {
    const of = async (period: string, consistent = false): Promise<(FiguresRow & { year?: unknown })[]> => {
      const prefix = prefixOf(kind, below);
      const items = await readPartition(table, keys.figures(generation, kind, period, '').pk, { prefix, consistent });
      return items.map(({ pk, sk, year, ...counts }) => ({
        kind,
        period,
        id: String(sk),
        counts: counts as Counts<string>,
        year,
      }));
    };

    /**
     * Running rows whose latest year is earlier hold the opening balance themselves. Read consistently, and before the
     * `before-` rows: a year opened concurrently is found in one of the two.
     */
    const anchor = async (from: Anchor): Promise<readonly FiguresRow[]> => {
      if (from === 'nothing') return [];
      const running = await of(RUNNING);
      if (from === 'everything') return running;
      const waiting = running.filter(({ year }) => Number(year) < from.beforeYear);
      const ids = new Set(waiting.map(({ id }) => id));
      const opened = await of(beforeYear(from.beforeYear), true);
      return [...waiting, ...opened.filter(({ id }) => !ids.has(id))];
    };

    /** Each piece is read once, regardless of how often it is requested. */
    const pieces = async (periods: readonly string[]): Promise<ReadonlyMap<string, readonly FiguresRow[]>> => {
      const once = [...new Set(periods)];
      const found = await pMap(once, (period) => of(period), { concurrency: AT_ONCE });
      return new Map(once.map((period, n) => [period, found[n] ?? []]));
    };
    return { anchor, pieces };
  }

  return {
    async rows(kind, period, below = '', wanted = piecesOf(period)) {
      const { current } = await readGenerations(table);
      const known = await listed(current);
      const way = wayTo(period.from, {
        months: known.months,
        balances: known.balances && hasBalance(kind),
        read: wanted,
        today: dayInVietNam(now()),
      });
      const read = reader(current, kind, below);
      const [start, found] = await Promise.all([
        read.anchor(way.from),
        read.pieces([...wanted, ...way.plus, ...way.minus]),
      ]);
      const rowsOf = (periods: readonly string[]) => periods.flatMap((piece) => found.get(piece) ?? []);
      const before = [
        ...[...start, ...rowsOf(way.plus)].map((row) => ({ ...row, counts: balanceOf(row.counts) })),
        ...rowsOf(way.minus).map((row) => ({ ...row, counts: negative(balanceOf(row.counts)) })),
      ];
      return { before, within: rowsOf(wanted) };
    },
    async within(kind, period, below = '') {
      const { current } = await readGenerations(table);
      const wanted = piecesOf(period);
      const found = await reader(current, kind, below).pieces(wanted);
      return wanted.flatMap((piece) => found.get(piece) ?? []);
    },
  };
}

/** Hierarchical identifiers begin with those above them. Others may share the prefix, so callers filter again. */
function prefixOf(kind: RowKind, below: string): string | undefined {
  if (kind === 'province' || below === '') return undefined;
  const parsed = parseAgencyId(below);
  return parsed.ok && parsed.value.form === 'decision-20-2020' ? below : undefined;
}

import { isWithin } from '../../../shared/identifiers/agency-id.ts';
import { add, type Counter, type Counts, OFFICER_COUNTERS, type OfficerCounter } from '../counting/counters.ts';
import { type Figures, figuresOf, rateOf } from '../counting/figures.ts';
import { isWholeProvince, sumsBy, unitBelow } from '../counting/grouping.ts';
import { daysOf, monthsOf, type Period } from '../counting/period.ts';
import { readId } from '../counting/row-ids.ts';
import type { FiguresRow } from '../counting/rows.ts';
import type { Both, ReadFigures } from './read-figures.ts';
import type { Grouping } from './routes.ts';

export type Scope = Period & { readonly agencyId: string };

/** One line of a table. `field` and `agencyId` say what its key is of. */
export type Group = {
  readonly key: string;
  readonly figures?: Figures;
  readonly field?: string;
  readonly agencyId?: string;
  /** A procedure of a field, which knows the field's name; not part of the answer. */
  readonly sample?: string;
  readonly work?: Readonly<Record<string, number | string>>;
};
export type Grouped = { readonly total?: Figures; readonly groups: readonly Group[] };

const idOf = (row: FiguresRow) => readId(row.kind, row.id);

/** Filters rows to an agency's subtree: a key prefix may also match a neighbour's identifier. */
export function below({ before, within }: Both, agencyId: string): Both {
  const takes = (row: FiguresRow) => row.kind === 'province' || isWithin(idOf(row).agencyId ?? '', agencyId);
  return { before: before.filter(takes), within: within.filter(takes) };
}

/** Sum of all rows. */
export const sumOf = (rows: readonly FiguresRow[]): Counts =>
  add<Counter>(...rows.map(({ counts }) => counts as Counts));

const totalOf = ({ before, within }: Both) => figuresOf(sumOf(before), sumOf(within));

/** Rows of a scope by procedure, field and channel. The whole province has its own, far fewer than those of its agencies. */
export async function detailed(read: ReadFigures, scope: Scope): Promise<Both> {
  const kind = isWholeProvince(scope.agencyId) ? 'province' : 'detail';
  return below(await read.rows(kind, scope, scope.agencyId), scope.agencyId);
}

/** The figures of a period, in total and by a grouping. */
export function groupedFigures(read: ReadFigures): (scope: Scope, by: Grouping | undefined) => Promise<Grouped> {
  const ofAgencies = async (scope: Scope, pieces?: readonly string[]) =>
    below(await read.rows('agency', scope, scope.agencyId, pieces), scope.agencyId);

  const groupsOf = ({ before, within }: Both, keyOf: (row: FiguresRow) => string): readonly Group[] =>
    [...sumsBy<Counter>(before, within, keyOf)].map(([key, sums]) => ({
      key,
      figures: figuresOf(sums.before, sums.within),
    }));

  async function byDetail(scope: Scope, part: 'field' | 'procedureCode' | 'channel'): Promise<Grouped> {
    const rows = await detailed(read, scope);
    const ids = new Map([...rows.before, ...rows.within].map(idOf).map((id) => [id[part], id]));
    const groups = groupsOf(rows, (row) => idOf(row)[part] ?? '').map((group) => {
      const { field = '', procedureCode = '' } = ids.get(group.key) ?? {};
      return {
        ...group,
        ...(part === 'procedureCode' && { field }),
        ...(part === 'field' && { sample: procedureCode }),
      };
    });
    return { total: totalOf(rows), groups };
  }

  /** Levels go on from one day or month to the next. */
  async function byTime(scope: Scope, pieces: readonly string[]): Promise<Grouped> {
    const rows = await ofAgencies(scope, pieces);
    let level: Counts = sumOf(rows.before);
    const groups = pieces.map((piece) => {
      const change = sumOf(rows.within.filter((row) => row.period === piece));
      const group = { key: piece, figures: figuresOf(level, change) };
      level = add<Counter>(level, change);
      return group;
    });
    return { total: totalOf(rows), groups };
  }

  async function byOfficer(scope: Scope): Promise<Grouped> {
    const rows = await read.within('officer', scope, scope.agencyId);
    const { within } = below({ before: [], within: rows }, scope.agencyId);
    const keyOf = (row: FiguresRow) => [idOf(row).agencyId, idOf(row).officer].join('#');
    const groups = [...sumsBy<OfficerCounter>([], within, keyOf)].map(([key, sums]) => {
      const [agencyId = '', ...officer] = key.split('#');
      const { workEarly = 0, workOnTime = 0, workOverdue = 0 } = sums.within;
      const counts = Object.fromEntries(OFFICER_COUNTERS.map((counter) => [counter, sums.within[counter] ?? 0]));
      const inTime = workEarly + workOnTime;
      return {
        key: officer.join('#'),
        agencyId,
        work: { ...counts, onTimeRate: rateOf(inTime, inTime + workOverdue) },
      };
    });
    return { groups };
  }

  return async (scope, by) => {
    switch (by) {
      case 'agency': {
        const rows = await ofAgencies(scope);
        return {
          total: totalOf(rows),
          groups: groupsOf(rows, (row) => unitBelow(idOf(row).agencyId ?? '', scope.agencyId)),
        };
      }
      case 'field':
      case 'channel':
        return byDetail(scope, by);
      case 'procedure':
        return byDetail(scope, 'procedureCode');
      case 'day':
        return byTime(scope, daysOf(scope));
      case 'month':
        return byTime(scope, monthsOf(scope));
      case 'officer':
        return byOfficer(scope);
      case undefined:
        return { total: totalOf(await ofAgencies(scope)), groups: [] };
    }
  };
}

import type { Actor } from '../../../shared/dossier/actor.ts';
import { andAbove, isWithin } from '../../../shared/identifiers/agency-id.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import { add, type Counter, type Counts, OFFICER_COUNTERS, type OfficerCounter } from '../counting/counters.ts';
import { figuresOf, rateOf } from '../counting/figures.ts';
import { isWholeProvince, sumsBy, unitBelow } from '../counting/grouping.ts';
import { daysOf, type Period } from '../counting/period.ts';
import { ofAgencies, ofProvince } from '../counting/public-figures.ts';
import { qualityIndex } from '../counting/quality-index.ts';
import { readId } from '../counting/row-ids.ts';
import type { FiguresRow } from '../counting/rows.ts';
import type { Both, ReadFigures } from './read-figures.ts';
import type { routes } from './routes.ts';

type Scope = Period & { readonly agencyId: string };

/** Leaders read the figures of their own agency and all agencies below it. */
function admit(actor: Actor, agencyId: string): void {
  const leads =
    actor.kind === 'officer' &&
    actor.roles.some((r) => ['approver', 'administrator'].includes(r.role) && isWithin(agencyId, r.agencyId));
  if (!leads) throw new HttpProblem('forbidden');
}

const keptFor = (row: FiguresRow) => readId(row.kind, row.id);

/** Filters rows to an agency's subtree: a key prefix may also match a neighbour's identifier. */
function below({ before, within }: Both, agencyId: string): Both {
  const takes = (row: FiguresRow) => row.kind === 'field' || isWithin(keptFor(row).agencyId ?? '', agencyId);
  return { before: before.filter(takes), within: within.filter(takes) };
}

const EVERYTHING = () => 'all';

export function figures(read: ReadFigures): Handlers<typeof routes> {
  /** All dossiers of a scope. The whole province has rows of its own, far fewer than those of its agencies. */
  async function dossiers(scope: Scope): Promise<Both> {
    const kind = isWholeProvince(scope.agencyId) ? 'field' : 'agency';
    return below(await read.rows(kind, scope, scope.agencyId), scope.agencyId);
  }

  async function grouped(scope: Scope, kind: 'agency' | 'detail' | 'field', keyOf: (row: FiguresRow) => string) {
    const { before, within } = below(await read.rows(kind, scope, scope.agencyId), scope.agencyId);
    const groups = [...sumsBy<Counter>(before, within, keyOf)].map(([key, sums]) => ({
      key,
      figures: figuresOf(sums.before, sums.within),
    }));
    return { total: totalOf({ before, within }), groups };
  }

  async function byDay(scope: Scope) {
    const kind = isWholeProvince(scope.agencyId) ? 'field' : 'agency';
    const rows = below(await read.rows(kind, scope, scope.agencyId, daysOf(scope)), scope.agencyId);
    let level: Counts = sumOf(rows.before);
    const groups = daysOf(scope).map((day) => {
      const change = sumOf(rows.within.filter((row) => row.period === day));
      const group = { key: day, figures: figuresOf(level, change) };
      level = add<Counter>(level, change);
      return group;
    });
    return { total: totalOf(rows), groups };
  }

  async function byOfficer(scope: Scope) {
    const rows = await read.within('officer', scope, scope.agencyId);
    const { within } = below({ before: [], within: rows }, scope.agencyId);
    const keyOf = (row: FiguresRow) => [keptFor(row).agencyId, keptFor(row).officer].join('#');
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

  return {
    readFigures: async ({ actor, query }) => {
      admit(actor, query.agencyId);
      const { groupBy, ...scope } = query;
      const province = isWholeProvince(scope.agencyId);
      const answer = async () => {
        switch (groupBy) {
          case 'agency':
            return grouped(scope, 'agency', (row) => unitBelow(keptFor(row).agencyId ?? '', scope.agencyId));
          case 'field':
            return grouped(scope, province ? 'field' : 'detail', (row) => keptFor(row).field ?? '');
          case 'channel':
            return grouped(scope, province ? 'field' : 'detail', (row) => keptFor(row).channel ?? '');
          case 'day':
            return byDay(scope);
          case 'officer':
            return byOfficer(scope);
          case undefined:
            return { total: totalOf(await dossiers(scope)), groups: [] };
        }
      };
      return { status: 200, body: { ...scope, ...(await answer()) } };
    },

    readQualityIndex: async ({ actor, query }) => {
      admit(actor, query.agencyId);
      const [{ before, within }, fees] = await Promise.all([
        dossiers(query),
        read.within('procedure', query, query.agencyId),
      ]);
      const own = below({ before: [], within: fees }, query.agencyId).within;
      const byProcedure = sumsBy<'feesPaid' | 'feesPaidOnline'>([], own, (row) => keptFor(row).procedureCode ?? '');
      const procedures = new Map([...byProcedure].map(([code, sums]) => [code, sums.within]));
      const index = qualityIndex({ before: sumOf(before), within: sumOf(within), procedures });
      return { status: 200, body: { ...query, ...index } };
    },

    readPublicFigures: async ({ query }) => {
      const { before, within } = await read.rows('agency', query);
      const province = ofProvince({ before: sumOf(before), within: sumOf(within) });
      const unit = (row: FiguresRow) => {
        const { agencyId = '' } = keptFor(row);
        return unitBelow(agencyId, andAbove(agencyId).at(-1) ?? agencyId);
      };
      const agencies = ofAgencies(sumsBy<Counter>(before, within, unit));
      return { status: 200, body: { ...query, province, agencies } };
    },
  };
}

const sumOf = (rows: readonly FiguresRow[]): Counts => sumsBy<Counter>([], rows, EVERYTHING).get('all')?.within ?? {};

const totalOf = ({ before, within }: Both) => figuresOf(sumOf(before), sumOf(within));

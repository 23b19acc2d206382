import type { Actor } from '../../../shared/dossier/actor.ts';
import { andAbove, isWithin } from '../../../shared/identifiers/agency-id.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import type { Language } from '../../../shared/text/text.ts';
import type { Counter } from '../counting/counters.ts';
import { definitionOf, FIGURE_NAMES } from '../counting/definitions.ts';
import { sumsBy, unitBelow } from '../counting/grouping.ts';
import { periodBefore } from '../counting/period.ts';
import { ofAgencies, ofProvince } from '../counting/public-figures.ts';
import { qualityIndex } from '../counting/quality-index.ts';
import { readId } from '../counting/row-ids.ts';
import type { FiguresRow } from '../counting/rows.ts';
import { CSV, XLSX } from './files.ts';
import { detailed, type Grouped, groupedFigures, type Scope, sumOf } from './grouped.ts';
import type { NamesOf } from './names.ts';
import type { ReadFigures } from './read-figures.ts';
import type { Grouping, routes } from './routes.ts';
import { csvOf, tableOf } from './table.ts';
import { workbookOf } from './workbook.ts';

/** Leaders read the figures of their own agency and all agencies below it. */
function admit(actor: Actor, agencyId: string): void {
  const leads =
    actor.kind === 'officer' &&
    actor.roles.some((r) => ['approver', 'administrator'].includes(r.role) && isWithin(agencyId, r.agencyId));
  if (!leads) throw new HttpProblem('forbidden');
}

export function figures(read: ReadFigures, names: NamesOf): Handlers<typeof routes> {
  const grouped = groupedFigures(read);

  async function named(scope: Scope, by: Grouping | undefined, language: Language): Promise<Grouped> {
    const { total, groups } = await grouped(scope, by);
    const called = by === undefined ? [] : await names(by, groups, language);
    const withNames = groups.map(({ sample: _, ...group }, n) => ({
      ...group,
      ...(called[n] !== undefined && { name: called[n] }),
    }));
    return { ...(total && { total }), groups: withNames };
  }

  return {
    readFigures: async ({ actor, query, language }) => {
      admit(actor, query.agencyId);
      const { groupBy, compare, ...scope } = query;
      const earlier = periodBefore(scope);
      const [now, before] = await Promise.all([
        named(scope, groupBy, language),
        compare === undefined ? undefined : named({ ...scope, ...earlier }, groupBy, language),
      ]);
      const body = { ...scope, ...now, ...(before && { previous: { ...earlier, ...before } }) };
      return { status: 200, body };
    },

    readFiguresTable: async ({ actor, query, language, headers }) => {
      admit(actor, query.agencyId);
      const { groupBy, ...scope } = query;
      const answer = await grouped(scope, groupBy);
      const table = tableOf(groupBy, answer, await names(groupBy, answer.groups, language), language);
      const name = `so-lieu-${scope.agencyId}-${scope.from}-${scope.to}`;
      const asked = (headers.accept ?? '').trimStart().startsWith(XLSX);
      const file = asked
        ? { mediaType: XLSX, name: `${name}.xlsx`, content: await workbookOf(table) }
        : { mediaType: CSV, name: `${name}.csv`, content: csvOf(table) };
      return { status: 200, file };
    },

    readFigureDefinitions: async ({ language }) => {
      const items = FIGURE_NAMES.map((figure) => {
        const { name, counted, ...others } = definitionOf(figure);
        return { figure, name: name[language], counted: counted[language], ...others };
      });
      return { status: 200, body: { items } };
    },

    readQualityIndex: async ({ actor, query }) => {
      admit(actor, query.agencyId);
      const { before, within } = await detailed(read, query);
      const byProcedure = sumsBy<'feesPaid' | 'feesPaidOnline'>([], within, (row) => idOf(row).procedureCode ?? '');
      const procedures = new Map([...byProcedure].map(([code, sums]) => [code, sums.within]));
      const index = qualityIndex({ before: sumOf(before), within: sumOf(within), procedures });
      return { status: 200, body: { ...query, ...index } };
    },

    readPublicFigures: async ({ query }) => {
      const { before, within } = await read.rows('agency', query);
      const province = ofProvince({ before: sumOf(before), within: sumOf(within) });
      const unit = (row: FiguresRow) => {
        const { agencyId = '' } = idOf(row);
        return unitBelow(agencyId, andAbove(agencyId).at(-1) ?? agencyId);
      };
      const agencies = ofAgencies(sumsBy<Counter>(before, within, unit));
      return { status: 200, body: { ...query, province, agencies } };
    },
  };
}

const idOf = (row: FiguresRow) => readId(row.kind, row.id);

import { receptionRules } from '../../shared/calendar/reception-rules.ts';
import type { Calendar } from '../../shared/calendar/schema.ts';
import { isWithin } from '../../shared/identifiers/agency-id.ts';
import type { Handlers } from '../../shared/platform/http/api.ts';
import { HttpProblem } from '../../shared/platform/http/problem.ts';
import type { Page, Paging } from '../../shared/platform/table/page.ts';
import type { Agency, Procedure } from '../../shared/procedure/schema.ts';
import type { Language } from '../../shared/text/text.ts';
import { dayInVietNam } from '../../shared/time/viet-nam.ts';
import { type AboutProvince, contactOf, viewOfProvince } from './province.ts';
import type { Published, PublishedCatalogue } from './published.ts';
import type { routes } from './routes.ts';
import type { SearchIndex } from './search/index.ts';
import { search } from './search/ranking.ts';
import { agencySummaryOf, viewOfAgency } from './views/agency-view.ts';
import { summaryOf, viewOfProcedure } from './views/procedure-view.ts';
import { clockText } from './words/time-words.ts';

export type CatalogueDependencies = {
  readonly published: PublishedCatalogue;
  readonly province: AboutProvince & { readonly code: string; readonly slug: string };
  readonly clock: () => string;
};

/** Serves the province's catalogue from memory. */
export function catalogueApi({ published, province, clock }: CatalogueDependencies): Handlers<typeof routes> {
  async function read() {
    const catalogue = await published.read();
    if (catalogue !== undefined) return catalogue;
    // The table was never seeded: an operator is needed, and an empty list would be a wrong answer.
    throw new HttpProblem('upstream-unavailable', [], { 'Retry-After': '60' });
  }
  const yearNow = () => Number(dayInVietNam(clock()).slice(0, 4));

  return {
    listProcedures: async ({ query, page, language }) => {
      const { procedures, procedureIndex, calendar } = await read();
      const { q, field, level, applicant, channel } = query;
      const wanted = (one: Procedure) =>
        (field === undefined || one.field.code === field) &&
        (level === undefined || one.level === level) &&
        (applicant === undefined || one.applicants.includes(applicant)) &&
        (channel === undefined || one.channels.includes(channel));
      const { items, next } = pageOf(ordered(procedures, procedureIndex, q).filter(wanted), codeOf, page);
      const until = sameDayUntil(calendar);
      return { status: 200, body: { items: items.map((one) => summaryOf(one, until, language)) }, next };
    },
    readProcedure: async ({ params, query, language }) => {
      const catalogue = await read();
      const procedure = catalogue.procedures.get(params.code);
      if (procedure === undefined) throw new HttpProblem('not-found');
      const around = {
        ...linkedTo(procedure, catalogue, language),
        receptions: receptionsFor(procedure, catalogue, query.commune, clock()).map((one) => contactOf(one, language)),
        allReceptions: `/v1/agencies?kind=reception&level=${procedure.level}`,
      };
      return { status: 200, body: viewOfProcedure(procedure, sameDayUntil(catalogue.calendar), around, language) };
    },
    listAgencies: async ({ query, page, language }) => {
      const { agencies, agencyIndex } = await read();
      const { q, kind, level, within, commune } = query;
      const wanted = (one: Agency) =>
        (kind === undefined || one.kind === kind) &&
        (level === undefined || one.level === level) &&
        (within === undefined || isWithin(one.agencyId, within)) &&
        (commune === undefined || serves(one, commune));
      const { items, next } = pageOf(ordered(agencies, agencyIndex, q).filter(wanted), idOf, page);
      return { status: 200, body: { items: items.map((one) => agencySummaryOf(one, agencies, language)) }, next };
    },
    readAgency: async ({ params, language }) => {
      const { agencies, calendar } = await read();
      const agency = agencies.get(params.agencyId);
      if (agency === undefined) throw new HttpProblem('not-found');
      return { status: 200, body: viewOfAgency(agency, agencies, { calendar, fromYear: yearNow() }, language) };
    },
    readProvince: async ({ language }) => ({
      status: 200,
      body: viewOfProvince(province, await read(), yearNow(), language),
    }),
  };
}

const codeOf = ({ procedureCode }: Procedure) => procedureCode;
const idOf = ({ agencyId }: Agency) => agencyId;

const serves = ({ area }: Agency, commune: string) => area === undefined || area.includes(commune);

/** All of them, or what a person looks for, best first. */
const ordered = <T>(all: ReadonlyMap<string, T>, index: SearchIndex, q: string | undefined): readonly T[] =>
  q === undefined ? [...all.values()] : search(index, q).flatMap(({ id }) => all.get(id) ?? []);

/** The page that follows an item; when a new edition has taken the item away, the one at its place. */
function pageOf<T>(all: readonly T[], idOf: (one: T) => string, { limit, after }: Paging): Page<T> {
  const found = after === undefined ? -1 : all.findIndex((one) => idOf(one) === after.id);
  const from = after === undefined ? 0 : found >= 0 ? found + 1 : Number(after.place);
  const items = all.slice(from, from + limit);
  const last = items.at(-1);
  const more = last !== undefined && from + limit < all.length;
  return { items, next: more ? { id: idOf(last), place: String(from + limit - 1) } : undefined };
}

/** The last minute for a result on the same day, `15:00`. */
const sameDayUntil = (calendar: Calendar | undefined): string => clockText(receptionRules(calendar ?? {}).sameDayUntil);

function linkedTo({ interlinked }: Procedure, { procedures }: Published, language: Language) {
  if (interlinked === undefined) return {};
  return {
    interlinked: interlinked.with.map((procedureCode) => {
      const name = procedures.get(procedureCode)?.name[language];
      return { procedureCode, ...(name !== undefined && { name }) };
    }),
  };
}

/**
 * One-stop shops that take the procedure in: those of its level, of a commune's procedure only where the commune is known, which a
 * province has many of.
 */
function receptionsFor({ level }: Procedure, { agencies }: Published, commune: string | undefined, now: string) {
  const today = dayInVietNam(now);
  return [...agencies.values()].filter(
    (one) =>
      one.kind === 'reception' &&
      one.level === level &&
      !(one.closed !== undefined && one.closed.on <= today) &&
      (commune === undefined ? level === 'province' : serves(one, commune)),
  );
}

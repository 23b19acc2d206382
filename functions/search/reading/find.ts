import { keys } from '../../../shared/platform/table/keys.ts';
import { CursorError, type Page, type PageKey, type Paging } from '../../../shared/platform/table/page.ts';
import type { Entry } from '../entry.ts';
import { type Criteria, meets, type Plan } from './criteria.ts';
import { BATCH, type Found, type ReadLists } from './read-lists.ts';

/** At most so many rows of a list are looked at for one answer, so that none costs more in a larger province. */
export const MOST_READ = 400;

export type Answered = Page<Entry> & {
  /** More dossiers of such people were not looked at. */
  readonly more: boolean;
};

type Search = { readonly criteria: Criteria; readonly plan: Plan; readonly paging: Paging; readonly now: string };

/** One page of what meets the criteria, most urgent first. @throws CursorError */
export const find = (lists: ReadLists, search: Search): Promise<Answered> =>
  search.plan.people ? findPeople(lists, search) : findOpen(lists, search);

const fits = ({ criteria, plan, now }: Search, { entry }: Found) => meets(entry, criteria, plan, now);

/** A list in the order of urgency, from where the last page ended. A page is shorter where little of what is read fits. */
async function findOpen(lists: ReadLists, search: Search): Promise<Answered> {
  const { criteria, plan, paging } = search;
  const place = (sk: string): PageKey => keys.find(criteria.agencyId, plan.list, sk);
  const items: Entry[] = [];
  let after = paging.after;
  for (let read = 0; read < MOST_READ; ) {
    const wanted = plan.filters ? BATCH : paging.limit - items.length;
    const { sks, more } = await lists.pointers(criteria.agencyId, plan.list, plan.range, wanted, after);
    for (const one of await lists.entries(sks)) {
      if (fits(search, one)) items.push(one.entry);
      // The rest of the batch is read again with the next page.
      if (items.length === paging.limit)
        return { items, next: one.sk === sks.at(-1) && !more ? undefined : place(one.sk), more: false };
    }
    const last = sks.at(-1);
    if (!more || last === undefined) return { items, more: false };
    after = place(last);
    read += sks.length;
  }
  return { items, next: after, more: false };
}

/** All dossiers of some people, the newest if there are many, put into the order of urgency. */
async function findPeople(lists: ReadLists, search: Search): Promise<Answered> {
  const { criteria, plan, paging } = search;
  const { sks, more } = await lists.pointers(criteria.agencyId, plan.list, plan.range, MOST_READ);
  const all = (await lists.entries(sks)).filter((one) => fits(search, one)).map(({ entry }) => entry);
  const ordered = all
    .map((entry) => ({ entry, place: `${entry.urgency}#${entry.dossierId}` }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1));
  const after = placeOf(paging.after);
  const rest = ordered.filter(({ place }) => place > after);
  const page = rest.slice(0, paging.limit);
  const last = page.at(-1);
  const next = rest.length > page.length && last !== undefined ? { place: last.place } : undefined;
  return { items: page.map(({ entry }) => entry), next, more };
}

function placeOf(after: PageKey | undefined): string {
  if (after === undefined) return '';
  if (after.place === undefined) throw new CursorError('not a place of this list');
  return after.place;
}

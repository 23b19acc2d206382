import type { Actor } from '../../../shared/dossier/actor.ts';
import { mayRead } from '../../../shared/dossier/rights.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { isWithin } from '../../../shared/identifiers/agency-id.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import type { OwnerKeys } from '../../../shared/platform/identity/owner-key.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import { entryOf } from '../entry.ts';
import { listOf, QUEUE_NAMES, QUEUES, type QueueName } from '../queues.ts';
import { type TermOf, termsOf } from '../terms.ts';
import { type Criteria, meets, planOf } from './criteria.ts';
import { find } from './find.ts';
import type { ReadLists } from './read-lists.ts';
import type { routes } from './routes.ts';
import { viewer } from './view.ts';

export type Search = {
  readonly lists: ReadLists;
  readonly catalogue: Pick<Catalogue, 'procedure' | 'agency'>;
  readonly ownerKeys: OwnerKeys;
  readonly term: TermOf;
  /** The dossier with a given code, read strongly: a receipt may be scanned as soon as it is printed. */
  readonly withCode: (dossierCode: string) => Promise<Dossier | undefined>;
  readonly clock?: () => Date;
};

/** A queue is counted up to here. */
export const MOST_COUNTED = 500;
/** Agencies of an officer for which queues are counted. */
const MOST_AGENCIES = 10;

/** Officers search the dossiers of their agency and all below it: those that {@link mayRead} lets them read. */
function mustReach(actor: Actor, agencyId: string): void {
  const reaches = actor.kind === 'officer' && actor.roles.some((role) => isWithin(agencyId, role.agencyId));
  if (!reaches) throw new HttpProblem('forbidden');
}

export function search(deps: Search): Handlers<typeof routes> {
  const { lists, catalogue, ownerKeys, term, withCode, clock = () => new Date() } = deps;
  const view = viewer(catalogue);

  async function byCode(code: string, criteria: Criteria, actor: Actor, now: string) {
    const dossier = await withCode(code);
    if (dossier === undefined || !mayRead(dossier, actor)) return [];
    const plan = await planOf(criteria, { ownerKeys, term, subject: actor.subject }, now);
    const entry = entryOf(dossier, await termsOf(dossier, term));
    return entry !== undefined && meets(entry, criteria, plan, now) ? [entry] : [];
  }

  return {
    searchDossiers: async ({ body, actor, page, language }) => {
      mustReach(actor, body.agencyId);
      const now = clock().toISOString();
      const asker = { ownerKeys, term, subject: actor.subject };
      const found =
        body.code === undefined
          ? await find(lists, { criteria: body, plan: await planOf(body, asker, now), paging: page, now })
          : { items: await byCode(body.code, body, actor, now), next: undefined, more: false };
      const items = await Promise.all(found.items.map((entry) => view(entry, language, now)));
      return { status: 200, body: { items, more: found.more }, next: found.next };
    },
    readQueues: async ({ query, actor, language }) => {
      if (query.agencyId !== undefined) mustReach(actor, query.agencyId);
      const own = actor.kind === 'officer' ? actor.roles.map(({ agencyId }) => agencyId) : [];
      const agencies = query.agencyId === undefined ? [...new Set(own)].slice(0, MOST_AGENCIES) : [query.agencyId];
      const now = clock().toISOString();
      const waiting = async (agencyId: string, queue: QueueName) => {
        const { list, range } = listOf(queue, actor.subject, now);
        const counted = await lists.size(agencyId, list, range, MOST_COUNTED);
        return { queue, name: QUEUES[queue].name[language], count: counted, more: counted === MOST_COUNTED };
      };
      const items = agencies.map(async (agencyId) => ({
        agencyId,
        agencyName: (await catalogue.agency(agencyId))?.name[language],
        queues: await Promise.all(QUEUE_NAMES.map((queue) => waiting(agencyId, queue))),
      }));
      return { status: 200, body: { items: await Promise.all(items) } };
    },
  };
}

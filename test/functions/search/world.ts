import { entryOf } from '../../../functions/search/entry.ts';
import { placesOf } from '../../../functions/search/places.ts';
import { projector } from '../../../functions/search/projection/project.ts';
import { criteriaSchema } from '../../../functions/search/reading/criteria.ts';
import { readLists } from '../../../functions/search/reading/read-lists.ts';
import { search } from '../../../functions/search/reading/search.ts';
import { termsBy, termsOf } from '../../../functions/search/terms.ts';
import type { Actor } from '../../../shared/dossier/actor.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { ownerKeys } from '../../../shared/platform/identity/owner-key.ts';
import { provinceKey } from '../../../shared/platform/secrets/province-key.ts';
import { type Key, keys } from '../../../shared/platform/table/keys.ts';
import type { PageKey } from '../../../shared/platform/table/page.ts';
import { dossierWithCode } from '../../../shared/record/by-code.ts';
import { readSnapshot } from '../../../shared/record/snapshot.ts';
import { InProcessTable } from '../../faults/cloud/dynamodb/in-process.ts';

const key = provinceKey({ get: async () => ['k'.repeat(40)] as never });
export const term = termsBy(key);
export const keyOfOwner = ownerKeys(key);

export const officer = (agencyId: string, role: 'reception' | 'handler' | 'approver' = 'handler'): Actor => ({
  kind: 'officer',
  subject: `${role} ${agencyId}`,
  roles: [{ agencyId, role }],
});

type Item = { readonly dossierId: string; readonly overdue: boolean; readonly [field: string]: unknown };
type Answer = { readonly items: readonly Item[]; readonly more: boolean; readonly next: PageKey | undefined };

/** The projection and the search on one simulated table. */
export class SearchWorld {
  readonly store = new InProcessTable();
  now = '2026-11-20T02:00:00.000Z';
  readonly project = projector({ table: this.store.table, term });
  readonly handlers = search({
    lists: readLists(this.store.table),
    catalogue: {
      procedure: async () => undefined,
      agency: async (agencyId) => ({ agencyId, name: { vi: `Cơ quan ${agencyId}`, en: agencyId } }) as never,
    },
    ownerKeys: keyOfOwner,
    term,
    withCode: async (code) => {
      const dossierId = await dossierWithCode(this.store.table, code);
      return dossierId === undefined ? undefined : readSnapshot(this.store.table, dossierId);
    },
    clock: () => new Date(this.now),
  });
  /** Puts a snapshot as the store would. */
  keep(dossier: Dossier): void {
    const { dossierId, dossierCode } = dossier;
    this.store.put({ ...keys.snapshot(dossierId), dossier });
    if (dossierCode !== undefined) this.store.put({ ...keys.code(dossierCode), dossierId });
  }

  async add(dossier: Dossier): Promise<void> {
    this.keep(dossier);
    await this.project(dossier.dossierId);
  }

  /** One page. */
  async page(actor: Actor, criteria: object, limit = 25, after?: PageKey): Promise<Answer> {
    const body = criteriaSchema.parse(criteria);
    const call = { body, actor, page: { limit, after }, language: 'vi' };
    const { body: answer, next } = await this.handlers.searchDossiers(call as never);
    return { ...(answer as Answer), next };
  }

  /** All pages: the dossiers in the order they are shown. */
  async find(actor: Actor, criteria: object, limit = 25): Promise<readonly string[]> {
    const found: string[] = [];
    let after: PageKey | undefined;
    do {
      const { items, next } = await this.page(actor, criteria, limit, after);
      found.push(...items.map(({ dossierId }) => dossierId));
      after = next;
    } while (after !== undefined);
    return found;
  }

  async queues(actor: Actor, agencyId?: string): Promise<Readonly<Record<string, number>>> {
    const { body } = await this.handlers.readQueues({ query: { agencyId }, actor, language: 'vi' } as never);
    const { items } = body as { items: readonly { queues: readonly { queue: string; count: number }[] }[] };
    return Object.fromEntries(items.flatMap(({ queues }) => queues.map(({ queue, count }) => [queue, count])));
  }

  /** Rows of lists there are. */
  get rows(): readonly string[] {
    return [...this.store.beginning('FIND#').keys()].toSorted();
  }
}

/** Rows of lists that there have to be, by the snapshots alone. */
export async function expectedRows(dossiers: readonly Dossier[]): Promise<readonly string[]> {
  const entries = await Promise.all(dossiers.map(async (one) => entryOf(one, await termsOf(one, term))));
  const places: readonly Key[] = entries.flatMap((entry) => (entry === undefined ? [] : placesOf(entry)));
  return places.map(({ pk, sk }) => `${pk} ${sk}`).toSorted();
}

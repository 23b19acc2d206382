import { type Actor, administers, holdsRole } from '../../../shared/dossier/actor.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { listDelegations, putDelegation } from '../../../shared/record/delegations.ts';
import { replyTo } from '../../../shared/record/dossier-route.ts';
import type { DossierStore } from '../../../shared/record/dossier-store.ts';
import { listInbox } from '../lists.ts';
import type { routes } from './routes.ts';

export type Actions = { readonly table: Table; readonly store: DossierStore };

const works = (actor: Actor, agencyId: string) =>
  actor.kind === 'officer' && actor.roles.some((r) => r.agencyId === agencyId);

/** What waits at an agency is seen by those who work there, and by whoever administers it. */
function mustSee(actor: Actor, agencyId: string): void {
  if (!works(actor, agencyId) && !administers(actor, agencyId)) throw new HttpProblem('forbidden');
}

/** What officers do: act on a dossier, and see what waits at their agency. */
export function actions({ table, store }: Actions): Handlers<typeof routes> {
  return {
    act: async ({ params, body, actor, idempotency, expectedVersion }) => {
      const { dossierId } = params;
      const request = { dossierId, command: body, actor, idempotency, expectedVersion };
      return replyTo(await store.execute(request));
    },
    putDelegation: async ({ body, actor }) => {
      // One's own work is one's own to give; another's only a leader of the agency hands on.
      const own = actor.subject === body.officer && works(actor, body.agencyId);
      const leads = holdsRole(actor, body.agencyId, ['approver']) || administers(actor, body.agencyId);
      if (!own && !leads) throw new HttpProblem('forbidden');
      await putDelegation(table, body);
      return { status: 200, body };
    },
    listDelegations: async ({ query, actor }) => {
      mustSee(actor, query.agencyId);
      return { status: 200, body: { items: await listDelegations(table, query.agencyId) } };
    },
    readInbox: async ({ query, page, actor }) => {
      mustSee(actor, query.agencyId);
      const { items, next } = await listInbox(table, query.agencyId, query.stepId, page);
      return { status: 200, body: { items }, next };
    },
  };
}

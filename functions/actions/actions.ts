import { isAdministrator } from '../../shared/dossier/actor.ts';
import type { Handlers } from '../../shared/http/api.ts';
import { replyTo } from '../../shared/http/dossier-route.ts';
import { HttpProblem } from '../../shared/http/problem.ts';
import type { DossierStore } from '../../shared/store/dossier-store.ts';
import { listInbox } from '../../shared/store/lists.ts';
import type { Table } from '../../shared/store/table.ts';
import type { routes } from './routes.ts';

export type Actions = { readonly table: Table; readonly store: DossierStore };

/** What officers do: act on a dossier, and see what waits at their agency. */
export function actions({ table, store }: Actions): Handlers<typeof routes> {
  return {
    act: async ({ params, body, actor, idempotency, expectedVersion, traceparent }) => {
      const { dossierId } = params;
      const request = { dossierId, command: body, actor, idempotency, expectedVersion, traceparent };
      return replyTo(await store.execute(request));
    },
    readInbox: async ({ query, actor }) => {
      const works = actor.kind === 'officer' && actor.roles.some((r) => r.agencyId === query.agencyId);
      if (!works && !isAdministrator(actor)) throw new HttpProblem('forbidden');
      return { status: 200, body: await listInbox(table, query.agencyId, query.stepId, query) };
    },
  };
}

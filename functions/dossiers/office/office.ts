import { type Actor, administers, holdsRole, leads } from '../../../shared/dossier/actor.ts';
import { actsFor } from '../../../shared/dossier/successions.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import { listDelegations, placeOf, putDelegation } from '../../../shared/record/delegations.ts';
import { listInbox } from '../lists.ts';
import type { routes } from './routes.ts';
import { suspensionRoutes } from './suspensions.ts';

export type Office = {
  readonly table: Table;
  readonly procedures: Pick<Catalogue, 'successions' | 'directory'>;
  readonly clock?: () => Date;
};

const works = (actor: Actor, agencyId: string) =>
  actor.kind === 'officer' && actor.roles.some((r) => r.agencyId === agencyId);

/** What an agency works on is visible to its officers and to administrators. */
function mustSee(actor: Actor, agencyId: string): void {
  if (!works(actor, agencyId) && !administers(actor, agencyId)) throw new HttpProblem('forbidden');
}

/** The work of an office: its inbox, who stands in for whom, and decisions on force majeure. */
export function office({ table, procedures, clock = () => new Date() }: Office): Handlers<typeof routes> {
  return {
    putDelegation: async ({ body, actor }) => {
      const closings = { procedures, now: clock() };
      const delegation = { ...body, agencyId: await placeOf(body.agencyId, closings) };
      const { agencyId, officer } = delegation;
      // Officers may hand over their own work; only a leader of the agency may hand over another officer's.
      const own = actor.subject === officer && works(actor, agencyId);
      const leads = holdsRole(actor, agencyId, ['approver']) || administers(actor, agencyId);
      if (!own && !leads) throw new HttpProblem('forbidden');
      await putDelegation(table, delegation, closings);
      return { status: 200, body: delegation };
    },
    ...suspensionRoutes(table, procedures, clock),
    listDelegations: async ({ query, actor }) => {
      mustSee(actor, query.agencyId);
      const items = await listDelegations(table, query.agencyId, { procedures, now: clock() });
      return { status: 200, body: { items } };
    },
    readInbox: async ({ query, page, actor }) => {
      // Leaders look after the work of the agencies below theirs.
      if (!leads(actor, query.agencyId)) mustSee(actor, query.agencyId);
      const inboxes = actsFor(query.agencyId, await procedures.successions(), clock().toISOString());
      const { items, next } = await listInbox(table, inboxes, query.stepId, page);
      return { status: 200, body: { items }, next };
    },
  };
}

import { people } from '../../../functions/people/people.ts';
import type { Me } from '../../../functions/people/routes.ts';
import type { Actor, OfficerRole } from '../../../shared/dossier/actor.ts';
import type { PageKey } from '../../../shared/platform/table/page.ts';
import { type Delegation, putDelegation } from '../../../shared/record/delegations.ts';
import type { KnownOfficer } from '../../../shared/record/officers.ts';
import { InProcessTable } from '../../faults/cloud/dynamodb/in-process.ts';

export const CITIZEN: Actor = { kind: 'citizen', subject: 'c', ownerKey: 'a'.repeat(64), name: 'Nguyễn Thị Ánh' };

export const actorOf = (
  subject: string,
  name: string | undefined,
  ...roles: readonly (readonly [agencyId: string, role: OfficerRole])[]
): Actor => ({
  kind: 'officer',
  subject,
  roles: roles.map(([agencyId, role]) => ({ agencyId, role })),
  ...(name !== undefined && { official: { name, title: 'Chuyên viên' } }),
});

const AGENCIES = [
  { agencyId: 'H50.20', name: { vi: 'UBND phường', en: 'Ward' }, kind: 'commune', level: 'commune' },
  { agencyId: 'H50.20.1', name: { vi: 'Bộ phận Một cửa', en: 'One-stop shop' }, kind: 'reception', level: 'commune' },
] as const;

const PROCEDURES = { directory: async () => AGENCIES, successions: async () => [] };

type Officers = { readonly items: readonly KnownOfficer[]; readonly next?: PageKey | undefined };

/** The function on a simulated table. */
export class PeopleWorld {
  readonly store = new InProcessTable();
  now = '2026-11-20T02:00:00.000Z';
  readonly handlers = people(this.dependencies());

  dependencies() {
    return { table: this.store.table, procedures: PROCEDURES, clock: () => new Date(this.now) };
  }

  async me(actor: Actor, headers: Readonly<Record<string, string>> = {}): Promise<Me> {
    return (await this.handlers.readMe({ actor, language: 'vi', headers } as never)).body as Me;
  }

  async officers(agencyId: string, limit = 25, after?: PageKey): Promise<Officers> {
    const actor = actorOf('leader', undefined, [agencyId, 'approver']);
    const answer = await this.handlers.listOfficers({ actor, params: { agencyId }, page: { limit, after } } as never);
    return { items: (answer.body as { items: readonly KnownOfficer[] }).items, next: answer.next };
  }

  /** Everything that was written. */
  written = (): string => JSON.stringify([...this.store.rows.rows.all()]);
  delegate = (delegation: Delegation) =>
    putDelegation(this.store.table, delegation, { procedures: PROCEDURES, now: new Date(this.now) });
}

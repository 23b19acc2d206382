import type { Actor } from '../../shared/dossier/actor.ts';
import { isWithin } from '../../shared/identifiers/agency-id.ts';
import type { Handlers } from '../../shared/platform/http/api.ts';
import { HttpProblem } from '../../shared/platform/http/problem.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import type { DirectoryEntry } from '../../shared/procedure/directory.ts';
import type { Catalogue } from '../../shared/record/catalogue.ts';
import { type Delegation, listDelegations } from '../../shared/record/delegations.ts';
import { listOfficers, officerRegister } from '../../shared/record/officers.ts';
import type { Language } from '../../shared/text/text.ts';
import type { Me, routes } from './routes.ts';

export type People = {
  readonly table: Table;
  readonly procedures: Pick<Catalogue, 'directory' | 'successions'>;
  readonly clock?: () => Date;
};

type Officer = Extract<Actor, { kind: 'officer' }>;

/** Agencies of an officer whose delegations are read. */
const MOST_AGENCIES = 20;

/** The person who is signed in, and the officers with whom they share work. */
export function people({ table, procedures, clock = () => new Date() }: People): Handlers<typeof routes> {
  const keep = officerRegister(table, clock);

  async function delegationsOf({ subject, roles }: Officer): Promise<Me['delegations']> {
    const closings = { procedures, now: clock() };
    const now = closings.now.toISOString();
    const own = [...new Set(roles.map(({ agencyId }) => agencyId))].slice(0, MOST_AGENCIES);
    const all = (await Promise.all(own.map((agencyId) => listDelegations(table, agencyId, closings)))).flat();
    // Those of a closed agency are listed there and at its successor.
    const once = new Map(all.map((one) => [`${one.agencyId} ${one.officer}`, one]));
    const concerns = ({ officer, delegate, from, until }: Delegation) =>
      [officer, delegate].includes(subject) && from <= now && now < until;
    // The reason of an absence is for who looks after the list.
    return [...once.values()].filter(concerns).map(({ reason: _, ...delegation }) => delegation);
  }

  async function officerView(actor: Officer, language: Language) {
    const [directory, delegations] = await Promise.all([procedures.directory(), delegationsOf(actor), keep(actor)]);
    const { name, title } = actor.official ?? {};
    return {
      kind: 'officer' as const,
      officer: actor.subject,
      ...(name !== undefined && { name }),
      ...(title !== undefined && { title }),
      agencies: agenciesOf(actor, directory, language),
      delegations,
    };
  }

  return {
    readMe: async ({ actor, language, headers }) => {
      const signedInBy = headers.authorization === undefined ? 'session' : 'token';
      if (actor.kind === 'officer') {
        const body: Me = { ...(await officerView(actor, language)), signedInBy };
        return { status: 200, body };
      }
      if (actor.kind !== 'citizen') throw new HttpProblem('forbidden');
      const { name } = actor;
      const body: Me = {
        ...{ kind: 'citizen', ...(name !== undefined && { name }), signedInBy },
        ...{ agencies: [], delegations: [] },
      };
      return { status: 200, body };
    },
    listOfficers: async ({ params, page, actor }) => {
      const { agencyId } = params;
      // Of their own agency, and of all below it: with whom they share work, and whose work they lead.
      const reaches = actor.kind === 'officer' && actor.roles.some((role) => isWithin(agencyId, role.agencyId));
      if (!reaches) throw new HttpProblem('forbidden');
      const { items, next } = await listOfficers(table, agencyId, page, clock().toISOString());
      return { status: 200, body: { items }, next };
    },
  };
}

function agenciesOf({ roles }: Officer, directory: readonly DirectoryEntry[], language: Language): Me['agencies'] {
  return [...new Set(roles.map(({ agencyId }) => agencyId))].map((agencyId) => ({
    agencyId,
    name: directory.find((one) => one.agencyId === agencyId)?.name[language] ?? agencyId,
    roles: roles.filter((held) => held.agencyId === agencyId).map(({ role }) => role),
    below: directory.filter((one) => one.agencyId !== agencyId && isWithin(one.agencyId, agencyId)).length,
  }));
}

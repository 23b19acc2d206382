import { type Actor, holdsRole } from '../../../shared/dossier/actor.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { Unreachable } from '../../../shared/mail/unreachable.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import { delegatorsOf } from '../../../shared/record/delegations.ts';
import { etag } from '../../../shared/record/dossier-route.ts';
import type { KnownOfficer } from '../../../shared/record/officers.ts';
import { readSnapshot } from '../../../shared/record/snapshot.ts';
import type { Language } from '../../../shared/text/text.ts';
import { type AllowedAction, allowedActions } from '../allowed/allowed-actions.ts';
import { type Next, nextFor } from '../next/next.ts';
import { readable } from '../readable.ts';
import type { routes } from './routes.ts';
import { viewOf } from './views.ts';

export type Reading = {
  readonly table: Table;
  readonly procedures: Pick<Catalogue, 'procedure' | 'calendar' | 'successions' | 'directory'>;
  /** Officers seen at an agency, to choose from. */
  readonly officers: (agencyId: string) => Promise<readonly KnownOfficer[]>;
  /** Why an e-mail address is no longer written to, if so. */
  readonly unreachable: (address: string) => Promise<Unreachable | undefined>;
};

type Asked = { readonly next: Next; readonly actions: readonly AllowedAction[] };

/** A dossier as its reader sees it: its state, what they have to do, what they may do. */
export function reading({ table, procedures, officers, unreachable }: Reading): Handlers<typeof routes> {
  const load = (dossierId: string) => readSnapshot(table, dossierId);

  /** For those who can act on it: the owner, and officers who may telephone. */
  async function mailOf({ applicant: { email } }: Dossier, actor: Actor): Promise<Unreachable | undefined> {
    if (email === undefined || (actor.kind !== 'citizen' && actor.kind !== 'officer')) return undefined;
    return await unreachable(email);
  }

  /**
   * What the caller has to do and may do with it now. One read more than the dossier, of a step that is another officer's; the
   * rest is kept a minute.
   */
  async function askedOf(dossier: Dossier, actor: Actor, language: Language): Promise<Asked> {
    const at = new Date();
    const { step } = dossier;
    // Only leaders of the step's agency assign its work.
    const assigns = step !== undefined && actor.kind !== 'citizen' && holdsRole(actor, step.agencyId, ['approver']);
    const [procedure, calendar, all, seen, standsInFor] = await Promise.all([
      procedures.procedure(dossier.procedureCode, dossier.procedureVersion),
      procedures.calendar(),
      procedures.directory(),
      assigns ? officers(step.agencyId) : [],
      step && delegatorsOf(table, step, actor, { procedures, now: at }),
    ]);
    const context = { now: at.toISOString(), actor, newId: '', procedure, calendar, standsInFor };
    const about = { agencies: all, officers: seen, language };
    const actions = allowedActions(dossier, context, about);
    return { next: nextFor(dossier, context, about, actions), actions };
  }

  return {
    readDossier: async ({ params, actor, language }) => {
      const dossier = await readable(load, params.dossierId, actor);
      const [mail, asked] = await Promise.all([mailOf(dossier, actor), askedOf(dossier, actor, language)]);
      const body = { ...viewOf(dossier, actor, language, mail), ...asked };
      return { status: 200, body, headers: etag(dossier.version) };
    },
  };
}

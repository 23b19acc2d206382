import { randomUUID } from 'node:crypto';
import { type Actor, holdsRole } from '../../../shared/dossier/actor.ts';
import { mayRead } from '../../../shared/dossier/rights.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { Unreachable } from '../../../shared/mail/unreachable.ts';
import { readLog, readLogPage } from '../../../shared/platform/delivery/event-log.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import { RejectedError } from '../../../shared/platform/http/rejected.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import { delegatorsOf } from '../../../shared/record/delegations.ts';
import { etag, replyTo } from '../../../shared/record/dossier-route.ts';
import type { DossierStore } from '../../../shared/record/dossier-store.ts';
import type { KnownOfficer } from '../../../shared/record/officers.ts';
import type { Language } from '../../../shared/text/text.ts';
import { type AllowedAction, allowedActions } from '../allowed/allowed-actions.ts';
import { listChanged, listOwned } from '../lists.ts';
import { type Next, nextFor } from '../next/next.ts';
import { timeSpent } from '../times/time-spent.ts';
import { timesOf } from '../times/times.ts';
import type { routes } from './routes.ts';
import type { IntakeCommand } from './rules.ts';
import { timelineEntry } from './timeline-view.ts';
import { viewOf } from './views.ts';

export type Intake = {
  readonly table: Table;
  readonly store: DossierStore<IntakeCommand>;
  readonly procedures: Pick<Catalogue, 'procedure' | 'calendar' | 'successions' | 'directory'>;
  /** Officers seen at an agency, to choose from. */
  readonly officers: (agencyId: string) => Promise<readonly KnownOfficer[]>;
  /** How long the province keeps a draft after its last change. */
  readonly draftDays: number;
  /** Why an e-mail address is no longer written to, if so. */
  readonly unreachable: (address: string) => Promise<Unreachable | undefined>;
};

type Asked = { readonly next: Next; readonly actions: readonly AllowedAction[] };

/** Commands of applicants, or of reception on their behalf, and reading of dossiers. */
export function intake({
  table,
  store,
  procedures,
  officers,
  draftDays,
  unreachable,
}: Intake): Omit<Handlers<typeof routes>, 'confirmMail' | 'declareAnswers' | 'readDeclaration'> {
  async function readable(dossierId: string, actor: Actor): Promise<Dossier> {
    const dossier = await store.load(dossierId);
    if (dossier === undefined || !mayRead(dossier, actor)) throw new RejectedError({ code: 'dossier-not-found' });
    return dossier;
  }

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
    createDossier: async ({ body, actor, idempotency }) => {
      const command = { type: 'create-draft', draft: body, keptDays: draftDays } as const;
      const outcome = await store.execute({ dossierId: randomUUID(), command, actor, idempotency });
      const reply = replyTo(outcome, 201);
      const { dossierId } = reply.body as { dossierId: string };
      return { ...reply, headers: { ...reply.headers, Location: `/v1/dossiers/${dossierId}` } };
    },
    changeDraft: async ({ params, body, ...call }) => {
      const command = { type: 'change-draft', change: body } as const;
      return replyTo(await store.execute({ ...requestOf(call), dossierId: params.dossierId, command }));
    },
    deleteDraft: async ({ params, ...call }) => {
      const command = { type: 'delete-draft' } as const;
      return replyTo(await store.execute({ ...requestOf(call), dossierId: params.dossierId, command }));
    },
    listDossiers: async ({ actor, page }) => {
      if (actor.kind !== 'citizen') throw new HttpProblem('forbidden');
      const { items, next } = await listOwned(table, actor.ownerKey, page);
      return { status: 200, body: { items }, next };
    },
    readChanges: async ({ actor, page }) => {
      if (actor.kind !== 'citizen') throw new HttpProblem('forbidden');
      const { next, ...body } = await listChanged(table, actor.ownerKey, page.after, new Date().toISOString());
      return { status: 200, body, next };
    },
    readDossier: async ({ params, actor, language }) => {
      const dossier = await readable(params.dossierId, actor);
      const [mail, asked] = await Promise.all([mailOf(dossier, actor), askedOf(dossier, actor, language)]);
      const body = { ...viewOf(dossier, actor, language, mail), ...asked };
      return { status: 200, body, headers: etag(dossier.version) };
    },
    readTimeline: async ({ params, query, actor, language }) => {
      const dossier = await readable(params.dossierId, actor);
      const events = await readLogPage(table, params.dossierId, query.from - 1);
      return { status: 200, body: { items: events.map((event) => timelineEntry(event, dossier, actor, language)) } };
    },
    readTimes: async ({ params, actor, language }) => {
      const dossier = await readable(params.dossierId, actor);
      if (dossier.status === 'draft')
        throw new RejectedError({ code: 'wrong-status', details: { status: dossier.status } });
      const [log, calendar, procedure, all] = await Promise.all([
        readLog(table, params.dossierId),
        procedures.calendar(),
        procedures.procedure(dossier.procedureCode, dossier.procedureVersion),
        procedures.directory(),
      ]);
      const spent = calendar && timeSpent(log, calendar, new Date().toISOString());
      if (spent === undefined) throw new RejectedError({ code: 'no-calendar' });
      return { status: 200, body: timesOf(spent, log, { agencies: all, procedure, language }) };
    },
    submitDossier: async ({ params, ...call }) =>
      replyTo(await store.execute({ ...requestOf(call), dossierId: params.dossierId, command: { type: 'submit' } })),
    supplementDossier: async ({ params, body, ...call }) =>
      replyTo(
        await store.execute({
          ...requestOf(call),
          dossierId: params.dossierId,
          command: { type: 'supplement', ...body },
        }),
      ),
    requestWithdrawal: async ({ params, body, ...call }) => {
      const command = { type: 'request-withdrawal', ...body } as const;
      return replyTo(await store.execute({ ...requestOf(call), dossierId: params.dossierId, command }));
    },
    requestCorrection: async ({ params, body, ...call }) => {
      const command = { type: 'request-correction', ...body } as const;
      return replyTo(await store.execute({ ...requestOf(call), dossierId: params.dossierId, command }));
    },
    changeFiler: async ({ params, body, ...call }) => {
      const command = { type: 'change-filer', ...body } as const;
      return replyTo(await store.execute({ ...requestOf(call), dossierId: params.dossierId, command }));
    },
  };
}

type Change = Pick<Parameters<DossierStore['execute']>[0], 'actor' | 'idempotency' | 'expectedVersion'>;

function requestOf({ actor, idempotency, expectedVersion }: Change): Change {
  return { actor, idempotency, expectedVersion };
}

import { randomUUID } from 'node:crypto';
import { readLog, readLogPage } from '../../../shared/platform/delivery/event-log.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import { RejectedError } from '../../../shared/platform/http/rejected.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import { replyTo } from '../../../shared/record/dossier-route.ts';
import type { DossierStore } from '../../../shared/record/dossier-store.ts';
import { listChanged, listOwned } from '../lists.ts';
import { readable } from '../readable.ts';
import { timeSpent } from '../times/time-spent.ts';
import { timesOf } from '../times/times.ts';
import type { routes } from './routes.ts';
import type { IntakeCommand } from './rules.ts';
import { timelineEntry } from './timeline-view.ts';

export type Intake = {
  readonly table: Table;
  readonly store: DossierStore<IntakeCommand>;
  readonly procedures: Pick<Catalogue, 'procedure' | 'calendar' | 'directory'>;
  /** How long the province keeps a draft after its last change. Days. */
  readonly draftDays: number;
};

/** Commands of applicants, or of reception on their behalf, and what a dossier's log and lists say. */
export function intake({
  table,
  store,
  procedures,
  draftDays,
}: Intake): Omit<Handlers<typeof routes>, 'confirmMail' | 'declareAnswers' | 'readDeclaration'> {
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
    readTimeline: async ({ params, query, actor, language }) => {
      const dossier = await readable(store.load, params.dossierId, actor);
      const events = await readLogPage(table, params.dossierId, query.from - 1);
      return { status: 200, body: { items: events.map((event) => timelineEntry(event, dossier, actor, language)) } };
    },
    readTimes: async ({ params, actor, language }) => {
      const dossier = await readable(store.load, params.dossierId, actor);
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

import type * as z from 'zod/mini';
import type { routes as catalogue } from '../../functions/catalogue/routes.ts';
import type { routes as actions } from '../../functions/dossiers/actions/routes.ts';
import type { routes as intake } from '../../functions/dossiers/intake/routes.ts';
import type { routes as lookup } from '../../functions/dossiers/lookup/routes.ts';
import type { routes as office } from '../../functions/dossiers/office/routes.ts';
import type { routes as reading } from '../../functions/dossiers/reading/routes.ts';
import type { routes as sessions } from '../../functions/sessions/routes.ts';

/** What the pages call: the routes of the API as they are declared, types only. */
type Routes = typeof sessions &
  typeof catalogue &
  typeof intake &
  typeof reading &
  typeof actions &
  typeof office &
  typeof lookup;

/** Method and path of each call; another one than the route's does not compile. */
export const CALLS = {
  whoAmI: 'GET /session',
  signOut: 'POST /session/sign-out',
  listSessions: 'GET /session/list',
  endSession: 'DELETE /session/{sessionId}',
  listProcedures: 'GET /v1/procedures',
  readProcedure: 'GET /v1/procedures/{code}',
  listAgencies: 'GET /v1/agencies',
  readAgency: 'GET /v1/agencies/{agencyId}',
  readProvince: 'GET /v1/provinces/current',
  lookUp: 'POST /v1/lookup',
  createDossier: 'POST /v1/dossiers',
  listDossiers: 'GET /v1/dossiers',
  readDossier: 'GET /v1/dossiers/{dossierId}',
  readTimeline: 'GET /v1/dossiers/{dossierId}/timeline',
  readTimes: 'GET /v1/dossiers/{dossierId}/times',
  supplementDossier: 'POST /v1/dossiers/{dossierId}/supplement',
  requestWithdrawal: 'POST /v1/dossiers/{dossierId}/withdrawal',
  act: 'POST /v1/dossiers/{dossierId}/actions',
  readInbox: 'GET /v1/inbox',
} as const satisfies { readonly [N in keyof Routes]?: `${Routes[N]['method']} ${Routes[N]['path']}` };

export type CallName = keyof typeof CALLS;
type Schema<R, K extends string> = R extends { readonly [P in K]: infer S extends z.ZodMiniType } ? S : never;

export type Body<N extends CallName> = z.input<Schema<Routes[N], 'body'>>;
export type Answer<N extends CallName> = Routes[N]['success'] extends { readonly body: infer S extends z.ZodMiniType }
  ? z.output<S>
  : undefined;

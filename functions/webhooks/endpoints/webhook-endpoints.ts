import { type Actor, agenciesOf } from '../../../shared/dossier/actor.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { andAbove } from '../../../shared/identifiers/agency-id.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import { RejectedError } from '../../../shared/platform/http/rejected.ts';
import { type UrlGuard, UrlRefusedError } from '../../../shared/platform/partners/url-guard.ts';
import type { Idempotency, Replay } from '../../../shared/platform/table/idempotency.ts';
import type { AttemptLog, AttemptPages } from '../attempt-log.ts';
import { type Endpoint, secretsInForce } from '../endpoint.ts';
import type { EndpointStore } from '../endpoint-store.ts';
import type { WebhookSender } from '../sender.ts';
import type { SigningSecrets } from '../signing-secrets.ts';
import { idempotent } from './idempotent.ts';
import type { routes } from './routes.ts';
import { testEvent } from './test-event.ts';
import { identifierOf, urlProblem, viewOf } from './views.ts';

export type WebhookEndpoints = {
  readonly province: string;
  readonly endpoints: EndpointStore;
  readonly attempts: AttemptLog & AttemptPages;
  readonly secrets: SigningSecrets;
  readonly guard: UrlGuard;
  readonly sender: WebhookSender;
  readonly findReplay: (idempotency: Idempotency) => Promise<Replay<unknown> | undefined>;
  readonly loadDossier: (dossierId: string) => Promise<Dossier | undefined>;
  /** Resets the endpoint's cursor of the dossier, so that everything from the version on is sent again. */
  readonly rewind: (endpoint: Endpoint, dossierId: string, fromVersion: number) => Promise<void>;
  /** Queues a notification for every dossier with events that the endpoint missed while it was disabled. */
  readonly catchUp: (endpoint: Endpoint) => Promise<void>;
  readonly clock: () => Date;
};

/**
 * Operations of an agency's system on its own endpoints, and on those that a closed agency left to it. Endpoints of other agencies are
 * reported as not found.
 */
export function webhookEndpoints(deps: WebhookEndpoints): Handlers<typeof routes> {
  const { endpoints, secrets, clock } = deps;
  const once = idempotent(endpoints, deps.findReplay, clock);

  async function owned(actor: Actor, endpointId: string): Promise<Endpoint> {
    const found = await Promise.all(agenciesOfSystem(actor).map((agencyId) => endpoints.get(agencyId, endpointId)));
    const endpoint = found.find((one) => one !== undefined);
    if (endpoint === undefined) throw new HttpProblem('not-found');
    return endpoint;
  }

  /** Adds the secret to a stored response, unless it was rotated since that response. */
  async function withSecret<V extends { endpointId: string; secretVersion: number }>(actor: Actor, view: V) {
    const endpoint = await endpoints.get(agencyOf(actor), view.endpointId);
    if (endpoint?.secretVersion !== view.secretVersion) return view;
    return { ...view, secret: (await secrets.values(view.endpointId))?.[0] };
  }

  return {
    createEndpoint: async ({ body, actor, idempotency, language }) => {
      const agencyId = agencyOf(actor);
      const add = async () => {
        const full = await endpoints.mayAdd(agencyId, clock().toISOString());
        if (full !== undefined) throw new RejectedError(full);
        await deps.guard.resolve(body.url).catch((error: unknown) => {
          throw error instanceof UrlRefusedError ? urlProblem(error.fault, language) : error;
        });
        const endpoint: Endpoint = {
          endpointId: identifierOf(idempotency),
          agencyId,
          ...body,
          status: 'enabled',
          createdAt: clock().toISOString(),
          secretVersion: 1,
        };
        await secrets.create(endpoint.endpointId);
        const view = viewOf(endpoint, clock());
        const added = await endpoints.add(endpoint, idempotency, view);
        if (typeof added === 'object') throw new RejectedError(added);
        return added === 'added' ? view : undefined;
      };
      const { answer, headers } = await once.inOwnTransaction(idempotency, add);
      const Location = `/v1/webhook-endpoints/${answer.endpointId}`;
      return { status: 201, body: await withSecret(actor, answer), headers: { ...headers, Location } };
    },

    listEndpoints: async ({ actor }) => {
      const lists = await Promise.all(agenciesOfSystem(actor).map((agencyId) => endpoints.list(agencyId)));
      const items = lists.flat().map((endpoint) => viewOf(endpoint, clock()));
      return { status: 200, body: { items } };
    },

    readEndpoint: async ({ actor, params }) => {
      return { status: 200, body: viewOf(await owned(actor, params.endpointId), clock()) };
    },

    deleteEndpoint: async ({ actor, params }) => {
      const endpoint = await owned(actor, params.endpointId);
      // The secret is deleted first: an interrupted deletion can be repeated as long as the row exists.
      await secrets.remove(endpoint.endpointId);
      await endpoints.remove(endpoint, clock().toISOString());
      return { status: 204 };
    },

    enableEndpoint: async ({ actor, params, idempotency }) => {
      const endpoint = await owned(actor, params.endpointId);
      const { answer, headers } = await once(idempotency, async () => {
        await endpoints.enable(endpoint);
        await deps.catchUp(endpoint);
        return viewOf(await owned(actor, params.endpointId), clock());
      });
      return { status: 200, body: answer, headers };
    },

    rotateSecret: async ({ actor, params, idempotency }) => {
      const endpoint = await owned(actor, params.endpointId);
      const { answer, headers } = await once(idempotency, async () => {
        const rotation = identifierOf(idempotency);
        if (!(await endpoints.beginRotation(endpoint, rotation, clock().toISOString()))) {
          throw new HttpProblem('too-many-requests', [], { 'Retry-After': '30' });
        }
        await secrets.rotate(endpoint.endpointId, rotation);
        return viewOf(await owned(actor, params.endpointId), clock());
      });
      return { status: 200, body: await withSecret(actor, answer), headers };
    },

    testEndpoint: async ({ actor, params, idempotency }) => {
      const endpoint = await owned(actor, params.endpointId);
      const { answer, headers } = await once(idempotency, async () => {
        const values = await secrets.values(endpoint.endpointId);
        if (values === undefined) throw new HttpProblem('not-found');
        const event = testEvent(identifierOf(idempotency), endpoint.endpointId, deps.province, clock());
        const attempt = await deps.sender.send(endpoint, secretsInForce(endpoint, values, clock()), event);
        await deps.attempts.add(endpoint.endpointId, attempt);
        return attempt;
      });
      return { status: 200, body: answer, headers };
    },

    listAttempts: async ({ actor, params, page }) => {
      const { endpointId } = await owned(actor, params.endpointId);
      const { items, next } = await deps.attempts.list(endpointId, page);
      return { status: 200, body: { items }, next };
    },

    replayDossier: async ({ actor, params, body, idempotency }) => {
      const endpoint = await owned(actor, params.endpointId);
      const { dossierId, fromVersion } = body;
      const { answer, headers } = await once(idempotency, async () => {
        const dossier = await deps.loadDossier(dossierId);
        // Agencies that receive a dossier's events may request a replay; this includes parents of involved agencies.
        const reach = dossier === undefined || dossier.status === 'draft' ? [] : dossier.agencies.flatMap(andAbove);
        const entitled = endpoint.agencyId === agencyOf(actor) ? agenciesOfSystem(actor) : [endpoint.agencyId];
        if (!entitled.some((agencyId) => reach.includes(agencyId)))
          throw new RejectedError({ code: 'dossier-not-found' });
        await deps.rewind(endpoint, dossierId, fromVersion);
        return { dossierId, fromVersion };
      });
      return { status: 202, body: answer, headers };
    },
  };
}

function agencyOf(actor: Actor): string {
  if (actor.kind !== 'partner') throw new HttpProblem('forbidden');
  return actor.agencyId;
}

function agenciesOfSystem(actor: Actor): readonly string[] {
  if (actor.kind !== 'partner') throw new HttpProblem('forbidden');
  return agenciesOf(actor);
}

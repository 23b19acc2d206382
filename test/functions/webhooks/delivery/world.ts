import { Logger } from '@aws-lambda-powertools/logger';
import { attemptLog, attemptPages } from '../../../../functions/webhooks/attempt-log.ts';
import { backlog } from '../../../../functions/webhooks/backlog.ts';
import type { Message } from '../../../../functions/webhooks/delivery/messages.ts';
import { rememberedEndpoints } from '../../../../functions/webhooks/delivery/remembered-endpoints.ts';
import { type WebhookDelivery, webhookDelivery } from '../../../../functions/webhooks/delivery/webhook-delivery.ts';
import type { Endpoint } from '../../../../functions/webhooks/endpoint.ts';
import { endpointFare } from '../../../../functions/webhooks/endpoint-fare.ts';
import { endpointStore } from '../../../../functions/webhooks/endpoint-store.ts';
import { receiverGuard } from '../../../../functions/webhooks/receiver-guard.ts';
import { webhookSender } from '../../../../functions/webhooks/sender.ts';
import { newSigningSecret } from '../../../../functions/webhooks/signature.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import type { Succession } from '../../../../shared/dossier/successions.ts';
import { breaker } from '../../../../shared/platform/delivery/breaker.ts';
import { secretStore } from '../../../../shared/platform/secrets/secrets.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { draft } from '../../../shared/dossier/world.ts';
import { TableDouble } from '../../../shared/platform/delivery/table-double.ts';
import { DOSSIER, event } from '../../../shared/platform/delivery/world.ts';
import { SecretsDouble } from '../endpoints/secrets-double.ts';
import type { receiver } from './receiver.ts';

export const ENDPOINT = '018f2f3e-7a0b-7c3d-8e4f-000000000001';
export const OTHER = '018f2f3e-7a0b-7c3d-8e4f-000000000002';
export const FOURTH = '018f2f3e-7a0b-7c3d-8e4f-000000000004';
export const SECRET = newSigningSecret();
export const NOTIFICATION = { dossierId: DOSSIER, agencyId: 'H50.12', endpointId: ENDPOINT };

/** The function's logic on a table double, with its queue in an array and one agency's receiver over HTTP. */
export function openWorld(agency: Awaited<ReturnType<typeof receiver>>) {
  const table = new TableDouble();
  const secrets = new SecretsDouble();
  const queue: Record<string, unknown>[] = [];
  const parked: unknown[] = [];
  const counted: string[] = [];
  // The official library compares timestamps with the real clock, so this clock starts there.
  const now = { at: Date.now() };
  const clock = () => new Date(now.at);
  const successions: Succession[] = [];
  const attempts = attemptLog(table.table);
  const endpoints = endpointStore(table.table);
  const remembered = rememberedEndpoints(endpointFare(table.table));
  const guard = receiverGuard([agency.host], async () => [{ address: '127.0.0.1', family: 4 }]);
  const deps: WebhookDelivery = {
    province: 'quang-tri',
    table: table.table,
    successions: async () => successions,
    endpoints: remembered,
    attempts,
    backlog: backlog(table.table),
    secrets: secretStore(secrets.client, 'motcua/quang-tri', () => now.at),
    sender: webhookSender(guard, { timeoutMs: 200, clock }),
    disableAfterMs: 5 * 86_400_000,
    queue: {
      send: async (messages) => {
        queue.push(...(JSON.parse(JSON.stringify(messages)) as Record<string, unknown>[]));
      },
    },
    retryAndPark: (notification) => ({
      requeue: async (again, delaySeconds) => {
        queue.push({ ...again, agencyId: notification.agencyId, endpointId: notification.endpointId, delaySeconds });
      },
      park: async (message, cause) => {
        parked.push({ ...message, cause });
      },
    }),
    breakerOf: (destination) => breaker(table.table, destination, () => now.at),
    count: (metric) => counted.push(metric),
    logger: new Logger({ logLevel: 'SILENT' }),
    clock,
  };

  async function addEndpoint(change: Partial<Endpoint> = {}, secret: object = { current: SECRET }) {
    const endpoint: Endpoint = {
      endpointId: ENDPOINT,
      agencyId: 'H50.12',
      url: agency.url,
      description: 'Hệ thống một cửa',
      status: 'enabled',
      createdAt: '2026-11-20T03:00:00.000Z',
      secretVersion: 1,
      ...change,
    };
    const written = { ...keys.endpoint(endpoint.agencyId, endpoint.endpointId), ...endpoint };
    table.put(JSON.parse(JSON.stringify(written)));
    secrets.values.set(`motcua/quang-tri/webhooks/${endpoint.endpointId}`, JSON.stringify(secret));
  }

  function dossier(versions: number, change: Partial<Dossier> = {}) {
    for (let v = 1; v <= versions; v += 1) table.put({ ...keys.event(DOSSIER, v), event: event(v) });
    table.put({
      ...keys.snapshot(DOSSIER),
      dossier: { status: 'accepted', agencies: ['H50.1', 'H50.12'], applicant: draft().applicant, ...change },
    });
  }

  const handle = webhookDelivery(deps);
  const endpoint = () => endpoints.get('H50.12', ENDPOINT);
  const log = async () => (await attemptPages(table.table).list(ENDPOINT, { limit: 100 })).items;
  return {
    ...deps,
    deps,
    closings: successions,
    endpoints,
    /** One message per batch, like the queue's consumer. */
    handle: (message: Message, messageId?: string) => {
      remembered.forget();
      return handle(message, messageId === undefined ? undefined : { messageId });
    },
    /** A further message of the same batch. */
    handleNext: handle,
    table,
    secrets,
    queue,
    parked,
    counted,
    now,
    addEndpoint,
    dossier,
    endpoint,
    log,
  };
}

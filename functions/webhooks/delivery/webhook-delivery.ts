import type { SQSRecord } from 'aws-lambda';
import { eventType } from '../../../events/catalogue.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { type Succession, withSuccessors } from '../../../shared/dossier/successions.ts';
import { andAbove } from '../../../shared/identifiers/agency-id.ts';
import type { Breaker } from '../../../shared/platform/delivery/breaker.ts';
import type { ChangeNotification } from '../../../shared/platform/delivery/change-notification.ts';
import { deliverDossier } from '../../../shared/platform/delivery/deliver-dossier.ts';
import type { Delivery } from '../../../shared/platform/delivery/delivery.ts';
import { readTail } from '../../../shared/platform/delivery/event-log.ts';
import type { Tally } from '../../../shared/platform/queues/queue-consumer.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import type { Backlog } from '../backlog.ts';
import { type Endpoint, wants, webhookDestination } from '../endpoint.ts';
import type { WebhookQueue } from '../webhook-queue.ts';
import { type EndpointDelivery, sendTo } from './deliver.ts';
import type { CatchUp, EndpointNotification, Message } from './messages.ts';

export type WebhookDelivery = EndpointDelivery & {
  readonly table: Table;
  /** Closings of agencies: who has the tasks of a closed one receives its events, moved or not. */
  readonly successions: () => Promise<readonly Succession[]>;
  readonly queue: WebhookQueue;
  readonly backlog: Backlog;
  readonly breakerOf: (destination: string) => Breaker;
  /** How a delivery to this endpoint requeues its notification, and where it parks a permanent failure. */
  readonly retryAndPark: (notification: EndpointNotification) => Pick<Delivery, 'requeue' | 'park'>;
};

/**
 * No delivery starts later than this after its message was received: an attempt takes up to 13 s, the function's timeout is 30
 * s.
 */
const BEGIN_WITHIN_MS = 14_000;

/**
 * Number of preceding events read with the event of a message: those of the same transaction, whose messages are coalesced, and
 * those of the draft, so that a cursor rarely needs a second read of the log.
 */
const EVENTS_BEFORE = 3;

/** Endpoints that receive an event immediately; further ones get queued notifications. */
const TOLD_AT_ONCE = 5;

type FoundEndpoint = { readonly endpoint: Endpoint; readonly log: readonly RecordedEvent[] };

/**
 * Fans an event out to each endpoint of the agencies involved and brings that endpoint up to date with the dossier's log.
 * Healthy endpoints are called immediately and concurrently. Failing ones, and those above the limit, get queued notifications,
 * so that each proceeds at its own pace.
 */
export function webhookDelivery(deps: WebhookDelivery) {
  async function tell(
    { dossierId, version }: ChangeNotification,
    messageId: string | undefined,
    tally: Tally,
  ): Promise<void> {
    const tail = await readTail(deps.table, dossierId, Math.max(0, (version ?? 0) - 1 - EVENTS_BEFORE));
    // Drafts are not delivered. After submission cursors begin at the dossier's first event.
    if (tail === undefined || tail.dossier.status === 'draft') return;
    const { log } = tail;
    // Parent agencies receive the events of their subordinate agencies, as in the API.
    const above = tail.dossier.agencies.flatMap(andAbove);
    const reach = withSuccessors(above, await deps.successions(), deps.clock().toISOString());
    const concerned = (await Promise.all(reach.map((agencyId) => deps.endpoints.list(agencyId)))).flat();
    const disabled = concerned.filter(({ status }) => status === 'disabled');
    const well = concerned.filter(({ status, failingSince }) => status === 'enabled' && failingSince === undefined);
    const atOnce = new Set([...disabled, ...well.slice(0, TOLD_AT_ONCE)]);
    const nudgeOf = ({ agencyId, endpointId }: Endpoint) => ({ dossierId, version, agencyId, endpointId });
    await deps.queue.send(concerned.filter((endpoint) => !atOnce.has(endpoint)).map(nudgeOf));
    // If one fails, the message is redelivered; the other endpoints then have nothing new to receive.
    const told = await Promise.allSettled(
      [...atOnce].map((endpoint) => deliver(nudgeOf(endpoint), messageId, tally, { endpoint, log })),
    );
    const [first, ...others] = told.flatMap((one) => (one.status === 'rejected' ? [one] : []));
    for (const { reason } of others) deps.logger.error('endpoint not told', { dossierId, error: reason as Error });
    if (first !== undefined) throw first.reason;
  }

  async function deliver(
    notification: EndpointNotification,
    messageId: string | undefined,
    tally: Tally,
    found?: FoundEndpoint,
  ): Promise<void> {
    const { agencyId, endpointId, dossierId } = notification;
    const endpoint = found?.endpoint ?? (await deps.endpoints.get(agencyId, endpointId));
    if (endpoint === undefined) return;
    if (endpoint.status === 'disabled') return deps.backlog.add(endpointId, dossierId);
    const destination = webhookDestination(endpointId);
    const { agencyId: _, endpointId: __, ...bare } = notification;
    const result = await deliverDossier(
      {
        table: deps.table,
        destination,
        send: sendTo(endpoint, deps),
        breaker:
          endpoint.failingSince === undefined ? closed(deps.breakerOf(destination)) : deps.breakerOf(destination),
        ...(found !== undefined && { log: found.log }),
        filter: (event) => wants(endpoint, eventType(event.type)),
        stopAt: deps.clock().getTime() + BEGIN_WITHIN_MS,
        clock: () => deps.clock().getTime(),
        ...deps.retryAndPark(notification),
      },
      bare,
      messageId,
    );
    if (result.outcome === 'halted') await deps.backlog.add(endpointId, dossierId);
    tally(result.outcome);
    if (result.outcome === 'delivered' || result.outcome === 'stale') return;
    deps.logger.info('webhook not delivered', { endpointId, dossierId, ...result });
  }

  async function catchUp(message: CatchUp): Promise<void> {
    const { agencyId, endpointId } = message;
    const missed = await deps.backlog.page(endpointId);
    if (missed.length === 0) return;
    await deps.queue.send(missed.map((dossierId) => ({ dossierId, agencyId, endpointId })));
    await Promise.all(missed.map((dossierId) => deps.backlog.remove(endpointId, dossierId)));
    await deps.queue.send([message]);
  }

  return (message: Message, record?: Pick<SQSRecord, 'messageId'>, tally: Tally = () => {}): Promise<void> => {
    if ('catchUp' in message) return catchUp(message);
    const messageId = record?.messageId;
    return 'endpointId' in message ? deliver(message, messageId, tally) : tell(message, messageId, tally);
  };
}

/** Every failure is recorded at the endpoint before its circuit breaker, so a healthy endpoint's breaker need not be read. */
const closed = (breaker: Breaker): Breaker => ({ ...breaker, look: async () => ({ state: 'closed' }) });

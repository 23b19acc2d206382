import type { SQSRecord } from 'aws-lambda';
import { eventType } from '../../events/catalogue.ts';
import type { Breaker } from '../../shared/delivery/breaker.ts';
import { deliverDossier } from '../../shared/delivery/deliver-dossier.ts';
import type { Delivery } from '../../shared/delivery/delivery.ts';
import type { Nudge } from '../../shared/delivery/nudge.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import { andAbove } from '../../shared/identifiers/agency-id.ts';
import type { Table } from '../../shared/store/table.ts';
import type { Backlog } from '../../shared/webhooks/backlog.ts';
import { wants, webhookDestination } from '../../shared/webhooks/endpoint.ts';
import type { WebhookQueue } from '../../shared/webhooks/webhook-queue.ts';
import { type EndpointDelivery, sendTo } from './deliver.ts';
import type { CatchUp, EndpointNudge, Message } from './messages.ts';

export type WebhookDelivery = EndpointDelivery & {
  readonly table: Table;
  readonly loadDossier: (dossierId: string) => Promise<Dossier | undefined>;
  readonly queue: WebhookQueue;
  readonly backlog: Backlog;
  readonly breakerOf: (destination: string) => Breaker;
  /** How a delivery of this endpoint's puts its nudge back, and where it parks what never goes. */
  readonly waysBack: (nudge: EndpointNudge) => Pick<Delivery, 'renudge' | 'park'>;
};

/** No delivery is begun later than this after its message came in: an attempt takes up to 13 s, the function has 30. */
const BEGIN_WITHIN_MS = 14_000;

/**
 * An event is a nudge: it becomes one nudge for each endpoint of the agencies involved, so that each endpoint has its
 * own pace; a nudge for an endpoint brings that endpoint up to date with that dossier's log.
 */
export function webhookDelivery(deps: WebhookDelivery) {
  async function fanOut({ dossierId, version }: Nudge): Promise<void> {
    const dossier = await deps.loadDossier(dossierId);
    // A draft is its applicant's own affair. Once it is submitted the cursors begin at its first event.
    if (dossier === undefined || dossier.status === 'draft') return;
    // Those above an agency see what it does, as they do through the API.
    const reach = [...new Set(dossier.agencies.flatMap(andAbove))];
    const perAgency = await Promise.all(reach.map((agencyId) => deps.endpoints.list(agencyId)));
    // Disabled ones are nudged too: that is how their backlog comes to be.
    await deps.queue.send(
      perAgency.flat().map(({ agencyId, endpointId }) => ({ dossierId, version, agencyId, endpointId })),
    );
  }

  async function deliver(nudge: EndpointNudge, messageId: string | undefined): Promise<void> {
    const { agencyId, endpointId, dossierId } = nudge;
    const endpoint = await deps.endpoints.get(agencyId, endpointId);
    if (endpoint === undefined) return;
    if (endpoint.status === 'disabled') return deps.backlog.add(endpointId, dossierId);
    const destination = webhookDestination(endpointId);
    const { agencyId: _, endpointId: __, ...bare } = nudge;
    const result = await deliverDossier(
      {
        table: deps.table,
        destination,
        send: sendTo(endpoint, deps),
        breaker: deps.breakerOf(destination),
        concerns: (event) => wants(endpoint, eventType(event.type)),
        stopAt: deps.clock().getTime() + BEGIN_WITHIN_MS,
        clock: () => deps.clock().getTime(),
        ...deps.waysBack(nudge),
      },
      bare,
      messageId,
    );
    if (result.outcome === 'halted') await deps.backlog.add(endpointId, dossierId);
    if (result.outcome !== 'stale') deps.logger.info('webhook delivery', { endpointId, dossierId, ...result });
  }

  async function catchUp(message: CatchUp): Promise<void> {
    const { agencyId, endpointId } = message;
    const missed = await deps.backlog.page(endpointId);
    if (missed.length === 0) return;
    await deps.queue.send(missed.map((dossierId) => ({ dossierId, agencyId, endpointId })));
    await Promise.all(missed.map((dossierId) => deps.backlog.remove(endpointId, dossierId)));
    await deps.queue.send([message]);
  }

  return (message: Message, record?: Pick<SQSRecord, 'messageId'>): Promise<void> => {
    if ('catchUp' in message) return catchUp(message);
    return 'endpointId' in message ? deliver(message, record?.messageId) : fanOut(message);
  };
}

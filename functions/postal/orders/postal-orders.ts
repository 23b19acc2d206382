import { randomUUID } from 'node:crypto';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { ResultDelivery } from '../../../shared/dossier/values.ts';
import type { ShipmentRow, Shipments } from '../../../shared/partner-messages/shipments.ts';
import type { Count } from '../../../shared/platform/observability/metrics.ts';
import {
  isRepeatable,
  PartnerRefusedError,
  PartnerUnavailableError,
} from '../../../shared/platform/partners/outcomes.ts';
import { idPart } from '../../../shared/platform/queues/command-id.ts';
import type { CommandQueue } from '../../../shared/platform/queues/command-queue.ts';
import type { Later } from '../../../shared/platform/queues/delayed.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import type { Lease } from '../../../shared/platform/table/lease.ts';
import type { DossierStore } from '../../../shared/record/dossier-store.ts';
import type { Carrier, ParcelOrder } from '../carriers/carrier.ts';
import type { CarrierName } from '../carriers/registry.ts';
import type { CompletedMessage } from './message.ts';

/** Longer than the carrier's time-outs together, so that two workers never order one parcel concurrently. Milliseconds. */
const LEASE_MS = 60_000;
/** Slightly more than a day of a carrier outage. */
const MAX_ATTEMPTS = 110;

export type PostalOrders = {
  readonly load: DossierStore['load'];
  readonly shipments: Shipments;
  readonly carrierName: CarrierName;
  readonly carrier: Carrier;
  readonly commands: CommandQueue;
  readonly count: Count;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly newOwner?: () => string;
};

/**
 * Orders the parcel for a finished result. Every step is idempotent: the row records the progress, the order number is the
 * dossier's own, and the command to the dossier has a deterministic id.
 */
export function postalOrders({
  load,
  shipments,
  carrierName,
  carrier,
  commands,
  count,
  clock,
  logger,
  newOwner = randomUUID,
}: PostalOrders) {
  async function order(row: ShipmentRow, delivery: Post, lease: Lease): Promise<ShipmentRow> {
    const { orderNumber } = row;
    try {
      const { known, carrierNumber } = await carrier.order(parcelOrder(orderNumber, delivery));
      const orderedAt = clock().toISOString();
      await shipments.ordered(row, orderedAt, carrierNumber);
      logger.info('parcel ordered', { dossierId: row.dossierId, orderNumber, carrier: row.carrier, known });
      return { ...row, orderedAt, carrierNumber };
    } catch (error) {
      const isOver = isRepeatable(error) || error instanceof PartnerRefusedError;
      if (isOver) await shipments.release(row, lease);
      throw error;
    }
  }

  async function handle({ detail }: CompletedMessage): Promise<void> {
    const dossier = await load(detail.data.dossierId);
    if (dossier === undefined) throw new PermanentError('dossier-not-found');
    const { dossierId, resultDelivery } = dossier;
    if (resultDelivery.method !== 'post') return;
    const orderNumber = orderNumberOf(dossier);
    const now = clock();
    const parcel: ShipmentRow = {
      orderNumber,
      dossierId,
      carrier: carrierName,
      direction: 'outbound',
      createdAt: now.toISOString(),
    };
    const lease = { owner: newOwner(), now: now.getTime(), until: now.getTime() + LEASE_MS };
    const earlier = await shipments.byOrderNumber(orderNumber);
    if (earlier === undefined && dossier.status !== 'completed') {
      logger.info('no parcel: the dossier is no longer waiting for one', { dossierId, status: dossier.status });
      return;
    }
    const row = earlier?.orderedAt === undefined ? await shipments.claim(parcel, lease) : earlier;
    if (row === undefined) throw new PartnerUnavailableError(carrierName, 'being-ordered');
    const ordered = row.orderedAt === undefined ? await order(row, resultDelivery, lease) : row;
    await commands.send({
      commandId: `shipment:${idPart(ordered.carrier)}:${idPart(orderNumber)}:registered`,
      dossierId,
      from: 'postal-orders',
      command: { type: 'record-parcel-order', orderNumber },
    });
  }

  return async (message: CompletedMessage, later: Later): Promise<void> => {
    try {
      await handle(message);
    } catch (error) {
      if (error instanceof PartnerRefusedError) throw new PermanentError(`carrier-refused:${error.causeCode}`);
      if (!isRepeatable(error)) throw error;
      count('PostalOrderPostponed');
      if (later.attempt >= MAX_ATTEMPTS) throw new PermanentError(`carrier-unavailable:${error.causeCode}`);
      const { dossierId } = message.detail.data;
      logger.warn('parcel postponed', { dossierId, attempt: later.attempt, cause: error.causeCode });
      await later.again(error instanceof PartnerUnavailableError ? error.retryAfter : undefined);
    }
  };
}

type Post = Extract<ResultDelivery, { method: 'post' }>;

function orderNumberOf({ dossierCode }: Dossier): string {
  if (dossierCode === undefined || !/^[A-Za-z0-9._-]{1,100}$/.test(dossierCode)) {
    throw new PermanentError('dossier-without-usable-code');
  }
  return dossierCode;
}

function parcelOrder(orderNumber: string, delivery: Post): ParcelOrder {
  return {
    orderNumber,
    cashOnDelivery: 0,
    content: `Kết quả hồ sơ ${orderNumber}`,
    receiver: {
      name: delivery.receiverName,
      phone: delivery.receiverPhone,
      address: delivery.receiverAddress,
      provinceCode: delivery.receiverProvinceCode,
    },
  };
}

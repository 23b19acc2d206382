import type { SQSRecord } from 'aws-lambda';
import type { ChangeNotification } from '../../../shared/platform/delivery/change-notification.ts';
import { deliverDossier } from '../../../shared/platform/delivery/deliver-dossier.ts';
import type { Delivery } from '../../../shared/platform/delivery/delivery.ts';
import type { Tally } from '../../../shared/platform/queues/queue-consumer.ts';
import { isSynced } from '../synced-events.ts';
import { type PortalSend, portalBatches, portalSend } from './portal-send.ts';

export const DESTINATION = 'national-portal';

export type NationalPortalSync = PortalSend &
  Pick<Delivery, 'table' | 'breaker' | 'requeue' | 'park' | 'clock' | 'random' | 'leaseMs'> & {
    /** Moment after which this invocation starts nothing new, epoch milliseconds. */
    readonly stopAt: () => number;
  };

/** Brings the national portal up to date with the dossier in the notification. */
export function nationalPortalSync({ logger, stopAt, portal, catalogue, filingOf, ...delivery }: NationalPortalSync) {
  const send = portalSend({ portal, catalogue, filingOf, logger });
  const split = portalBatches(portal.maxEvents);
  return async (
    notification: ChangeNotification,
    message?: Pick<SQSRecord, 'messageId'>,
    tally: Tally = () => {},
  ): Promise<void> => {
    const outcome = await deliverDossier(
      {
        ...delivery,
        destination: DESTINATION,
        send,
        filter: isSynced,
        split,
        withHistory: true,
        stopAt: stopAt(),
      },
      notification,
      message?.messageId,
    );
    const facts = { dossierId: notification.dossierId, ...outcome };
    tally(outcome.outcome);
    if (outcome.outcome === 'delivered' || outcome.outcome === 'stale') return;
    if (outcome.outcome === 'blocked') logger.warn('dossier does not reach the national portal', facts);
    else logger.info('national portal not told', facts);
  };
}

import { createHash } from 'node:crypto';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { CarrierReport, KeptReport } from '../../../shared/partner-messages/carrier-reports.ts';
import type { ShipmentRow, Shipments } from '../../../shared/partner-messages/shipments.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import type { Count } from '../../../shared/platform/observability/metrics.ts';
import { idPart } from '../../../shared/platform/queues/command-id.ts';
import type { CommandQueue } from '../../../shared/platform/queues/command-queue.ts';
import { keyInForce } from '../../../shared/platform/secrets/compare.ts';
import { strictJsonOrNothing } from '../../../shared/text/json.ts';
import type { PushOutcome } from '../carriers/carrier.ts';
import { CARRIERS, type CarrierName, type OwnStates, stateOf } from '../carriers/registry.ts';
import type { Reports } from './reports.ts';
import type { routes } from './routes.ts';

export type PostalWebhook = {
  /** Active values of a carrier's secret, newest first; empty for a carrier without a contract. */
  readonly secrets: (carrier: CarrierName) => Promise<readonly object[]>;
  readonly shipments: Pick<Shipments, 'byOrderNumber'>;
  readonly reports: Reports;
  readonly commands: CommandQueue;
  readonly states: OwnStates | undefined;
  readonly count: Count;
  readonly clock: () => Date;
  readonly logger: Logger;
};

type Push = { readonly carrier: CarrierName; readonly rawBody: string };

/** Receives carriers' reports: check the token, store once, queue the command, and only then acknowledge. */
export function postalWebhook(deps: PostalWebhook): Handlers<typeof routes> {
  const { shipments, reports, commands, count, clock, logger } = deps;

  async function take({ carrier, rawBody }: Push): Promise<PushOutcome> {
    const report = CARRIERS[carrier].push.read(strictJsonOrNothing(rawBody));
    if ('field' in report) {
      logger.warn('carrier report not readable', { carrier, field: report.field });
      count('PostalReportNotReadable');
      return 'not-readable';
    }
    const row = await shipments.byOrderNumber(report.orderNumber);
    const offered = keptReport(carrier, report, row?.carrier === carrier ? row : undefined);
    const judged = await reports.keep(offered);
    if (judged.found === 'other') {
      await reports.quarantine(offered, rawBody, judged.differs);
      logger.error('carrier report set aside', { carrier, obstacle: 'conflict', differs: judged.differs });
      count('PostalReportConflict');
      // Answered as unreadable: an acknowledgement would suggest that we understand the code.
      return 'not-readable';
    }
    const kept = judged.row;
    if (kept.obstacle !== undefined) {
      logger.error('carrier report set aside', { carrier, obstacle: kept.obstacle, code: report.carrierCode });
      count(kept.obstacle === 'unknown-order' ? 'PostalOrderUnknown' : 'PostalCodeUnknown');
      return kept.obstacle === 'unknown-order' ? 'no-such-order' : 'taken';
    }
    await pass(kept);
    return 'taken';
  }

  /** Sends the command unless an earlier delivery of the same report did. */
  async function pass(kept: KeptReport): Promise<void> {
    const { shipment, dossierId, messageId, sentAt, carrier } = kept;
    if (shipment === undefined || dossierId === undefined || sentAt !== undefined) return;
    const command = { type: 'record-shipment-event', messageId } as const;
    const commandId = `shipment:${carrier}:${idPart(messageId)}`;
    await commands.send({ commandId, dossierId, from: 'postal-webhook', command });
    await reports.sent(kept, clock().toISOString());
    logger.info('carrier report', { dossierId, carrier, state: shipment.state, code: shipment.carrierCode });
  }

  function keptReport(carrier: CarrierName, report: CarrierReport, row: ShipmentRow | undefined): KeptReport {
    const receivedAt = clock().toISOString();
    const base = { messageId: messageId(carrier, report), carrier, report, receivedAt };
    if (row === undefined) return { ...base, obstacle: 'unknown-order' };
    const { dossierId, direction } = row;
    const state = stateOf(carrier, report.carrierCode, deps.states);
    if (state === undefined) return { ...base, dossierId, obstacle: 'unknown-code' };
    const { orderNumber: shipmentId, carrierCode, occurredAt = receivedAt } = report;
    return { ...base, dossierId, shipment: { shipmentId, direction, carrier, state, carrierCode, occurredAt } };
  }

  return {
    carrierPush: async ({ params: { carrier }, headers, rawBody }) => {
      const { knows, reply } = CARRIERS[carrier].push;
      try {
        const secrets = await deps.secrets(carrier);
        if (keyInForce(secrets, (secret) => knows(headers, secret)) === undefined) {
          logger.warn('carrier push with a wrong token', { carrier });
          count('PostalTokenRefused');
          return reply('bad-token');
        }
        return reply(await take({ carrier, rawBody }));
      } catch (error) {
        logger.error('carrier report not recorded', { carrier, error: error as Error });
        return reply('failed-here');
      }
    },
  };
}

/** The carrier's report identifier; without one, a hash of the content, so that a repetition is recognised. */
function messageId(carrier: string, { orderNumber, carrierCode, reportId, occurredAt }: CarrierReport): string {
  const said =
    reportId === undefined ? ['said', orderNumber, carrierCode, occurredAt ?? ''] : ['id', orderNumber, reportId];
  return createHash('sha256')
    .update([carrier, ...said].join('\n'), 'utf8')
    .digest('hex');
}

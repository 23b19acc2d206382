import type { Logger } from '@aws-lambda-powertools/logger';
import { toPublicEvent } from '../../../shared/dossier/public-event.ts';
import type { Send } from '../../../shared/platform/delivery/delivery.ts';
import { HaltedError } from '../../../shared/platform/delivery/errors.ts';
import type { Count } from '../../../shared/platform/observability/metrics.ts';
import { PartnerUnavailableError } from '../../../shared/platform/partners/outcomes.ts';
import type { Secrets } from '../../../shared/platform/secrets/secrets.ts';
import { type AttemptLog, attemptRow, type DeliveryAttempt } from '../attempt-log.ts';
import { type Endpoint, secretsInForce } from '../endpoint.ts';
import type { WebhookSender } from '../sender.ts';
import { secretNameOf, signingSecret } from '../signing-secrets.ts';
import type { SenderEndpoints } from './remembered-endpoints.ts';

export type EndpointDelivery = {
  readonly province: string;
  readonly endpoints: SenderEndpoints;
  readonly attempts: AttemptLog;
  readonly secrets: Secrets;
  readonly sender: WebhookSender;
  /** An endpoint without any success for this time is disabled. Milliseconds. */
  readonly disableAfterMs: number;
  /** Increments an operational metric. */
  readonly count: Count;
  readonly logger: Logger;
  readonly clock: () => Date;
};

/** Delivers events to one endpoint one by one and records its health. */
export function sendTo(endpoint: Endpoint, deps: EndpointDelivery): Send {
  const { endpoints, attempts, clock, count, logger } = deps;
  const { endpointId, agencyId } = endpoint;
  let failingSince = endpoint.failingSince;

  /** Notice: a row in the agency's attempt log, a log line and a metric for the operator. */
  async function disable(reason: 'gone' | 'failing', { eventId, eventType }: DeliveryAttempt): Promise<void> {
    const at = clock().toISOString();
    if (!(await endpoints.disable(endpoint, { reason, at }))) return;
    await attempts.add(endpointId, { at, eventId, eventType, outcome: 'disabled', cause: reason, durationMs: 0 });
    logger.warn('webhook endpoint disabled', { endpointId, agencyId, reason });
    count('WebhookEndpointDisabled');
  }

  return async ([event], { keep }) => {
    const now = clock();
    const stored = await deps.secrets.get(secretNameOf(endpointId), signingSecret);
    const attempt = await deps.sender.send(
      endpoint,
      secretsInForce(endpoint, stored, now),
      toPublicEvent(event, deps.province),
    );
    if (attempt.outcome === 'delivered') {
      keep(attemptRow(endpointId, attempt));
      if (failingSince !== undefined) await endpoints.noteSuccess(endpoint);
      failingSince = undefined;
      return;
    }
    await attempts.add(endpointId, attempt);
    if (attempt.outcome === 'gone') {
      await disable('gone', attempt);
      throw new HaltedError(`endpoint ${endpointId} is gone`);
    }
    failingSince ??= await endpoints.noteFailure(endpoint, attempt.at);
    if (now.getTime() - Date.parse(failingSince) >= deps.disableAfterMs) {
      await disable('failing', attempt);
      throw new HaltedError(`endpoint ${endpointId} has failed since ${failingSince}`);
    }
    // Receivers drop what they have by its id, so an answer that never came is simply asked for again.
    throw new PartnerUnavailableError('webhook', attempt.cause ?? `status-${attempt.status}`, attempt.retryAfter);
  };
}

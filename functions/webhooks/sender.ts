import { correlationHeader } from '../../shared/platform/observability/correlation.ts';
import { exchange, OutboundError } from '../../shared/platform/partners/exchange.ts';
import { retryAfterOf } from '../../shared/platform/partners/retry-after.ts';
import { type UrlGuard, UrlRefusedError } from '../../shared/platform/partners/url-guard.ts';
import type { DeliveryAttempt } from './attempt-log.ts';
import { signedHeaders } from './signature.ts';

/**
 * Timeout of a whole attempt, DNS look-up included, milliseconds. Standard Webhooks recommends 15 to 30 s; ours is shorter
 * because we pay for the wait.
 */
export const ATTEMPT_MS = 10_000;

/** A CloudEvent to send: the envelope in structured content mode. */
export type Sendable = { readonly id: string; readonly type: string };

export type WebhookSender = {
  /** Makes one attempt, which the caller logs. Every reaction of the receiver is an outcome, never an exception. */
  send(
    to: { readonly url: string },
    secrets: readonly [string, ...string[]],
    event: Sendable,
  ): Promise<DeliveryAttempt>;
};

export type SenderOptions = { readonly timeoutMs?: number; readonly clock?: () => Date };

export function webhookSender(
  guard: UrlGuard,
  { timeoutMs = ATTEMPT_MS, clock = () => new Date() }: SenderOptions = {},
): WebhookSender {
  async function attempt(
    url: string,
    at: Date,
    secrets: readonly [string, ...string[]],
    event: Sendable,
  ): Promise<Pick<DeliveryAttempt, 'outcome' | 'status' | 'cause' | 'retryAfter'>> {
    const body = JSON.stringify(event);
    const headers = {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'motcua-webhooks/1',
      ...correlationHeader(),
      ...signedHeaders(event.id, at, body, secrets),
    };
    const begun = performance.now();
    try {
      const target = await guard.resolve(url);
      const answer = await exchange(target.url, {
        method: 'POST',
        headers,
        body,
        timeoutMs: timeoutMs - (performance.now() - begun),
        maxBytes: 0,
        addresses: target.addresses,
      });
      // Only the status of the response is used; the rest of the body is ignored.
      answer.discard();
      const { status } = answer;
      const retryAfter = retryAfterOf(status, answer.headers['retry-after'], at);
      return { outcome: outcomeOf(status), status, ...(retryAfter !== undefined && { retryAfter }) };
    } catch (error) {
      if (error instanceof UrlRefusedError) return { outcome: 'url-refused', cause: error.fault };
      if (error instanceof OutboundError) return { outcome: 'no-answer', cause: error.causeCode };
      throw error;
    }
  }

  return {
    async send({ url }, secrets, event) {
      const at = clock();
      const result = await attempt(url, at, secrets, event);
      const durationMs = clock().getTime() - at.getTime();
      return { at: at.toISOString(), eventId: event.id, eventType: event.type, ...result, durationMs };
    },
  };
}

/** Only 2xx is success; a redirect is not followed and counts as a rejection. 410 means that the receiver no longer exists. */
function outcomeOf(status: number): DeliveryAttempt['outcome'] {
  if (status >= 200 && status < 300) return 'delivered';
  return status === 410 ? 'gone' : 'refused';
}

import { partnerCall } from '../../../../shared/platform/partners/call.ts';
import type { Exchange } from '../../../../shared/platform/partners/exchange.ts';
import {
  PartnerRefusedError,
  PartnerUnavailableError,
  UnknownOutcomeError,
} from '../../../../shared/platform/partners/outcomes.ts';
import { PORTAL } from '../../port.ts';

/** The adapter, or a gateway before it, answered that the caller is not signed in. */
export class NotSignedInError extends Error {
  override readonly name = 'NotSignedInError';
}

/**
 * Posts JSON and reads a JSON object back.
 * @param timeoutMs longest wait, milliseconds.
 * @throws PartnerUnavailableError, UnknownOutcomeError, NotSignedInError (401, 403), PartnerRefusedError (400, 413, 422).
 */
export async function exchange(
  send: Exchange | undefined,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<Record<string, unknown>> {
  if (timeoutMs <= 0) throw new PartnerUnavailableError(PORTAL, 'out-of-time');
  const { status, json, retryAfter } = await partnerCall(PORTAL, send, 'portal-')(url, { body, headers, timeoutMs });
  if (status === 401 || status === 403) throw new NotSignedInError();
  if ([400, 413, 422].includes(status)) throw new PartnerRefusedError(PORTAL, `portal-http-${status}`);
  if (status !== 200) throw new PartnerUnavailableError(PORTAL, `portal-http-${status}`, retryAfter);
  if (!isObject(json)) throw new UnknownOutcomeError(PORTAL, 'portal-answer-unreadable');
  return json;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

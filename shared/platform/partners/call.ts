import { type Exchange, OutboundError } from './exchange.ts';
import { askJson, type JsonAnswer, type JsonRequest } from './json.ts';
import { PartnerUnavailableError, UnknownOutcomeError } from './outcomes.ts';

export type PartnerAnswer = Pick<JsonAnswer, 'status' | 'json' | 'retryAfter'>;

/** Calls one partner's HTTP service. */
export type PartnerCall = (url: string, request: JsonRequest) => Promise<PartnerAnswer>;

/**
 * The one way to call a partner that speaks JSON.
 * @param prefix of the causes, where they meet those of other partners
 * @throws PartnerUnavailableError where no connection came to be, on 429, 503 and redirects.
 * @throws UnknownOutcomeError where no answer came, on other 5xx, and on successes that are not JSON: a partner that
 *   broke down may have done the work before, and a gateway does not know either.
 * Other 4xx answers are returned: what they mean is the adapter's to say.
 */
export function partnerCall(partner: string, send?: Exchange, prefix = ''): PartnerCall {
  const unavailable = (cause: string, retryAfter?: number) =>
    new PartnerUnavailableError(partner, prefix + cause, retryAfter);
  const unknown = (cause: string) => new UnknownOutcomeError(partner, prefix + cause);
  return async (url, request) => {
    const answer = await askJson(url, request, send).catch((error: unknown) => {
      if (!(error instanceof OutboundError)) throw error;
      throw error.failure === 'never-sent' ? unavailable('unreachable') : unknown('no-answer');
    });
    const { status, json, retryAfter } = answer;
    const isRedirect = status >= 300 && status < 400;
    if (status === 429 || status === 503 || isRedirect) throw unavailable(`http-${status}`, retryAfter);
    if (status >= 500) throw unknown(`http-${status}`);
    if (json === undefined && status < 300) throw unknown('answer-unreadable');
    return answer;
  };
}

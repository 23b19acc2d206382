import { type Exchange, OutboundError } from './exchange.ts';
import { askJson, type JsonAnswer, type JsonRequest } from './json.ts';

/** Why a partner could not be reached or understood. Codes for the log; no address, no content. */
export type PartnerFailure =
  | 'timeout'
  | 'network'
  | 'server-error'
  | 'throttled'
  | 'unauthorised'
  | 'not-json'
  | 'unexpected-answer'
  | 'unknown-outcome';

/** The partner did not give an answer that says yes or no: what we asked for may or may not have happened there. */
export class PartnerUnavailableError extends Error {
  override readonly name = 'PartnerUnavailableError';
  readonly partner: string;
  readonly failure: PartnerFailure;
  /** The partner's own wish for when to come back. Seconds. */
  readonly retryAfter: number | undefined;

  constructor(partner: string, failure: PartnerFailure, retryAfter?: number) {
    super(`${partner}: ${failure}`);
    this.partner = partner;
    this.failure = failure;
    this.retryAfter = retryAfter;
  }
}

/** The partner understood and said no. `reason` is its own code. */
export class PartnerRefusedError extends Error {
  override readonly name = 'PartnerRefusedError';
  readonly partner: string;
  readonly reason: string;

  constructor(partner: string, reason: string) {
    super(`${partner} refused: ${reason}`);
    this.partner = partner;
    this.reason = reason;
  }
}

export type PartnerAnswer = Pick<JsonAnswer, 'status' | 'json'>;

/** Calls one partner's HTTP service. */
export type PartnerCall = (url: string, request: JsonRequest) => Promise<PartnerAnswer>;

/**
 * @throws PartnerUnavailableError on time-out, network failure, 429, 5xx, redirects and successes that are not JSON.
 * Other 4xx answers are returned: what they mean is the adapter's to say.
 */
export function partnerCall(partner: string, send?: Exchange): PartnerCall {
  return async (url, request) => {
    const failed = (failure: PartnerFailure, retryAfter?: number) =>
      new PartnerUnavailableError(partner, failure, retryAfter);
    const { status, json, retryAfter } = await askJson(url, request, send).catch((error: unknown) => {
      throw error instanceof OutboundError ? failed(failureOf(error)) : error;
    });
    if (status === 429) throw failed('throttled', retryAfter);
    if (status >= 500) throw failed('server-error', retryAfter);
    if (status >= 300 && status < 400) throw failed('unexpected-answer');
    if (json === undefined && status < 300) throw failed('not-json');
    return { status, json };
  };
}

function failureOf({ failure, causeCode }: OutboundError): PartnerFailure {
  if (causeCode === 'timeout') return 'timeout';
  return failure === 'bad-answer' ? 'unexpected-answer' : 'network';
}

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

/** The partner gave no definite answer: the request may have been executed or not. */
export class PartnerUnavailableError extends Error {
  override readonly name = 'PartnerUnavailableError';
  readonly partner: string;
  readonly failure: PartnerFailure;
  /** The partner's `Retry-After`. Seconds. */
  readonly retryAfter: number | undefined;

  constructor(partner: string, failure: PartnerFailure, retryAfter?: number) {
    super(`${partner}: ${failure}`);
    this.partner = partner;
    this.failure = failure;
    this.retryAfter = retryAfter;
  }
}

/** The partner rejected the request. `reason` is its own code. */
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
 * @throws PartnerUnavailableError on time-out, network failure, 429, 5xx, redirects and non-JSON successes. Other 4xx
 * responses are returned: the adapter interprets them.
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

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

  constructor(partner: string, failure: PartnerFailure) {
    super(`${partner}: ${failure}`);
    this.partner = partner;
    this.failure = failure;
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

export type PartnerRequest = {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as it is. */
  readonly body?: unknown;
  /** Milliseconds for the whole exchange, body included. */
  readonly timeoutMs: number;
};

/** `json` is undefined when the answer to a refused request is not JSON. */
export type PartnerAnswer = { readonly status: number; readonly json: unknown };

/** Calls one partner's HTTP service. Redirects are not followed: a partner's address is agreed, not discovered. */
export type PartnerCall = (url: string, request: PartnerRequest) => Promise<PartnerAnswer>;

/** An answer longer than this is no answer of theirs. Characters. */
const LONGEST_ANSWER = 4_000_000;

/**
 * @throws PartnerUnavailableError on time-out, network failure, 429, 5xx, redirects and successes that are not JSON.
 * Other 4xx answers are returned: what they mean is the adapter's to say.
 */
export function partnerCall(partner: string, send: typeof fetch = fetch): PartnerCall {
  return async (url, { method = 'POST', headers, body, timeoutMs }) => {
    const failed = (failure: PartnerFailure) => new PartnerUnavailableError(partner, failure);
    let status: number;
    let text: string;
    try {
      const answer = await send(url, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        headers: { Accept: 'application/json', ...(typeof body === 'object' && jsonType), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      status = answer.status;
      text = await answer.text();
    } catch (error) {
      throw failed((error as Error).name === 'TimeoutError' ? 'timeout' : 'network');
    }
    if (status === 429) throw failed('throttled');
    if (status >= 500) throw failed('server-error');
    if (status >= 300 && status < 400) throw failed('unexpected-answer');
    const json = read(text);
    if (json === undefined && status < 300) throw failed('not-json');
    return { status, json };
  };
}

const jsonType = { 'Content-Type': 'application/json; charset=utf-8' };

function read(text: string): unknown {
  if (text.length > LONGEST_ANSWER) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

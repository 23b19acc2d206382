import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { buildQueryString, type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { type Agents, exchange, OutboundError, type OutboundRequest, readAll } from '../partners/exchange.ts';

/** Longest time for one attempt, connecting and reading included. Healthy ones take hundredths of it. Milliseconds. */
const ANSWER_MS = 4_000;
/** A service of the same region is connected to within a few; more means that its address leads nowhere. Milliseconds. */
const CONNECT_MS = 1_000;
/** The largest answer there is: a batch of DynamoDB holds 16 MB of items, written out in JSON. Bytes. */
const LONGEST_ANSWER = 64_000_000;
/** Attempts at what fails at once (throttling, a reset connection, a fault of the service). */
const ATTEMPTS = 5;
/**
 * Attempts of which each may take all its time: two make 8 s, which the shortest function (10 s) has. Milliseconds are
 * what a silent service costs, so attempts that were quick do not count.
 */
const SLOW_ATTEMPTS = 2;

/** As the SDK's own handler keeps them; a connection that was closed meanwhile is a failure that is tried again. */
const kept = { keepAlive: true, maxSockets: 50 };

type Token = Parameters<StandardRetryStrategy['refreshRetryTokenForRetry']>[0];
type Failure = Parameters<StandardRetryStrategy['refreshRetryTokenForRetry']>[1];

/** Gives up after {@link SLOW_ATTEMPTS} time-outs, so that an operation ends before the function that waits for it. */
class PatientRetries extends StandardRetryStrategy {
  override refreshRetryTokenForRetry(token: Token, failure: Failure): Promise<Token> {
    const slow = failure.error instanceof OutboundError && failure.error.causeCode === 'timeout';
    if (slow && token.getRetryCount() + 1 >= SLOW_ATTEMPTS) return Promise.reject(failure.error);
    return super.refreshRetryTokenForRetry(token, failure);
  }
}

/** Carries an SDK client's requests by the one {@link exchange}, whose bounds the SDK's own handler does not know. */
class BoundedHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #agents: Agents = { http: new Agent(kept), https: new SecureAgent(kept) };
  readonly #timeoutMs: number;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  async handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
    const { protocol, hostname, port, path, query, method, headers, body } = request;
    const search = buildQueryString(query);
    const address = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${search && `?${search}`}`;
    try {
      const answer = await exchange(new URL(address), {
        method,
        headers,
        ...(body !== undefined && { body: body as NonNullable<OutboundRequest['body']> }),
        timeoutMs: this.#timeoutMs,
        connectMs: CONNECT_MS,
        maxBytes: LONGEST_ANSWER,
        agents: this.#agents,
      });
      const response = { statusCode: answer.status, headers: { ...answer.headers }, body: await readAll(answer.body) };
      return { response: new HttpResponse(response) };
    } catch (error) {
      // Whether it was carried out is not known; the SDK repeats it with the same token, so that it happens once.
      throw Object.assign(error as Error, { $retryable: {} });
    }
  }

  destroy(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }
}

/** What every client is built with. */
export type AwsClientSettings = {
  readonly requestHandler: BoundedHandler;
  readonly retryStrategy: PatientRetries;
};

/**
 * Builds a client of an AWS service, the only way there is: left to itself the SDK waits for a silent service until the
 * function is killed. `docs/decisions/0017-one-exchange.md`
 * @param more settings of tools that run outside AWS
 * @param bounds time of an attempt, milliseconds, and how often what failed at once is tried
 */
export function awsClient<C, S extends object = object>(
  Client: new (settings: AwsClientSettings & S) => C,
  more?: S,
  { timeoutMs = ANSWER_MS, attempts = ATTEMPTS }: { readonly timeoutMs?: number; readonly attempts?: number } = {},
): C {
  return new Client({
    ...(more as S),
    requestHandler: new BoundedHandler(timeoutMs),
    retryStrategy: new PatientRetries(attempts),
  });
}

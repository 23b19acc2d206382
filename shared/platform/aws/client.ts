import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { buildQueryString, type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { type Agents, exchange, OutboundError, type OutboundRequest, readAll } from '../partners/exchange.ts';

/** Time-out of one attempt, connecting and reading included. Healthy ones take a hundredth of it. Milliseconds. */
const ANSWER_MS = 4_000;
/** Connection time-out. Services of the same region connect within a few milliseconds. Milliseconds. */
const CONNECT_MS = 1_000;
/** Largest possible response: a DynamoDB batch has 16 MB of items, serialised as JSON. Bytes. */
const LONGEST_ANSWER = 64_000_000;
/** Attempts for failures that return quickly (throttling, connection reset, service fault). */
const ATTEMPTS = 5;
/**
 * Attempts that may use the full time-out: two take 8 s, which fits the shortest function (10 s). Only time-outs count here;
 * attempts that failed quickly do not.
 */
const SLOW_ATTEMPTS = 2;

/** Same as the SDK's own handler; a connection closed in the meantime is a retryable failure. */
const kept = { keepAlive: true, maxSockets: 50 };

type Token = Parameters<StandardRetryStrategy['refreshRetryTokenForRetry']>[0];
type Failure = Parameters<StandardRetryStrategy['refreshRetryTokenForRetry']>[1];

/** Gives up after {@link SLOW_ATTEMPTS} time-outs, so that an operation ends before its function times out. */
class PatientRetries extends StandardRetryStrategy {
  override refreshRetryTokenForRetry(token: Token, failure: Failure): Promise<Token> {
    const slow = failure.error instanceof OutboundError && failure.error.causeCode === 'timeout';
    if (slow && token.getRetryCount() + 1 >= SLOW_ATTEMPTS) return Promise.reject(failure.error);
    return super.refreshRetryTokenForRetry(token, failure);
  }
}

/** Sends an SDK client's requests through {@link exchange}, whose limits the SDK's own handler does not support. */
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
      // The outcome is unknown; the SDK retries with the same token, so that it is applied once.
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

/** Default settings of every client. */
export type AwsClientSettings = {
  readonly requestHandler: BoundedHandler;
  readonly retryStrategy: PatientRetries;
};

/**
 * Builds a client of an AWS service; all clients are built here. By default the SDK waits for a silent service until the
 * function times out. `docs/decisions/0017-one-exchange.md`
 * @param more settings of tools that run outside AWS
 * @param bounds time-out of an attempt, milliseconds, and maximum attempts for quick failures
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

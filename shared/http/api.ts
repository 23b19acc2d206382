import { randomUUID } from 'node:crypto';
import type { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Caller } from '../identity/claims.ts';
import type { TokenVerifier } from '../identity/verify-token.ts';
import { isBusy } from '../store/busy.ts';
import { CursorError } from '../store/cursor.ts';
import { admit } from './access.ts';
import { crossOrigin, portalOrigins } from './cors.ts';
import { cursorProblem } from './page.ts';
import { HttpProblem, type ProblemDetails, problemOf, problemOfRejection, RejectedError } from './problem.ts';
import { type Call, callOf, headersOf, languageOf, type Reply } from './request.ts';
import type { Route } from './route.ts';

export type Routes = Readonly<Record<string, Route>>;

/** One handler for each declared route, no more and no fewer. */
export type Handlers<R extends Routes> = { readonly [K in keyof R]: (call: Call<R[K]>) => Promise<Reply> };

export type ApiDependencies = { readonly logger: Logger; readonly verifyToken?: TokenVerifier | undefined };

const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'",
  'Referrer-Policy': 'no-referrer',
};

/** A caller's own correlation id is kept when it is a UUID, so that both sides' logs meet and nothing else gets in. */
function correlationIdOf(headers: Readonly<Record<string, string>>): string {
  const given = headers['x-correlation-id'] ?? '';
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(given) ? given : randomUUID();
}

function answer(status: number, body: unknown, type: string, headers: Record<string, string>): APIGatewayProxyResult {
  return {
    statusCode: status,
    headers: { ...SECURITY_HEADERS, ...(body !== undefined && { 'Content-Type': type }), ...headers },
    body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
  };
}

function headersOfRefusal(error: unknown): Readonly<Record<string, string>> {
  if (error instanceof HttpProblem) return error.headers;
  const retryAfter = error instanceof RejectedError ? error.rejection.retryAfter : undefined;
  return retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
}

/**
 * Builds the Lambda handler of an API function from its routes and their handlers.
 * @throws ConfigurationError at cold start, for origins of portals that are none.
 */
export function apiHandler<R extends Routes>(
  routes: R,
  handlers: Handlers<R>,
  { logger, verifyToken }: ApiDependencies,
) {
  const origins = portalOrigins();
  const table = new Map<string, { route: Route; handle: (call: Call) => Promise<Reply> }>(
    Object.entries(routes).map(([name, route]) => [
      `${route.method} ${route.path}`,
      { route, handle: handlers[name] as unknown as (call: Call) => Promise<Reply> },
    ]),
  );

  /** From here on every line says who calls. What was dropped is counted, not named: a claim may hold anything. */
  function noteCaller({ subject, kind, dropped }: Caller): void {
    logger.appendKeys({ subject, actorKind: kind });
    if (dropped !== undefined) logger.warn('roles that do not count in this province', { audit: true, ...dropped });
  }

  async function dispatch(event: APIGatewayProxyEvent, correlationId: string): Promise<APIGatewayProxyResult> {
    const entry = table.get(`${event.httpMethod} ${event.resource}`);
    if (entry === undefined) throw new HttpProblem('not-found');
    const actor = await admit(entry.route.access, verifyToken, headersOf(event).authorization, noteCaller);
    const { status, body, headers } = await entry.handle(callOf(entry.route, event, actor, correlationId));
    return answer(status, body, 'application/json; charset=utf-8', {
      ...headers,
      'X-Correlation-Id': correlationId,
      'Content-Language': languageOf(headersOf(event)),
    });
  }

  /** Others stand in the way of this moment's request, not of the next one. */
  function busy(thrown: unknown): HttpProblem {
    logger.warn('table busy', { error: thrown as Error });
    return new HttpProblem('upstream-unavailable', [], { 'Retry-After': '1' });
  }

  function failure(event: APIGatewayProxyEvent, thrown: unknown, correlationId: string): APIGatewayProxyResult {
    const headers = headersOf(event);
    const language = languageOf(headers);
    const error = thrown instanceof CursorError ? cursorProblem(language) : isBusy(thrown) ? busy(thrown) : thrown;
    const known = error instanceof HttpProblem || error instanceof RejectedError;
    if (!known) logger.error('request failed', { error: error as Error });
    let problem: ProblemDetails;
    if (error instanceof RejectedError) {
      problem = problemOfRejection(error.rejection, language, headers['if-match'] !== undefined);
    } else {
      problem = problemOf(error instanceof HttpProblem ? error : new HttpProblem('internal-error'), language);
    }
    return answer(problem.status, { ...problem, correlationId }, 'application/problem+json; charset=utf-8', {
      ...headersOfRefusal(error),
      'X-Correlation-Id': correlationId,
      'Content-Language': language,
    });
  }

  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>().handler(async (event) => {
    const started = performance.now();
    const headers = headersOf(event);
    const correlationId = correlationIdOf(headers);
    logger.resetKeys();
    logger.appendKeys({ correlationId, route: `${event.httpMethod} ${event.resource}` });
    const result = await dispatch(event, correlationId).catch((error: unknown) => failure(event, error, correlationId));
    logger.info('request', { status: result.statusCode, ms: Math.round(performance.now() - started) });
    return { ...result, headers: { ...result.headers, ...crossOrigin(origins, headers.origin) } };
  });
}

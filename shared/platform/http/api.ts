import { randomUUID } from 'node:crypto';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Caller } from '../identity/claims.ts';
import { correlated, correlationId } from '../observability/correlation.ts';
import { invocation } from '../observability/invocation.ts';
import { isBusy } from '../table/busy.ts';
import { CursorError } from '../table/page.ts';
import type { Admission } from './access.ts';
import { auditOf, type Seen } from './audit.ts';
import { withCaching } from './caching.ts';
import { crossOrigin, portalOrigins } from './cors.ts';
import { correlationIdOf, headersOf, languageOf, SECURITY_HEADERS } from './headers.ts';
import type { Lists } from './lists.ts';
import { cursorProblem } from './page.ts';
import { HttpProblem, RequestRefused } from './problem.ts';
import { type AnsweredFile, type Call, callOf, namedIn, type RouteReply } from './request.ts';
import type { Route } from './route.ts';

export type Routes = Readonly<Record<string, Route>>;

/** Exactly one handler for each declared route. */
export type Handlers<R extends Routes> = { readonly [K in keyof R]: (call: Call<R[K]>) => Promise<RouteReply> };

type Entry = { readonly route: Route; readonly handle: (call: Call) => Promise<RouteReply> };
/** `code`: of the problem, when the call was refused. */
type Answered = { readonly result: APIGatewayProxyResult; readonly code?: string };

export type ApiDependencies = {
  readonly logger: Logger;
  /** For a function whose routes require tokens. */
  readonly admission?: Admission | undefined;
  /** For a function that has paged lists. */
  readonly lists?: Lists | undefined;
};

/** Access check of a function whose routes require no token. */
const noAdmission: Admission = () => Promise.resolve(undefined);

function answer(status: number, body: unknown, type: string, headers: Record<string, string>): APIGatewayProxyResult {
  return {
    statusCode: status,
    headers: { ...SECURITY_HEADERS, ...(body !== undefined && { 'Content-Type': type }), ...headers },
    body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
  };
}

function answerWithFile(status: number, file: AnsweredFile, headers: Record<string, string>): APIGatewayProxyResult {
  const { mediaType, name, content } = file;
  const isText = typeof content === 'string';
  const saved = { ...headers, 'Content-Disposition': `attachment; filename="${name}"` };
  const type = isText ? `${mediaType}; charset=utf-8` : mediaType;
  const body = isText ? content : Buffer.from(content).toString('base64');
  return { ...answer(status, body, type, saved), isBase64Encoded: !isText };
}

/**
 * Builds the Lambda handler of an API function from its routes and their handlers.
 * @throws EnvironmentError at cold start, for invalid portal origins.
 * @throws Error at cold start, for a route that needs a dependency the function does not provide.
 */
export function apiHandler<R extends Routes>(
  routes: R,
  handlers: Handlers<R>,
  { logger, admission = noAdmission, lists }: ApiDependencies,
) {
  const origins = portalOrigins();
  for (const { access, paged, path } of Object.values(routes)) {
    if (access.kind === 'token' && admission === noAdmission)
      throw new Error(`${path} requires tokens, but the function has no verifier`);
    if (paged === true && lists === undefined) throw new Error(`${path} is a list without cursors`);
  }
  const table = new Map<string, Entry>(
    Object.entries(routes).map(([name, route]) => [
      `${route.method} ${route.path}`,
      { route, handle: handlers[name] as unknown as (call: Call) => Promise<RouteReply> },
    ]),
  );

  /** Adds the caller to all later log lines. Dropped claims are counted, not logged: a claim may contain anything. */
  function noteCaller(caller: Caller): void {
    const { subject, kind, dropped } = caller;
    logger.appendKeys({ subject, actorKind: kind, ...(kind === 'partner' && { actorAgency: caller.agencyId }) });
    if (dropped !== undefined) logger.warn('roles that do not count in this province', { audit: true, ...dropped });
  }

  /** @param see receives each part of the call once known: a refused call is audited with the parts known so far. */
  async function dispatch(
    { route, handle }: Entry,
    event: APIGatewayProxyEvent,
    see: (part: Seen) => void,
  ): Promise<Answered> {
    see(namedIn(route, event));
    const actor = await admission(route.access, { method: route.method, headers: headersOf(event) }, noteCaller);
    const call = callOf(route, event, actor);
    see({ body: call.body });
    const answering = route.paged === true && lists !== undefined ? lists(route, call, handle) : handle(call);
    const { status, body, headers, cookies, file } = await answering;
    see({ answer: body });
    const asked = headersOf(event);
    const told = { ...headers, 'Content-Language': languageOf(asked) };
    const result =
      file === undefined
        ? answer(status, body, 'application/json; charset=utf-8', told)
        : answerWithFile(status, file, told);
    const cached = withCaching(route.cache, asked, result);
    return {
      result: cookies === undefined ? cached : { ...cached, multiValueHeaders: { 'Set-Cookie': [...cookies] } },
    };
  }

  /** A conflict with concurrent requests: a retry may succeed. */
  function busy(thrown: unknown): HttpProblem {
    logger.warn('table busy', { error: thrown as Error });
    return new HttpProblem('upstream-unavailable', [], { 'Retry-After': '1' });
  }

  function failure(event: APIGatewayProxyEvent, thrown: unknown): Answered {
    const headers = headersOf(event);
    const language = languageOf(headers);
    const parameter = event.queryStringParameters?.since === undefined ? 'cursor' : 'since';
    const place = thrown instanceof CursorError ? cursorProblem(language, parameter) : undefined;
    const error = place ?? (isBusy(thrown) ? busy(thrown) : thrown);
    if (!(error instanceof RequestRefused)) logger.error('request failed', { error: error as Error });
    const refused = error instanceof RequestRefused ? error : new HttpProblem('internal-error');
    const problem = refused.problem(language, headers['if-match'] !== undefined);
    const body = { ...problem, correlationId: correlationId() };
    const result = answer(problem.status, body, 'application/problem+json; charset=utf-8', {
      ...refused.headers,
      'Content-Language': language,
    });
    return { result, code: problem.code };
  }

  async function nothingThere(): Promise<Answered> {
    throw new HttpProblem('not-found');
  }

  return invocation<APIGatewayProxyEvent, APIGatewayProxyResult>('api', logger, (event, _, note) => {
    const headers = headersOf(event);
    const asked = correlationIdOf(headers) ?? randomUUID();
    return correlated([asked], async () => {
      logger.resetKeys();
      const route = `${event.httpMethod} ${event.resource}`;
      // The gateway's own request id correlates with the caller's IP address, which is only in the access log.
      logger.appendKeys({ route, requestId: event.requestContext?.requestId });
      const entry = table.get(route);
      let seen: Seen = {};
      const see = (part: Seen) => {
        seen = { ...seen, ...part };
      };
      const working = entry === undefined ? nothingThere() : dispatch(entry, event, see);
      const { result, code } = await working.catch((error: unknown) => failure(event, error));
      const status = result.statusCode;
      const outcome = status >= 500 ? 'failed' : status >= 400 ? 'refused' : 'done';
      // The route's declaration makes this log line part of the audit trail.
      note({ outcome, status, code, ...auditOf(entry?.route.audit, seen) });
      const everyAnswer = {
        'X-Correlation-Id': asked,
        ...crossOrigin(origins, headers.origin, result.headers?.Vary as string | undefined),
      };
      return { ...result, headers: { ...result.headers, ...everyAnswer } };
    });
  });
}

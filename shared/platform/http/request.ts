import { createHash } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { Actor } from '../../dossier/actor.ts';
import { MOST_LEVELS, readStrictJson } from '../../text/json.ts';
import { cut, type Language } from '../../text/text.ts';
import type { Idempotency } from '../table/idempotency.ts';
import type { PageKey, Paging } from '../table/page.ts';
import type { Seen } from './audit.ts';
import { type Headers, headersOf, idempotencyKeyOf, isJson, languageOf, versionOf } from './headers.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { validate } from './validate.ts';

type Parsed<S> = S extends z.ZodMiniType ? z.output<S> : undefined;

/** A request after its route's checks: typed, validated, with its caller. */
export type Call<R extends Route = Route> = {
  readonly params: Parsed<R['params']>;
  readonly query: Parsed<R['query']>;
  readonly body: Parsed<R['body']>;
  /** The raw bytes, for routes that verify a signature over them. */
  readonly rawBody: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly rawQuery: Readonly<Record<string, string>>;
  readonly rawParams: Readonly<Record<string, string>>;
  readonly actor: R['access'] extends { readonly kind: 'token' } ? Actor : undefined;
  readonly language: Language;
  readonly idempotency: R['idempotent'] extends true ? Idempotency : undefined;
  /** Page size and start position in a list. */
  readonly page: R['paged'] extends true ? Paging : undefined;
  readonly expectedVersion: R['ifMatch'] extends true ? number : undefined;
  readonly sourceIp: string;
};

/** Text, or bytes: those of a media type that the gateway knows as binary (`infra/constructs/http-api.ts`). */
export type AnsweredFile = { readonly mediaType: string; readonly name: string; readonly content: string | Uint8Array };

export type RouteReply = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of a body, to be saved under a name. */
  readonly file?: AnsweredFile;
  /** Values of `Set-Cookie`, each a header field of its own. */
  readonly cookies?: readonly string[] | undefined;
  /** For a paged list: the next position. The caller gets it encrypted, as `next` of the body. */
  readonly next?: PageKey | undefined;
};

const DEFAULT_MAX_BODY = 64 * 1024;

/**
 * The body as text. API Gateway replaces bytes that are not UTF-8 by U+FFFD before it forwards a body, so they are
 * indistinguishable from a U+FFFD that was sent; {@link readStrictJson} rejects both.
 * @throws HttpProblem `body-too-large`
 */
export function rawBodyOf(event: APIGatewayProxyEvent, maxBytes = DEFAULT_MAX_BODY): string {
  const body = event.body ?? '';
  const bytes = Buffer.from(body, event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBytes) throw new HttpProblem('body-too-large');
  return event.isBase64Encoded ? bytes.toString('utf8') : body;
}

const NOT_TWICE = { vi: 'Tên trường xuất hiện nhiều lần.', en: 'The name occurs more than once.' };
const NOT_DEEPER = { vi: `Lồng nhau quá ${MOST_LEVELS} tầng.`, en: `Nested deeper than ${MOST_LEVELS} levels.` };

function jsonBody(rawBody: string, headers: Headers, language: Language): unknown {
  if (!isJson(headers)) throw new HttpProblem('unsupported-media-type');
  const read = readStrictJson(rawBody);
  if ('value' in read) return read.value;
  switch (read.fault) {
    case 'not-utf-8':
      throw new HttpProblem('not-utf-8');
    case 'malformed':
      throw new HttpProblem('malformed-json');
    case 'duplicate-name':
      throw wrong(cut(read.name, 100), 'unique-name', NOT_TWICE[language]);
    case 'too-deep':
      throw wrong('', `max-${MOST_LEVELS}-levels`, NOT_DEEPER[language]);
  }
}

const wrong = (field: string, rule: string, message: string) =>
  new HttpProblem('invalid-request', [{ field, rule, message }]);

/** The query, each parameter once: duplicates are ambiguous. @throws HttpProblem `invalid-request` */
function queryOf(event: APIGatewayProxyEvent, language: Language): Record<string, string> {
  const repeated = Object.entries(event.multiValueQueryStringParameters ?? {}).find(
    ([, values]) => (values?.length ?? 0) > 1,
  );
  if (repeated !== undefined) throw wrong(`query.${cut(repeated[0], 100)}`, 'once', NOT_TWICE[language]);
  return (event.queryStringParameters ?? {}) as Record<string, string>;
}

/** Valid path and query parameters, for the audit trail: known before authorization. */
export function namedIn({ params, query }: Route, event: APIGatewayProxyEvent): Seen {
  return {
    path: params?.safeParse(event.pathParameters ?? {}).data,
    query: query?.safeParse(event.queryStringParameters ?? {}).data,
  };
}

/** Applies all checks that the route declares and builds the typed call. */
export function callOf(route: Route, event: APIGatewayProxyEvent, actor: Actor | undefined): Call {
  const headers = headersOf(event);
  const language = languageOf(headers);
  const rawBody = rawBodyOf(event, route.maxBodyBytes);
  const rawParams = (event.pathParameters ?? {}) as Record<string, string>;
  const rawQuery = (event.queryStringParameters ?? {}) as Record<string, string>;
  const check = (schema: z.ZodMiniType | undefined, input: () => unknown, where: string) =>
    schema === undefined ? undefined : validate(schema, input(), language, where, route.texts);
  const call = {
    params: check(route.params, () => rawParams, 'path'),
    query: check(route.query, () => queryOf(event, language), 'query'),
    body: check(route.body, () => jsonBody(rawBody, headers, language), ''),
    rawBody,
    headers,
    rawQuery,
    rawParams,
    actor,
    language,
    idempotency: route.idempotent && {
      // Separate from the scope of queued commands, which API functions may not access.
      scope: `caller:${actor?.subject ?? 'anonymous'}`,
      key: idempotencyKeyOf(headers),
      bodyHash: createHash('sha256').update(`${route.method} ${event.path}\n${rawBody}`).digest('hex'),
    },
    expectedVersion: route.ifMatch && versionOf(headers),
    sourceIp: event.requestContext?.identity?.sourceIp ?? '',
  };
  return call as Call;
}

import { createHash } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { Actor } from '../dossier/actor.ts';
import type { Idempotency } from '../store/idempotency.ts';
import type { PageKey, Paging } from '../store/page.ts';
import type { Language } from '../text.ts';
import type { Seen } from './audit.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { validate } from './validate.ts';

type Parsed<S> = S extends z.ZodMiniType ? z.output<S> : undefined;

/** A request after its route's checks: typed, validated, and whose. */
export type Call<R extends Route = Route> = {
  readonly params: Parsed<R['params']>;
  readonly query: Parsed<R['query']>;
  readonly body: Parsed<R['body']>;
  /** The bytes as they came, for routes that verify a signature over them. */
  readonly rawBody: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly rawQuery: Readonly<Record<string, string>>;
  readonly rawParams: Readonly<Record<string, string>>;
  readonly actor: R['access'] extends { readonly kind: 'token' } ? Actor : undefined;
  readonly language: Language;
  readonly idempotency: R['idempotent'] extends true ? Idempotency : undefined;
  /** How much of a list, and after which place. */
  readonly page: R['paged'] extends true ? Paging : undefined;
  readonly expectedVersion: R['ifMatch'] extends true ? number : undefined;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
  readonly sourceIp: string;
};

export type Reply = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a paged list: where it goes on. The caller gets it sealed, as `next` of the body. */
  readonly next?: PageKey | undefined;
};

const DEFAULT_MAX_BODY = 64 * 1024;

export function headersOf(event: APIGatewayProxyEvent): Record<string, string> {
  const entries = Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value ?? '']);
  return Object.fromEntries(entries);
}

/** The caller's language: the first of `Accept-Language` that is Vietnamese or English; Vietnamese otherwise. */
export function languageOf(headers: Readonly<Record<string, string>>): Language {
  const wanted = (headers['accept-language'] ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find((language) => language === 'vi' || language === 'en') === 'en' ? 'en' : 'vi';
}

/** W3C trace context of the caller, if it is well formed. */
export function traceparentOf(headers: Readonly<Record<string, string>>): string | undefined {
  const value = headers.traceparent;
  return value !== undefined && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(value) ? value : undefined;
}

export function rawBodyOf(event: APIGatewayProxyEvent, maxBytes = DEFAULT_MAX_BODY): string {
  const body = event.body ?? '';
  const bytes = Buffer.from(body, event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBytes) throw new HttpProblem('body-too-large');
  return event.isBase64Encoded ? bytes.toString('utf8') : body;
}

function jsonBody(rawBody: string, headers: Readonly<Record<string, string>>): unknown {
  if (!/^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(headers['content-type'] ?? '')) {
    throw new HttpProblem('unsupported-media-type');
  }
  try {
    return JSON.parse(rawBody);
  } catch {
    throw new HttpProblem('malformed-json');
  }
}

function idempotencyOf(
  headers: Readonly<Record<string, string>>,
  actor: Actor | undefined,
  asked: string,
): Idempotency {
  const key = headers['idempotency-key'] ?? '';
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(key)) throw new HttpProblem('idempotency-key-required');
  const bodyHash = createHash('sha256').update(asked).digest('hex');
  return { scope: actor?.subject ?? 'anonymous', key, bodyHash };
}

function versionOf(headers: Readonly<Record<string, string>>): number {
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(headers['if-match'] ?? '')?.[1];
  if (version === undefined) throw new HttpProblem('if-match-required');
  return Number(version);
}

/** What path and query name, as far as they pass the route's checks: known before anybody is let in, for the audit trail. */
export function namedIn({ params, query }: Route, event: APIGatewayProxyEvent): Seen {
  return {
    path: params?.safeParse(event.pathParameters ?? {}).data,
    query: query?.safeParse(event.queryStringParameters ?? {}).data,
  };
}

/** Checks everything the route declares and builds the typed call. */
export function callOf(
  route: Route,
  event: APIGatewayProxyEvent,
  actor: Actor | undefined,
  correlationId: string,
): Call {
  const headers = headersOf(event);
  const language = languageOf(headers);
  const rawBody = rawBodyOf(event, route.maxBodyBytes);
  const rawParams = (event.pathParameters ?? {}) as Record<string, string>;
  const rawQuery = (event.queryStringParameters ?? {}) as Record<string, string>;
  const check = (schema: z.ZodMiniType | undefined, input: () => unknown, where: string) =>
    schema === undefined ? undefined : validate(schema, input(), language, where);
  const call = {
    params: check(route.params, () => rawParams, 'path'),
    query: check(route.query, () => rawQuery, 'query'),
    body: check(route.body, () => jsonBody(rawBody, headers), ''),
    rawBody,
    headers,
    rawQuery,
    rawParams,
    actor,
    language,
    idempotency: route.idempotent && idempotencyOf(headers, actor, `${route.method} ${event.path}\n${rawBody}`),
    expectedVersion: route.ifMatch && versionOf(headers),
    correlationId,
    traceparent: traceparentOf(headers),
    sourceIp: event.requestContext?.identity?.sourceIp ?? '',
  };
  return call as Call;
}

import { createHash } from 'node:crypto';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Headers } from './headers.ts';

/**
 * `Cache-Control` of a route's good answers (RFC 9111); problems are never stored.
 * `public-long`: the same for everybody, at most five minutes old; while a cache asks again it may serve what it has for an
 * hour more (RFC 5861). `private-revalidate`: personal; a browser keeps it but asks before each use. `never`: holds a ticket or
 * a secret.
 */
export const CACHE_CONTROL = {
  'public-long': 'public, max-age=300, stale-while-revalidate=3600',
  'private-revalidate': 'private, no-cache',
  never: 'no-store',
} as const;
export type Cache = keyof typeof CACHE_CONTROL;

/** Every GET route declares what caches may do with its answers; others have none to keep. */
export type MethodAndCache =
  | { readonly method: 'GET'; readonly cache: Cache }
  | { readonly method: 'POST' | 'PUT' | 'DELETE'; readonly cache?: undefined };

/**
 * Adds `Cache-Control`, `Vary` and a strong `ETag` of the content to a good answer of a GET route; an ETag that the handler set, a
 * version for `If-Match`, stays its beginning (`"3-…"`). Becomes 304 without content when `If-None-Match` names it (RFC 9110,
 * 13.1.2: weak comparison, or `*`).
 */
export function withCaching(
  cache: Cache | undefined,
  asked: Headers,
  answer: APIGatewayProxyResult,
): APIGatewayProxyResult {
  if (cache === undefined || cache === 'never' || answer.statusCode !== 200) return answer;
  const { headers = {}, body } = answer;
  const version = /^"(\d{1,9})"$/.exec(String(headers.ETag ?? ''))?.[1];
  const digest = digestOf(`${headers['Content-Language']}\n${body}`);
  const tag = version === undefined ? `"${digest}"` : `"${version}-${digest}"`;
  const kept = { ...headers, 'Cache-Control': CACHE_CONTROL[cache], Vary: 'Accept-Language', ETag: tag };
  if (!isNamed(tag, asked['if-none-match'])) return { ...answer, headers: kept };
  const { 'Content-Type': _, ...withoutType } = kept as Record<string, string>;
  return { statusCode: 304, headers: withoutType, body: '' };
}

/** 132 bits: only who can choose contents of an answer could try for two with one tag, and would confuse caches of that answer. */
const digestOf = (content: string) => createHash('sha256').update(content).digest('base64url').slice(0, 22);

function isNamed(tag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  const named: readonly string[] = ifNoneMatch.match(/"[^"]*"/g) ?? [];
  return ifNoneMatch.trim() === '*' || named.includes(tag);
}

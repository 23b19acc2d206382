import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Language } from '../../text/text.ts';
import { asCorrelationId } from '../observability/correlation.ts';
import { HttpProblem } from './problem.ts';

export type Headers = Readonly<Record<string, string>>;

/** Headers of every response; a route may let its good answers be kept (`caching.ts`). */
export const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'",
  'Referrer-Policy': 'no-referrer',
} as const;

/**
 * Header names in lower case. Cookies may come in several header fields (HTTP/2), of which API Gateway keeps the last one in
 * `headers` and all in `multiValueHeaders`.
 */
export function headersOf(event: Pick<APIGatewayProxyEvent, 'headers' | 'multiValueHeaders'>): Record<string, string> {
  const entries = Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value ?? '']);
  const cookies = Object.entries(event.multiValueHeaders ?? {}).find(([name]) => name.toLowerCase() === 'cookie')?.[1];
  return { ...Object.fromEntries(entries), ...(cookies !== undefined && { cookie: cookies.join('; ') }) };
}

/** The caller's language: the first of `Accept-Language` that is Vietnamese or English; Vietnamese otherwise. */
export function languageOf(headers: Headers): Language {
  const wanted = (headers['accept-language'] ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find((language) => language === 'vi' || language === 'en') === 'en' ? 'en' : 'vi';
}

const TRACEPARENT = /^00-(?!0{32})(.{8})(.{4})(.{4})(.{4})(.{12})-[^-]{16}-..$/;

/**
 * The caller's own correlation id when it is a UUID, so that both sides' logs correlate; else the trace id of its W3C trace
 * context, formatted as a UUID.
 */
export function correlationIdOf(headers: Headers): string | undefined {
  const given = asCorrelationId((headers['x-correlation-id'] ?? '').trim());
  return (
    given ??
    asCorrelationId(
      TRACEPARENT.exec(headers.traceparent ?? '')
        ?.slice(1)
        .join('-'),
    )
  );
}

/**
 * `Idempotency-Key`. UUIDs are compared case-insensitively, other keys exactly.
 * @throws HttpProblem `idempotency-key-required`
 */
export function idempotencyKeyOf(headers: Headers): string {
  const key = (headers['idempotency-key'] ?? '').trim();
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(key)) throw new HttpProblem('idempotency-key-required');
  return asCorrelationId(key) ?? key;
}

/** The only parameter is a charset, which must be UTF-8, optionally quoted. */
const JSON_TYPE = /^\s*application\/json\s*(?:;\s*(?:charset\s*=\s*(?:utf-?8|"utf-?8")\s*)?)*$/i;

export const isJson = (headers: Headers): boolean => JSON_TYPE.test(headers['content-type'] ?? '');

const ONE_VERSION = {
  vi: 'Phải là đúng một phiên bản trong dấu ngoặc kép, như trong tiêu đề ETag đã đọc, ví dụ "3"; không dùng * hoặc danh sách.',
  en: 'Must be one version in quotes as in the ETag that was read, for example "3"; neither * nor a list.',
};

/**
 * The version of `If-Match`: one entity tag, which a proxy may have made weak; what follows the version in it tells
 * caches apart and says nothing here. `*` and lists are rejected although HTTP allows
 * them: the caller could overwrite a version it has not read.
 * @throws HttpProblem `if-match-required`
 */
export function versionOf(headers: Headers): number {
  const given = (headers['if-match'] ?? '').trim();
  const version = /^(?:W\/)?"(\d{1,9})(?:-[\w-]{1,64})?"$/.exec(given)?.[1];
  if (version !== undefined) return Number(version);
  const field = { field: 'header.If-Match', rule: 'one-version', message: ONE_VERSION[languageOf(headers)] };
  throw new HttpProblem('if-match-required', given === '' ? [] : [field]);
}

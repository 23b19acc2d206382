import { queueDelay } from '../back-off.ts';

/** HTTP date of RFC 9110 (IMF-fixdate), and the older formats with a two-digit year or without a zone. */
const HTTP_DATE =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT|[A-Z][a-z]+day, \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})$/;

/**
 * `Retry-After` of a response (RFC 9110, 10.2.3: seconds or a date) that means "too many" or "not now".
 * @returns whole seconds from 1 to 900; undefined when absent or unreadable.
 */
export function retryAfterOf(status: number, header: string | null | undefined, now: Date): number | undefined {
  if ((status !== 429 && status !== 503) || header === null || header === undefined) return undefined;
  const text = header.trim();
  if (/^\d{1,20}$/.test(text)) return queueDelay(Number(text));
  if (!HTTP_DATE.test(text)) return undefined;
  const at = Date.parse(/GMT$/.test(text) ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : queueDelay((at - now.getTime()) / 1000);
}

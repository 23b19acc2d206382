import { queueDelay } from '../back-off.ts';

/** As RFC 9110 writes a moment (IMF-fixdate), and the older way with two digits of the year or none of the zone. */
const HTTP_DATE =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT|[A-Z][a-z]+day, \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})$/;

/**
 * What a server asked for with `Retry-After` (RFC 9110, 10.2.3: seconds or a date), for an answer that says "too many"
 * or "not now".
 * @returns whole seconds from 1 to 900; undefined when nothing, or nothing readable, was asked for.
 */
export function retryAfterOf(status: number, header: string | null | undefined, now: Date): number | undefined {
  if ((status !== 429 && status !== 503) || header === null || header === undefined) return undefined;
  const text = header.trim();
  if (/^\d{1,20}$/.test(text)) return queueDelay(Number(text));
  if (!HTTP_DATE.test(text)) return undefined;
  const at = Date.parse(/GMT$/.test(text) ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : queueDelay((at - now.getTime()) / 1000);
}

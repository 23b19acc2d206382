import * as z from 'zod/mini';

/** Non-empty text: 1 to `max` characters, in Unicode NFC, without control characters but line breaks. */
export const text = (max: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(max),
    z.refine((s) => s.trim() !== '', 'trống'),
    z.refine((s) => s.normalize('NFC') === s, 'không phải Unicode NFC'),
    z.regex(/^(?:[^\p{Cc}]|[\n\r\t])*$/u),
  );

/** As {@link text}, or the empty string, with which the portal's callers leave a field out. */
export const textOrEmpty = (max: number) => z.union([z.literal(''), text(max)]);

/** A real moment written `yyyyMMddHHmmss`, Asia/Ho_Chi_Minh. */
export const portalTime = z.string().check(z.refine(isPortalTime, 'không đúng định dạng yyyyMMddHHmmss'));

export const portalTimeOrEmpty = z.union([z.literal(''), portalTime]);

/** A code of a national catalogue: capitals and digits. An id that only the sender knows, such as `civil-status`, is refused. */
export const nationalCode = z.string().check(z.regex(/^[A-Z0-9](?:[A-Z0-9._-]{0,62}[A-Z0-9])?$/));

function isPortalTime(value: string): boolean {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(value);
  if (!parts) return false;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date.UTC rolls 31 February over instead of rejecting it, so every part has to be the same after the conversion.
  return (
    year >= 1900 &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60
  );
}

/** One of a few codes; callers write them as text or as a number, both are accepted. */
export const code = <const T extends readonly [string, ...string[]]>(allowed: T) =>
  z.pipe(
    z.union([z.string(), z.pipe(z.int(), z.transform(String))]),
    z.enum(allowed as unknown as [T[number], ...T[number][]]),
  );

/** `date` in the portal's format. Viet Nam has had UTC+7 without daylight saving since 1975. */
export function toPortalTime(date: Date): string {
  return new Date(date.getTime() + 7 * 3600_000).toISOString().replace(/\D/g, '').slice(0, 14);
}

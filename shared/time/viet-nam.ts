/** Viet Nam has kept UTC+7 without summer time since 1975. Milliseconds. */
const OFFSET_MS = 7 * 3_600_000;

function wallClock(instant: string): string {
  return new Date(Date.parse(instant) + OFFSET_MS).toISOString();
}

/** The calendar day of a moment in Viet Nam, `2026-06-09`, independent of the machine's time zone. */
export function dayInVietNam(instant: string): string {
  // Called for every event. Before 17:00 UTC the local day equals the UTC day of `toISOString`.
  if (instant.length === 24 && instant.endsWith('Z') && instant.slice(11, 13) < '17') return instant.slice(0, 10);
  return wallClock(instant).slice(0, 10);
}

/** National timestamp `yyyyMMddHHmmss` in Asia/Ho_Chi_Minh. Source: the national portal's and payment contracts. */
export function nationalTimestamp(instant: string): string {
  return wallClock(instant).slice(0, 19).replaceAll(/\D/g, '');
}

/** Parses a national timestamp into an ISO timestamp; undefined when invalid. */
export function fromNationalTimestamp(text: string): string | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`);
  // 30 February may be parsed as a day of March: only a timestamp that formats to the same text is valid.
  if (Number.isNaN(at.getTime()) || nationalTimestamp(at.toISOString()) !== text) return undefined;
  return at.toISOString();
}

/** Viet Nam has kept UTC+7 without summer time since 1975. Milliseconds. */
const OFFSET_MS = 7 * 3_600_000;

function wallClock(instant: string): string {
  return new Date(Date.parse(instant) + OFFSET_MS).toISOString();
}

/** The calendar day in Viet Nam on which a moment falls, `2026-06-09`, whatever the machine's zone. */
export function dayInVietNam(instant: string): string {
  // Asked for every event there is. As `toISOString` writes a moment, before 17:00 the day there is that of UTC.
  if (instant.length === 24 && instant.endsWith('Z') && instant.slice(11, 13) < '17') return instant.slice(0, 10);
  return wallClock(instant).slice(0, 10);
}

/** National timestamp `yyyyMMddHHmmss` in Asia/Ho_Chi_Minh. Source: the national portal's and payment contracts. */
export function nationalTimestamp(instant: string): string {
  return wallClock(instant).slice(0, 19).replaceAll(/\D/g, '');
}

/** Reads a national timestamp back into an ISO instant; undefined when it is not one. */
export function fromNationalTimestamp(text: string): string | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`);
  // A day such as 30 February may be read as a day of March: only what writes itself again was a real moment.
  if (Number.isNaN(at.getTime()) || nationalTimestamp(at.toISOString()) !== text) return undefined;
  return at.toISOString();
}

const DAY_MS = 86_400_000;

/** Start of 2000 and end of 2099, epoch milliseconds: the range of the day cache. */
const FIRST = Date.UTC(2000, 0, 1);
const LAST = Date.UTC(2100, 0, 1);

const digits = (count: number, width: number) =>
  Array.from({ length: count }, (_, i) => String(i).padStart(width, '0'));
const TWO = digits(60, 2);
const MINUTES = digits(24, 2).flatMap((hour) => TWO.map((minute) => `${hour}:${minute}:`));
const MILLISECONDS = digits(1000, 3).map((part) => `.${part}Z`);

const texts = new Map<number, string>();
const starts = new Map<number, number>();

/** The last formatted timestamp: one moment is usually formatted more than once. */
let lastAt = Number.NaN;
let lastText = '';

/**
 * Formats a timestamp as `Date#toISOString` does (`2026-11-24T01:00:00.000Z`) but caches the text of each day. Dates are
 * formatted and parsed several times per event, so this is most of the cost of computing deadlines.
 * @throws {RangeError} for an invalid timestamp, as `Date` does.
 */
export function isoOf(at: number): string {
  if (at === lastAt) return lastText;
  if (!(at >= FIRST && at < LAST) || !Number.isInteger(at)) return new Date(at).toISOString();
  const day = Math.floor(at / DAY_MS);
  let text = texts.get(day);
  if (text === undefined) {
    text = new Date(day * DAY_MS).toISOString().slice(0, 11);
    texts.set(day, text);
  }
  const rest = at - day * DAY_MS;
  const second = Math.floor(rest / 1000);
  text = `${text}${MINUTES[Math.floor(second / 60)]}${TWO[second % 60]}${MILLISECONDS[rest % 1000]}`;
  lastAt = at;
  lastText = text;
  return text;
}

/** Without an offset the text would mean a different moment on each machine: rejected. */
export function momentOf(iso: string): number {
  const fast = readPlain(iso);
  if (fast !== undefined) return fast;
  const at = iso.endsWith('Z') || /[+-]\d{2}:\d{2}$/.test(iso) ? Date.parse(iso) : Number.NaN;
  if (Number.isNaN(at)) throw new RangeError('not an ISO moment with its offset');
  return at;
}

/** Parses only the form written above, digit by digit; undefined for any other form, which `Date` parses. */
function readPlain(iso: string): number | undefined {
  if (iso.length !== 24 || iso[23] !== 'Z' || iso[10] !== 'T') return undefined;
  if (iso[4] !== '-' || iso[7] !== '-' || iso[13] !== ':' || iso[16] !== ':' || iso[19] !== '.') return undefined;
  const year = number(iso, 0, 4);
  const month = number(iso, 5, 2);
  const date = number(iso, 8, 2);
  const hour = number(iso, 11, 2);
  const minute = number(iso, 14, 2);
  const second = number(iso, 17, 2);
  const part = number(iso, 20, 3);
  if ((year | month | date | hour | minute | second | part) < 0) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const key = (year * 100 + month) * 100 + date;
  let start = starts.get(key);
  if (start === undefined) {
    const day = iso.slice(0, 10);
    start = Date.parse(`${day}T00:00:00.000Z`);
    // `Date` handles days such as 30 February; the cache covers only this century.
    if (!(start >= FIRST && start < LAST) || new Date(start).toISOString().slice(0, 10) !== day) return undefined;
    starts.set(key, start);
  }
  return start + ((hour * 60 + minute) * 60 + second) * 1000 + part;
}

/** The digits at a position as a number; negative if any character is not a digit. */
function number(text: string, from: number, width: number): number {
  let value = 0;
  for (let i = from; i < from + width; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

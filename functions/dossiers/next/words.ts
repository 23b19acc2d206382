import type { Text } from '../../../shared/text/text.ts';
import { dong, wallClock } from '../../../shared/text/vietnamese.ts';

const OFFSET_MS = 7 * 3_600_000;
const WEEKDAYS: readonly Text[] = [
  { vi: 'Chủ nhật', en: 'Sunday' },
  { vi: 'thứ Hai', en: 'Monday' },
  { vi: 'thứ Ba', en: 'Tuesday' },
  { vi: 'thứ Tư', en: 'Wednesday' },
  { vi: 'thứ Năm', en: 'Thursday' },
  { vi: 'thứ Sáu', en: 'Friday' },
  { vi: 'thứ Bảy', en: 'Saturday' },
];

/** `17:00 thứ Hai 30/11/2026`, Viet Nam time. */
export function momentText(instant: string): Text {
  const { year, month, day, hour, minute } = wallClock(instant);
  const weekday = WEEKDAYS[new Date(Date.parse(instant) + OFFSET_MS).getUTCDay()] ?? { vi: '', en: '' };
  const rest = `${day}/${month}/${year}`;
  return { vi: `${hour}:${minute} ${weekday.vi} ${rest}`, en: `${hour}:${minute} on ${weekday.en} ${rest}` };
}

export const moneyText = (amount: number): Text => ({
  vi: dong(amount),
  en: `${new Intl.NumberFormat('en-GB').format(amount)} VND`,
});

/** The law's working day, in minutes. */
const DAY = 480;

/** Working time as people count it: `2 ngày 3 giờ 15 phút làm việc`, a day being eight hours. */
export function workingText(minutes: number): Text {
  const parts = [
    [Math.floor(minutes / DAY), 'ngày', 'day'],
    [Math.floor((minutes % DAY) / 60), 'giờ', 'hour'],
    [minutes % 60, 'phút', 'minute'],
  ] as const;
  const some = parts.filter(([count]) => count > 0);
  if (some.length === 0) return { vi: 'dưới một phút làm việc', en: 'less than a working minute' };
  return {
    vi: `${some.map(([count, vi]) => `${count} ${vi}`).join(' ')} làm việc`,
    en: `${some.map(([count, , en]) => `${count} ${en}${count === 1 ? '' : 's'}`).join(' ')} of working time`,
  };
}

/** Words of a sentence, as the rule for texts counts them. */
export const wordsIn = (sentence: string): number =>
  sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** Most words of a sentence for people. */
export const MOST_WORDS = 25;

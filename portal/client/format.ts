import type { Language } from '../texts/language.tsx';

const ZONE = 'Asia/Ho_Chi_Minh';
const LOCALES = { vi: 'vi-VN', en: 'en-GB' } as const satisfies Record<Language, string>;

/** “17:00, thứ Hai 30/11/2026”. */
export function momentText(iso: string, language: Language): string {
  const at = new Date(iso);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, ...options }).format(at);
  const time = part({ hour: '2-digit', minute: '2-digit', hour12: false });
  const day = part({ day: '2-digit', month: '2-digit', year: 'numeric' });
  return `${time}, ${part({ weekday: 'long' })} ${day}`;
}

export const dayText = (iso: string, language: Language): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: ZONE,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format(new Date(iso));

/** “100.000 đồng”. */
export const moneyText = (amount: number, language: Language): string =>
  `${new Intl.NumberFormat(LOCALES[language]).format(amount)} ${language === 'vi' ? 'đồng' : 'VND'}`;

/** Whole days and hours between two moments; negative when `to` is before `from`. */
export function between(
  from: number,
  to: number,
): { readonly days: number; readonly hours: number; readonly late: boolean } {
  const hours = Math.floor(Math.abs(to - from) / 3_600_000);
  return { days: Math.floor(hours / 24), hours: hours % 24, late: to < from };
}

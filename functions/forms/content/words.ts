import { inVietNam } from './moment.ts';

/** Decree 30/2020 on clerical work: days below 10 and the months 1 and 2 are written with a leading zero. */
const day = (n: number) => String(n).padStart(2, '0');
const month = (n: number) => (n < 3 ? `0${n}` : String(n));

/** `ngày 09 tháng 6 năm 2026`. */
export function dateInWords(instant: string): string {
  const at = inVietNam(instant);
  return `ngày ${day(at.day)} tháng ${month(at.month)} năm ${at.year}`;
}

/** `14 giờ 30 phút, ngày 09 tháng 6 năm 2026`. */
export function momentInWords(instant: string): string {
  const at = inVietNam(instant);
  return `${day(at.hour)} giờ ${day(at.minute)} phút, ${dateInWords(instant)}`;
}

/** `09/06/2026 14:30`, for the columns of a table. */
export function shortMoment(instant: string): string {
  const at = inVietNam(instant);
  return `${day(at.day)}/${day(at.month)}/${at.year} ${day(at.hour)}:${day(at.minute)}`;
}

/** `09/06/2026`. */
export function shortDate(instant: string): string {
  return shortMoment(instant).slice(0, 10);
}

/** VND: `1.250.000 đồng`. */
export function money(amount: number): string {
  return `${String(amount).replaceAll(/\B(?=(\d{3})+$)/g, '.')} đồng`;
}

/** Allotted time: whole and half days in working days, everything else in hours. 8 hours make a day. */
export function workingTime(hours: number): string {
  if (hours >= 8 && hours % 4 === 0) return `${String(hours / 8).replace('.', ',')} ngày làm việc`;
  return `${String(hours).replace('.', ',')} giờ làm việc`;
}

import { numberText, wallClock } from '../../../shared/text/vietnamese.ts';

/** `ngày 09 tháng 6 năm 2026`. */
export function dateInWords(instant: string): string {
  const { day, month, year } = wallClock(instant);
  // Decree 30/2020 on clerical work: days below 10 and the months 1 and 2 are written with a leading zero.
  return `ngày ${day} tháng ${Number(month) < 3 ? month : Number(month)} năm ${year}`;
}

/** `14 giờ 30 phút, ngày 09 tháng 6 năm 2026`. */
export function momentInWords(instant: string): string {
  const { hour, minute } = wallClock(instant);
  return `${hour} giờ ${minute} phút, ${dateInWords(instant)}`;
}

/** `09/06/2026`. */
export function shortDate(instant: string): string {
  const { day, month, year } = wallClock(instant);
  return `${day}/${month}/${year}`;
}

/** `09/06/2026 14:30`, for the columns of a table. */
export function shortMoment(instant: string): string {
  const { hour, minute } = wallClock(instant);
  return `${shortDate(instant)} ${hour}:${minute}`;
}

/** Processing time: whole and half days as working days, everything else in hours. A day has 8 hours. */
export function allottedTime(hours: number): string {
  if (hours >= 8 && hours % 4 === 0) return `${numberText(hours / 8)} ngày làm việc`;
  return `${numberText(hours)} giờ làm việc`;
}

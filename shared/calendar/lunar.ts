import { dayOfDate } from './day.ts';

/*
 * The Vietnamese lunar calendar: the Chinese one, counted by the meridian of Ha Noi (UTC+7, Decision 121-CP of 1967), so that
 * Tết differs from the Chinese new year when a new moon falls between 16:00 and 17:00 UTC (2007, 2030). New moons and the sun's
 * longitude by Meeus, Astronomical Algorithms (1991), chapters 25 and 49, in Hồ Ngọc Đức's shortened form; good to minutes,
 * which decides the day in the years 2000 to 2099 (compared with published Tết dates in the tests).
 */

const MERIDIAN = 7 / 24;
const MONTH = 29.530588853;
/** New moon number 0: 1 January 1900, Julian day. */
const FIRST_NEW_MOON = 2415020.75933;
/** Julian day number of 1 January 1970. */
const UNIX_EPOCH = 2440588;

const sin = (degrees: number) => Math.sin((degrees * Math.PI) / 180);

/** Local day (days since 1970) of the new moon with this number. */
function newMoonDay(k: number): number {
  const t = k / 1236.85;
  const sun = 359.2242 + 29.10535608 * k - 0.0000333 * t ** 2 - 0.00000347 * t ** 3;
  const moon = 306.0253 + 385.81691806 * k + 0.0107306 * t ** 2 + 0.00001236 * t ** 3;
  const node = 21.2964 + 390.67050646 * k - 0.0016528 * t ** 2 - 0.00000239 * t ** 3;
  const mean =
    FIRST_NEW_MOON +
    MONTH * k +
    0.0001178 * t ** 2 -
    0.000000155 * t ** 3 +
    0.00033 * sin(166.56 + 132.87 * t - 0.009173 * t ** 2);
  const correction =
    (0.1734 - 0.000393 * t) * sin(sun) +
    0.0021 * sin(2 * sun) -
    0.4068 * sin(moon) +
    0.0161 * sin(2 * moon) -
    0.0004 * sin(3 * moon) +
    0.0104 * sin(2 * node) -
    0.0051 * sin(sun + moon) -
    0.0074 * sin(sun - moon) +
    0.0004 * sin(2 * node + sun) -
    0.0004 * sin(2 * node - sun) -
    0.0006 * sin(2 * node + moon) +
    0.001 * sin(2 * node - moon) +
    0.0005 * sin(2 * moon + sun);
  const deltaT = -0.000278 + 0.000265 * t + 0.000262 * t ** 2;
  return Math.floor(mean + correction - deltaT + 0.5 + MERIDIAN) - UNIX_EPOCH;
}

/** Twelfth part of the year (0 to 11, from the spring equinox) in which the sun is at local midnight. */
function sunSector(day: number): number {
  const t = (day + UNIX_EPOCH - 2451545.5 - MERIDIAN) / 36525;
  const anomaly = 357.5291 + 35999.0503 * t - 0.0001559 * t ** 2 - 0.00000048 * t ** 3;
  const longitude =
    280.46645 +
    36000.76983 * t +
    0.0003032 * t ** 2 +
    (1.9146 - 0.004817 * t - 0.000014 * t ** 2) * sin(anomaly) +
    (0.019993 - 0.000101 * t) * sin(2 * anomaly) +
    0.00029 * sin(3 * anomaly);
  return Math.floor((((longitude % 360) + 360) % 360) / 30);
}

/** Number of the new moon that begins the eleventh lunar month of a year: the month of the winter solstice. */
function eleventhMonth(year: number): number {
  const k = Math.floor((dayOfDate(`${year}-12-31`) + UNIX_EPOCH - 2415021) / MONTH);
  return sunSector(newMoonDay(k)) >= 9 ? k - 1 : k;
}

/** First day of a lunar month, days since 1970; the leap month of a year is never meant. @param month 1 to 10 */
export function lunarMonthStart(year: number, month: number): number {
  const from = eleventhMonth(year - 1);
  const isLeapYear = newMoonDay(eleventhMonth(year)) - newMoonDay(from) > 365;
  let leap = Number.POSITIVE_INFINITY;
  // The leap month is the first one in which the sun enters no new sector.
  for (let i = 1; isLeapYear && i < 14 && leap === Number.POSITIVE_INFINITY; i += 1) {
    if (sunSector(newMoonDay(from + i)) === sunSector(newMoonDay(from + i + 1))) leap = i;
  }
  const offset = month + 1;
  return newMoonDay(from + (offset >= leap ? offset + 1 : offset));
}

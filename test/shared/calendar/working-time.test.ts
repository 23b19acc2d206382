import { describe, expect, it } from 'vitest';
import { workingTime } from '../../../shared/calendar/working-time.ts';
import { AGENCIES, busyCalendar, local, vietNam, vn } from './world.ts';

const wt = workingTime(vietNam());
const busy = busyCalendar();

/** Computed by hand from 07:00-11:30 (270 minutes) and 13:30-17:00 (210). */
describe('add', () => {
  it.each([
    ['inside a session', '2026-06-09 08:00', 60, '2026-06-09 09:00'],
    ['to the end of the morning stays there', '2026-06-09 11:00', 30, '2026-06-09 11:30'],
    ['a minute more is in the afternoon', '2026-06-09 11:00', 31, '2026-06-09 13:31'],
    ['a start in the lunch break counts from the afternoon', '2026-06-09 12:00', 30, '2026-06-09 14:00'],
    ['a start at the very end of the morning, too', '2026-06-09 11:30', 1, '2026-06-09 13:31'],
    ['a start before morning counts from the morning', '2026-06-09 06:00', 60, '2026-06-09 08:00'],
    ['a start after hours counts from the next morning', '2026-06-09 19:00', 60, '2026-06-10 08:00'],
    ['a whole day from morning to evening', '2026-06-09 07:00', 480, '2026-06-09 17:00'],
    ['a whole day from the afternoon', '2026-06-09 13:30', 480, '2026-06-10 11:30'],
    ['over a weekend', '2026-06-12 16:00', 120, '2026-06-15 08:00'],
    ['a start on Sunday', '2026-06-14 10:00', 480, '2026-06-15 17:00'],
    ['seconds are cut off', '2026-06-09 08:00:59.999', 60, '2026-06-09 09:00'],
    ['the last second of the morning is its last minute', '2026-06-09 11:29:59', 1, '2026-06-09 11:30'],
    ['Tết 2026: the last hour before it', '2026-02-13 16:00', 60, '2026-02-13 17:00'],
    ['Tết 2026: a minute more is ten days later', '2026-02-13 16:00', 61, '2026-02-23 07:01'],
    ['Tết 2026: two days across it', '2026-02-13 08:00', 960, '2026-02-24 08:00'],
    ['Tết 2026: a start on its first day', '2026-02-17 10:00', 480, '2026-02-23 17:00'],
    ['24 November 2026 is off', '2026-11-23 16:30', 60, '2026-11-25 07:30'],
    ['a start on 24 November 2026', '2026-11-24 09:00', 30, '2026-11-25 07:30'],
    ['2 January 2026 is exchanged', '2025-12-31 16:00', 120, '2026-01-05 08:00'],
    ['for Saturday 10 January', '2026-01-09 16:00', 120, '2026-01-10 08:00'],
    ['which has a whole day', '2026-01-10 07:00', 481, '2026-01-12 07:01'],
    ['31 August 2026 is exchanged', '2026-08-28 16:00', 120, '2026-09-03 08:00'],
    ['for Saturday 22 August', '2026-08-21 17:00', 480, '2026-08-22 17:00'],
    ['an ordinary Saturday is not worked', '2026-08-15 08:00', 1, '2026-08-17 07:01'],
    ['60 working days with Tết and a make-up Saturday inside', '2026-01-05 07:00', 28_800, '2026-04-02 17:00'],
    ['a year without entry: only the fixed holidays', '2028-04-28 16:00', 120, '2028-05-02 08:00'],
  ])('%s: %s + %i min', (_, start, minutes, end) => {
    expect(local(wt.add(vn(start), minutes))).toBe(end);
    expect(wt.between(vn(start), vn(end))).toBe(minutes);
  });

  it.each([
    ['2026-06-09 06:00', '2026-06-09 07:00'],
    ['2026-06-09 07:00', '2026-06-09 07:00'],
    ['2026-06-09 10:15:30', '2026-06-09 10:15'],
    ['2026-06-09 11:30', '2026-06-09 13:30'],
    ['2026-06-09 12:00', '2026-06-09 13:30'],
    ['2026-06-09 17:00', '2026-06-10 07:00'],
    ['2026-06-13 09:00', '2026-06-15 07:00'],
    ['2026-02-14 09:00', '2026-02-23 07:00'],
    ['2026-11-24 00:00', '2026-11-25 07:00'],
  ])('of 0 minutes is the moment a start counts from: %s → %s', (at, from) => {
    expect(local(wt.normalise(vn(at)))).toBe(from);
    expect(local(wt.add(vn(at), 0))).toBe(from);
  });
});

describe('subtract', () => {
  it.each([
    ['2026-06-09 09:00', 60, '2026-06-09 08:00'],
    ['2026-06-09 14:00', 60, '2026-06-09 11:00'],
    ['2026-06-09 14:00', 30, '2026-06-09 13:30'],
    ['2026-06-09 17:00', 480, '2026-06-09 07:00'],
    ['2026-06-09 16:00', 480, '2026-06-08 16:00'],
    ['2026-02-23 08:00', 120, '2026-02-13 16:00'],
    ['2026-01-12 08:00', 120, '2026-01-10 16:00'],
    ['2026-06-14 12:00', 60, '2026-06-12 16:00'],
  ])('%s - %i min = %s', (at, minutes, from) => {
    expect(local(wt.subtract(vn(at), minutes))).toBe(from);
  });
});

describe('sessionOf', () => {
  it.each([
    ['within the morning', '2026-06-09 08:00', '2026-06-09 07:00', '2026-06-09 11:30'],
    ['its end belongs to it', '2026-06-09 11:30', '2026-06-09 07:00', '2026-06-09 11:30'],
    ['so does its start', '2026-06-09 13:30', '2026-06-09 13:30', '2026-06-09 17:00'],
    ['lunch belongs to the morning', '2026-06-09 12:00', '2026-06-09 07:00', '2026-06-09 11:30'],
    ['the night to the day before', '2026-06-10 03:00', '2026-06-09 13:30', '2026-06-09 17:00'],
    ['a day off to the last day worked', '2026-02-17 10:00', '2026-02-13 13:30', '2026-02-13 17:00'],
  ])('%s: %s', (_, due, from, to) => {
    const session = wt.sessionOf(vn(due));
    expect([local(session.from), local(session.to)]).toEqual([from, to]);
  });

  it('gives a border of two touching sessions to the one that ends', () => {
    const session = workingTime(busy, AGENCIES.through).sessionOf(vn('2026-06-09 12:00'));
    expect([local(session.from), local(session.to)]).toEqual(['2026-06-09 08:00', '2026-06-09 12:00']);
  });
});

describe('openings', () => {
  it.each([
    ['2026-06-09 06:59:59', '2026-06-09 07:00'],
    ['2026-06-09 07:00', '2026-06-09 13:30'],
    ['2026-06-09 13:30', '2026-06-10 07:00'],
    ['2026-02-13 13:30', '2026-02-23 07:00'],
  ])('after %s the next is %s', (at, opening) => {
    expect(local(wt.nextOpening(vn(at)))).toBe(opening);
  });

  it('closes at the end of the last session, and not at all on a day off', () => {
    expect(local(wt.closingOfDay(vn('2026-06-09 20:00')) ?? 0)).toBe('2026-06-09 17:00');
    expect(wt.closingOfDay(vn('2026-11-24 10:00'))).toBeUndefined();
  });

  it('is open at the start of a session and closed at its end', () => {
    const open = ['06:59:59', '07:00', '11:29:59', '11:30', '13:29', '13:30', '16:59:59', '17:00'];
    expect(open.filter((clock) => wt.isOpen(vn(`2026-06-09 ${clock}`)))).toEqual([
      '07:00',
      '11:29:59',
      '13:30',
      '16:59:59',
    ]);
  });
});

describe('weeks of agencies', () => {
  const at = (agencyId: string, start: string, minutes: number) =>
    local(workingTime(busy, agencyId).add(vn(start), minutes));

  it('works Saturday sessions where an agency has them', () => {
    expect(at(AGENCIES.saturdays, '2026-06-12 16:00', 120)).toBe('2026-06-13 08:30');
    expect(at(AGENCIES.default, '2026-06-12 16:00', 120)).toBe('2026-06-15 08:00');
  });

  it('works a make-up Saturday with the hours of a weekday, also where Saturdays have their own', () => {
    expect(at(AGENCIES.saturdays, '2026-08-21 17:00', 480)).toBe('2026-08-22 17:00');
  });

  it('works only the named half of a half day', () => {
    expect(at(AGENCIES.default, '2026-02-13 11:00', 31)).toBe('2026-02-23 07:01');
    expect(at(AGENCIES.default, '2026-05-04 08:00', 10)).toBe('2026-05-04 13:40');
    expect(at(AGENCIES.morningsOnly, '2026-05-04 08:00', 10)).toBe('2026-05-05 07:10');
    expect(at(AGENCIES.default, '2026-01-10 11:00', 31)).toBe('2026-01-12 07:01');
  });

  it('keeps hours to the minute', () => {
    expect(at(AGENCIES.oddHours, '2026-06-09 11:19', 2)).toBe('2026-06-09 12:48');
    expect(at(AGENCIES.oddHours, '2026-06-09 07:15', 480)).toBe('2026-06-09 16:42');
  });

  it('gives an agency without hours of its own the default ones', () => {
    expect(workingTime(busy, 'H50.99')).toBe(workingTime(busy));
    // Names every object has are no agencies.
    expect(workingTime(busy, 'constructor').add(vn('2026-06-09 08:00'), 60)).toBe(vn('2026-06-09 09:00'));
  });
});

describe('confirmed', () => {
  it.each([
    ['2026-01-01 00:00', '2026-12-31 23:59:59', true],
    ['2025-06-01 08:00', '2026-06-01 08:00', true],
    ['2026-12-31 16:00', '2027-01-01 00:00', false],
    ['2024-12-31 23:59', '2025-01-02 08:00', false],
    ['2027-06-01 08:00', '2027-06-02 08:00', false],
    ['2030-06-01 08:00', '2030-06-02 08:00', false],
  ])('%s to %s: %s', (from, to, confirmed) => {
    expect(wt.confirmed(vn(from), vn(to))).toBe(confirmed);
  });
});

describe('what cannot be counted', () => {
  const now = vn('2026-06-09 08:00');
  it.each([
    ['a negative amount', () => wt.add(now, -1)],
    ['half a minute', () => wt.add(now, 0.5)],
    ['an endless amount', () => wt.subtract(now, Number.POSITIVE_INFINITY)],
    ['an end before the start', () => wt.between(now, now - 1)],
    ['a confirmation backwards', () => wt.confirmed(now, now - 1)],
    ['no moment', () => wt.add(Number.NaN, 1)],
    ['a moment of another century', () => wt.normalise(vn('1999-06-09 08:00'))],
    ['a result of another century', () => wt.add(now, 100_000_000)],
    ['a result before this century', () => wt.subtract(now, 100_000_000)],
  ])('%s is a RangeError', (_, count) => {
    expect(count).toThrow(RangeError);
  });
});

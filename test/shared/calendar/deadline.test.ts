import { describe, expect, it } from 'vitest';
import { dueAfter, paperDueAt, timeliness } from '../../../shared/calendar/deadline.ts';
import { workingTime } from '../../../shared/calendar/working-time.ts';
import { AGENCIES, busyCalendar, iso, local, vietNam } from './world.ts';

const wt = workingTime(vietNam());

describe('dueAfter', () => {
  it('says when, by which calendar, and that it is confirmed', () => {
    expect(dueAfter(wt, '2026-02-13T01:00:00.000Z', 16)).toEqual({
      dueAt: '2026-02-24T01:00:00.000Z',
      calendarVersion: vietNam().version,
      confirmed: true,
    });
  });

  it('says that a date is provisional as soon as it touches a year that is', () => {
    expect(dueAfter(wt, iso('2026-12-31 15:00'), 2)).toMatchObject({ dueAt: iso('2026-12-31 17:00'), confirmed: true });
    expect(dueAfter(wt, iso('2026-12-31 15:00'), 3)).toMatchObject({
      dueAt: iso('2027-01-04 08:00'),
      confirmed: false,
    });
  });

  it('rounds fractions of hours to the minute', () => {
    expect(local(dueAfter(wt, iso('2026-06-09 08:00'), 0.25).dueAt)).toBe('2026-06-09 08:15');
    expect(local(dueAfter(wt, iso('2026-06-09 08:00'), 1 / 3).dueAt)).toBe('2026-06-09 08:20');
  });

  it('accepts a moment in any offset, and rejects one without', () => {
    expect(dueAfter(wt, '2026-06-09T08:00:00+07:00', 1)).toEqual(dueAfter(wt, '2026-06-09T01:00:00Z', 1));
    expect(() => dueAfter(wt, '2026-06-09T08:00:00', 1)).toThrow(RangeError);
    expect(() => dueAfter(wt, '2026-06-09', 1)).toThrow(RangeError);
    expect(() => dueAfter(wt, iso('2026-06-09 08:00'), -1)).toThrow(RangeError);
  });
});

describe('timeliness', () => {
  it.each([
    ['2026-06-08 16:59', '2026-06-09 16:00', 'early'],
    ['2026-06-09 11:30', '2026-06-09 16:00', 'early'],
    ['2026-06-09 13:29:59.999', '2026-06-09 16:00', 'early'],
    ['2026-06-09 13:30', '2026-06-09 16:00', 'on-time'],
    ['2026-06-09 16:00', '2026-06-09 16:00', 'on-time'],
    ['2026-06-09 16:00:00.001', '2026-06-09 16:00', 'overdue'],
    ['2026-06-09 06:59', '2026-06-09 11:30', 'early'],
    ['2026-06-09 07:00', '2026-06-09 11:30', 'on-time'],
    ['2026-06-09 11:31', '2026-06-09 11:30', 'overdue'],
    ['2026-06-09 13:30', '2026-06-09 17:00', 'on-time'],
    // Promised for the very start of a session: everything before that is early.
    ['2026-06-09 11:00', '2026-06-09 13:30', 'early'],
    ['2026-06-09 13:30', '2026-06-09 13:30', 'on-time'],
    // Promised for the lunch break, and for a day that became a day off.
    ['2026-06-09 07:00', '2026-06-09 12:00', 'on-time'],
    ['2026-06-09 12:00', '2026-06-09 12:00', 'on-time'],
    ['2026-02-13 13:29', '2026-02-17 10:00', 'early'],
    ['2026-02-13 13:30', '2026-02-17 10:00', 'on-time'],
    ['2026-02-17 10:01', '2026-02-17 10:00', 'overdue'],
  ])('a result of %s, due %s, is %s', (end, due, expected) => {
    expect(timeliness(wt, iso(end), iso(due))).toBe(expected);
  });

  it('goes by the sessions of the agency', () => {
    const odd = workingTime(busyCalendar(), AGENCIES.oddHours);
    expect(timeliness(odd, iso('2026-06-09 12:46'), iso('2026-06-09 16:42'))).toBe('early');
    expect(timeliness(odd, iso('2026-06-09 12:47'), iso('2026-06-09 16:42'))).toBe('on-time');
  });
});

describe('paperDueAt', () => {
  const halfDays = workingTime(busyCalendar());
  it.each([
    ['before hours', wt, '2026-06-09 06:00', '2026-06-09 17:00'],
    ['in the morning', wt, '2026-06-09 08:00', '2026-06-09 17:00'],
    ['at lunch', wt, '2026-06-09 12:00', '2026-06-09 17:00'],
    ['at 15:00', wt, '2026-06-09 15:00', '2026-06-09 17:00'],
    ['in the minute of 15:00', wt, '2026-06-09 15:00:59', '2026-06-09 17:00'],
    ['at 15:01', wt, '2026-06-09 15:01', '2026-06-10 07:00'],
    ['after hours', wt, '2026-06-09 18:00', '2026-06-10 07:00'],
    ['Friday at 15:01', wt, '2026-06-12 15:01', '2026-06-15 07:00'],
    ['on a Sunday', wt, '2026-06-07 10:00', '2026-06-08 17:00'],
    ['before Tết', wt, '2026-02-13 15:01', '2026-02-23 07:00'],
    ['before 24 November', wt, '2026-11-23 16:00', '2026-11-25 07:00'],
    ['on 24 November', wt, '2026-11-24 09:00', '2026-11-25 17:00'],
    ['before a make-up Saturday', wt, '2026-01-09 15:30', '2026-01-10 07:00'],
    ['on a make-up Saturday', wt, '2026-01-10 10:00', '2026-01-10 17:00'],
    ['in the morning of a half day', halfDays, '2026-02-13 10:00', '2026-02-13 11:30'],
    ['when a half day is over', halfDays, '2026-02-13 11:30', '2026-02-23 07:00'],
    ['before the afternoon of a half day', halfDays, '2026-05-04 08:00', '2026-05-04 17:00'],
  ])('handed in %s (%#): %s', (_, calendar, handedAt, due) => {
    expect(local(paperDueAt(calendar, iso(handedAt)))).toBe(due);
  });
});

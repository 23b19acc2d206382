import { describe, expect, it } from 'vitest';
import { paperDueAt } from '../../../shared/calendar/deadline.ts';
import { postalTransit } from '../../../shared/calendar/postal-transit.ts';
import { workingTime } from '../../../shared/calendar/working-time.ts';
import { AGENCIES, busyCalendar, iso, local, vietNam } from './world.ts';

describe('postalTransit', () => {
  const calendar = vietNam();
  it.each([
    ['same-locality', false, '2026-06-09 09:00', '2026-06-10 17:00'],
    ['same-locality', true, '2026-06-09 09:00', '2026-06-11 17:00'],
    ['same-province', false, '2026-06-09 09:00', '2026-06-11 17:00'],
    ['same-province', true, '2026-06-09 09:00', '2026-06-15 17:00'],
    ['between-major-cities', false, '2026-06-09 09:00', '2026-06-12 17:00'],
    ['between-major-cities', true, '2026-06-09 09:00', '2026-06-17 17:00'],
    ['other', false, '2026-06-09 09:00', '2026-06-15 17:00'],
    ['other', true, '2026-06-09 09:00', '2026-06-19 17:00'],
    // Any hour of the day of acceptance counts alike, midnight of Viet Nam divides the days.
    ['same-locality', false, '2026-06-09 00:00', '2026-06-10 17:00'],
    ['same-locality', false, '2026-06-09 23:59:59', '2026-06-10 17:00'],
    ['same-locality', false, '2026-06-07 10:00', '2026-06-08 17:00'],
    // Tết, 24 November, a make-up Saturday.
    ['other', false, '2026-02-13 15:00', '2026-02-26 17:00'],
    ['same-locality', false, '2026-11-23 09:00', '2026-11-25 17:00'],
    ['same-locality', false, '2026-01-09 09:00', '2026-01-10 17:00'],
  ] as const)('%s, slip %s, accepted %s: %s', (route, withAppointmentSlip, acceptedAt, due) => {
    expect(local(postalTransit(calendar, iso(acceptedAt), { route, withAppointmentSlip }).dueAt)).toBe(due);
  });

  it('records the calendar and whether the years are confirmed', () => {
    expect(postalTransit(calendar, iso('2026-12-31 09:00'), { route: 'same-locality' })).toEqual({
      dueAt: iso('2027-01-04 17:00'),
      calendarVersion: calendar.version,
      confirmed: false,
    });
  });

  it('takes the days of the calendar when it brings its own', () => {
    const row = { days: 3, withAppointmentSlip: 5 };
    const postalTransitDays = {
      'same-locality': row,
      'same-province': row,
      'between-major-cities': row,
      other: row,
    };
    const due = postalTransit({ ...calendar, postalTransitDays }, iso('2026-06-08 09:00'), { route: 'same-locality' });
    expect(local(due.dueAt)).toBe('2026-06-11 17:00');
  });

  it('does not count Saturdays because some agency works them', () => {
    const busy = busyCalendar();
    expect(busy.workingHours.agencies?.[AGENCIES.saturdays]?.saturday).toBeDefined();
    const due = postalTransit(busy, iso('2026-06-12 09:00'), { route: 'same-locality' });
    expect(local(due.dueAt)).toBe('2026-06-15 17:00');
  });

  it('counts a day whose hours begin at midnight', () => {
    const night = { ...calendar, workingHours: { default: { monToFri: [['00:00', '08:00'] as [string, string]] } } };
    const due = postalTransit(night, iso('2026-06-09 09:00'), { route: 'same-province' });
    expect(local(due.dueAt)).toBe('2026-06-11 08:00');
    expect(local(paperDueAt(workingTime(night), iso('2026-06-09 09:00')))).toBe('2026-06-10 00:00');
  });

  it('falls due at noon on a half day', () => {
    const due = postalTransit(busyCalendar(), iso('2026-02-12 09:00'), { route: 'same-locality' });
    expect(local(due.dueAt)).toBe('2026-02-13 11:30');
  });
});

import { describe, expect, it } from 'vitest';
import { parseCalendar } from '../../../shared/calendar/parse-calendar.ts';
import type { Calendar } from '../../../shared/calendar/schema.ts';
import { accepted, refused } from '../identifiers/outcome.ts';
import { busyCalendar, vietNam } from './world.ts';

/** A calendar with one thing changed; the paths are those of faults. */
function changed(path: string, value: unknown): unknown {
  const calendar: unknown = structuredClone(vietNam());
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  const parent = parts.reduce((node, key) => Reflect.get(node as object, key), calendar);
  Reflect.set(parent as object, last, value);
  return calendar;
}

const faultsOf = (input: unknown) =>
  refused(parseCalendar(input, 'lich.json')).map(({ code, field }) => [field, code] as const);

describe('a calendar is refused with field and rule:', () => {
  it.each([
    ['no version', 'version', undefined, 'version', 'calendar-shape'],
    ['version 0', 'version', 0, 'version', 'calendar-shape'],
    ['an unknown key', 'holidays', [], 'holidays', 'calendar-shape'],
    ['an unknown key in a year', 'years.2026.dayOff', [], 'years.2026.dayOff', 'calendar-shape'],
    ['a year of another century', 'years.1999', vietNam().years[2026], 'years.1999', 'calendar-shape'],
    ['confirmed left out', 'years.2026.confirmed', undefined, 'years.2026.confirmed', 'calendar-shape'],
    ['30 February', 'years.2026.daysOff.3', '2026-02-30', 'years.2026.daysOff.3', 'calendar-shape'],
    ['a moment as date', 'years.2026.daysOff.3', '2026-02-16T00:00Z', 'years.2026.daysOff.3', 'calendar-shape'],
    [
      'a third half',
      'years.2026.halfDays',
      [{ date: '2026-02-13', session: 'night' }],
      'years.2026.halfDays.0.session',
      'calendar-shape',
    ],
    ['no working hours', 'workingHours.default.monToFri', [], 'workingHours.default.monToFri', 'calendar-shape'],
    ['24:00', 'workingHours.default.monToFri.1.1', '24:00', 'workingHours.default.monToFri.1.1', 'calendar-shape'],
    ['seconds', 'workingHours.default.monToFri.1.1', '17:00:30', 'workingHours.default.monToFri.1.1', 'calendar-shape'],
    ['7:00', 'workingHours.default.monToFri.0.0', '7:00', 'workingHours.default.monToFri.0.0', 'calendar-shape'],
    [
      'hours of an unknown agency',
      'workingHours.agencies',
      { shop: vietNam().workingHours.default },
      'workingHours.agencies.shop',
      'calendar-shape',
    ],
    [
      'a route left out',
      'postalTransitDays',
      { other: { days: 1, withAppointmentSlip: 1 } },
      'postalTransitDays.same-locality',
      'calendar-shape',
    ],
    ['a day of another year', 'years.2026.daysOff.14', '2027-01-04', 'years.2026.daysOff.14', 'other-year'],
    ['a day off twice', 'years.2026.daysOff.14', '2026-11-24', 'years.2026.daysOff.14', 'repeated-date'],
    ['a make-up Wednesday', 'years.2026.workdays.1', '2026-08-19', 'years.2026.workdays.1', 'workday-not-weekend'],
    ['off and worked', 'years.2026.daysOff.14', '2026-08-22', 'years.2026.workdays.1', 'off-and-worked'],
    [
      'half a day off',
      'years.2026.halfDays',
      [{ date: '2026-11-24', session: 'morning' }],
      'years.2026.halfDays.0.date',
      'half-day-not-worked',
    ],
    [
      'half a Sunday',
      'years.2026.halfDays',
      [{ date: '2026-06-07', session: 'morning' }],
      'years.2026.halfDays.0.date',
      'half-day-not-worked',
    ],
    [
      'half a Saturday that is not worked',
      'years.2026.halfDays',
      [{ date: '2026-06-06', session: 'morning' }],
      'years.2026.halfDays.0.date',
      'half-day-not-worked',
    ],
    ['National Day forgotten', 'years.2026.daysOff.12', '2026-09-03', 'years.2026.daysOff', 'fixed-holiday-missing'],
    [
      'a session that ends before it begins',
      'workingHours.default.monToFri.1.1',
      '13:00',
      'workingHours.default.monToFri.1',
      'session-order',
    ],
    [
      'a session of no length',
      'workingHours.default.monToFri.1.1',
      '13:30',
      'workingHours.default.monToFri.1',
      'session-order',
    ],
    [
      'sessions that overlap',
      'workingHours.default.monToFri.1.0',
      '11:29',
      'workingHours.default.monToFri.1',
      'sessions-overlap',
    ],
    [
      'an agency’s Saturday out of order',
      'workingHours.agencies',
      {
        'H50.1': {
          monToFri: [['07:00', '11:30']],
          saturday: [
            ['13:00', '16:00'],
            ['07:00', '11:00'],
          ],
        },
      },
      'workingHours.agencies.H50.1.saturday.1',
      'sessions-overlap',
    ],
  ] as const)('%s', (_, path, value, field, code) => {
    expect(faultsOf(changed(path, value))).toContainEqual([field, code]);
  });

  it.each([null, 7, 'calendar', []])('%j is no calendar at all', (input) => {
    expect(faultsOf(input)).toEqual([[undefined, 'calendar-shape']]);
  });

  it('all faults at once, each text with file and field in both languages', () => {
    const input = changed('years.2026.workdays', ['2026-08-19', '2026-08-19']);
    const faults = refused(parseCalendar(input, 'lich.json'));
    expect(faults.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'years.2026.workdays.1 repeated-date',
      'years.2026.workdays.0 workday-not-weekend',
      'years.2026.workdays.1 workday-not-weekend',
    ]);
    expect(faults[0]?.message).toEqual({
      vi: 'lich.json, trường years.2026.workdays.1: ngày 2026-08-19 có nhiều lần.',
      en: 'lich.json, field years.2026.workdays.1: 2026-08-19 is there more than once.',
    });
    for (const { message } of faults) expect(message.vi).toBe(message.vi.normalize('NFC'));
  });
});

describe('a calendar is accepted', () => {
  const good: Record<string, Calendar> = { 'of the project': vietNam(), 'with agencies and half days': busyCalendar() };
  it.each(Object.entries(good))('%s', (_, calendar) => {
    expect(accepted(parseCalendar(calendar, 'lich.json'))).toEqual(calendar);
  });

  it('with sessions that touch, half a make-up Saturday, and an unfinished year that says so', () => {
    const { confirmed: _, ...year } = vietNam().years[2027] ?? { daysOff: [], workdays: [] };
    for (const input of [
      changed('workingHours.default.monToFri.1.0', '11:30'),
      changed('years.2026.halfDays', [{ date: '2026-01-10', session: 'morning' }]),
      changed('years.2027', { ...year, confirmed: false, daysOff: [] }),
    ]) {
      accepted(parseCalendar(input, 'lich.json'));
    }
  });
});

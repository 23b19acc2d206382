import { describe, expect, it } from 'vitest';
import { loadCalendars } from '../../../operate/calendars/load.ts';
import { putCalendar } from '../../../operate/seed/calendar.ts';
import type { Calendar } from '../../../shared/calendar/schema.ts';
import { table } from '../kit.ts';
import { AtAnotherTime, COMMUNE, DESK, officer } from './another-time.ts';

function seeded(): Calendar {
  const loaded = loadCalendars();
  const newest = loaded.ok ? loaded.value.at(-1) : undefined;
  if (newest === undefined) throw new Error('no calendar');
  return newest;
}

/** Thursday 10 June 2027, 16:00 in Viet Nam, too late for the same day: a time at which no other test counts. */
const atThatTime = () => new AtAnotherTime(new Date('2027-06-10T09:00:00.000Z'));
const DAY_OFF = '2027-06-11';

describe('a new version of the calendar', () => {
  it('has to follow the one in force', async () => {
    const calendar = seeded();
    const said = `the calendar's version must be ${calendar.version + 1}, the one after the version in force`;
    await expect(putCalendar(table, calendar)).rejects.toThrow(`${said}; it is ${calendar.version}`);
    await expect(putCalendar(table, { ...calendar, version: calendar.version + 2 })).rejects.toThrow(said);
  });

  it('changes no existing appointment: later acceptances use it, earlier ones only after an explicit recalculation', async () => {
    const calendar = seeded();
    const before = await atThatTime().accepted();
    const promised = (await before.state()).appointmentAt;
    expect(promised).toBe('2027-06-11T10:00:00.000Z');

    const { years } = calendar;
    const changed = { ...years['2027'], daysOff: [...(years['2027']?.daysOff ?? []), DAY_OFF].toSorted() };
    const next = { ...calendar, version: calendar.version + 1, years: { ...years, '2027': changed } } as Calendar;
    await putCalendar(table, next);

    expect((await before.state()).appointmentAt).toBe(promised);
    const after = await atThatTime().accepted();
    expect((await after.state()).appointments).toMatchObject([
      { appointmentAt: '2027-06-14T10:00:00.000Z', calendarVersion: next.version, confirmed: false },
    ]);

    const again = before.renewed();
    await again.forward(officer(DESK, 'reception'), 'examination');
    await again.ask(officer(COMMUNE, 'approver'), { type: 'recalculate-appointment', reason: 'Nghỉ theo thông báo' });
    expect((await again.state()).appointments).toMatchObject([
      { appointmentAt: promised, calendarVersion: calendar.version },
      { appointmentAt: '2027-06-14T10:00:00.000Z', previousAt: promised, calendarVersion: next.version },
    ]);
  });
});

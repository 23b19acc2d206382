import { describe, expect, it } from 'vitest';
import type { Calendar, Week } from '../../../shared/calendar/schema.ts';
import type { Command } from '../../../shared/dossier/commands.ts';
import { checkProcedure } from '../../../shared/procedure/check-procedure.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';
import { iso, local } from '../calendar/world.ts';
import {
  ACCEPT_AT_COUNTER,
  acceptedAt,
  CALENDAR,
  DEPARTMENT,
  draft,
  GRAPH,
  History,
  ITEMS,
  PROCEDURE,
  promises,
  withDayOff,
} from './world.ts';

const [EXAMINE, SIGN] = PROCEDURE.steps as [Procedure['steps'][number], Procedure['steps'][number]];
const SAME_DAY: Procedure = {
  ...PROCEDURE,
  steps: [
    { ...EXAMINE, workingHours: 6 },
    { ...SIGN, workingHours: 2 },
  ],
  workingHours: 8,
  sameDay: true,
};

const dueOf = (moment: string, calendar: Calendar = CALENDAR) =>
  promises(acceptedAt(moment, { procedure: SAME_DAY, calendar }).state)
    .at(-1)
    ?.replace('accepted ', '');

const withHours = (week: Week): Calendar => ({ ...CALENDAR, workingHours: { default: week } });

describe('a procedure with its result on the same day', () => {
  // 20 November 2026 is a Friday; Tuesday 24 is a day off; Saturday 22 August is worked for Monday 31.
  it.each([
    ['in the morning', '2026-11-20 08:00', '2026-11-20 17:00'],
    ['before the office opens', '2026-11-20 06:15', '2026-11-20 17:00'],
    ['in the lunch break', '2026-11-20 12:00', '2026-11-20 17:00'],
    ['at 15:00, which is not after 15:00', '2026-11-20 15:00', '2026-11-20 17:00'],
    ['at 15:01, over the weekend', '2026-11-20 15:01', '2026-11-23 17:00'],
    ['at 16:59 before a day off', '2026-11-23 16:59', '2026-11-25 17:00'],
    ['after hours', '2026-11-19 18:00', '2026-11-20 17:00'],
    ['on a Sunday, which counts as Monday', '2026-11-22 16:00', '2026-11-23 17:00'],
    ['on the day off, which counts as the next one', '2026-11-24 10:00', '2026-11-25 17:00'],
    ['on a make-up Saturday', '2026-08-22 09:00', '2026-08-22 17:00'],
    ['on a Friday evening before a make-up Saturday', '2026-08-21 15:30', '2026-08-22 17:00'],
    ['before the long holiday of National Day', '2026-08-28 15:30', '2026-09-03 17:00'],
  ])('received %s, at %s, is due at %s', (_, received, due) => {
    expect(dueOf(received)).toBe(due);
  });

  it('is due at the end of the sessions of its agency', () => {
    const mornings = withHours({ monToFri: [['07:00', '11:00']] });
    expect(dueOf('2026-11-20 10:59', mornings)).toBe('2026-11-20 11:00');
    expect(dueOf('2026-11-20 11:00', mornings)).toBe('2026-11-23 11:00');
    const { '2026': year, ...years } = CALENDAR.years;
    const half = { date: '2026-11-20', session: 'morning' } as const;
    const halfFriday = { ...CALENDAR, years: { ...years, '2026': { ...year, halfDays: [half] } } } as Calendar;
    expect(dueOf('2026-11-20 10:00', halfFriday)).toBe('2026-11-20 11:30');
    expect(dueOf('2026-11-20 12:00', halfFriday)).toBe('2026-11-23 17:00');
  });

  it('has the hour of the province', () => {
    const calendar = { ...CALENDAR, reception: { sameDayUntil: '10:30' } };
    expect(dueOf('2026-11-20 10:30', calendar)).toBe('2026-11-20 17:00');
    expect(dueOf('2026-11-20 10:31', calendar)).toBe('2026-11-23 17:00');
  });

  it('keeps what it was counted from, and warns when half of the time is over', () => {
    const { appointments } = acceptedAt('2026-11-20 14:00', { procedure: SAME_DAY }).state;
    expect(appointments).toEqual([
      {
        appointmentAt: iso('2026-11-20 17:00'),
        reason: 'accepted',
        from: iso('2026-11-20 14:00'),
        workingMinutes: 180,
        warnAt: iso('2026-11-20 15:30'),
        rule: 'same-day',
        calendarVersion: CALENDAR.version,
        confirmed: true,
      },
    ]);
  });

  it('has no step that may end after its appointment', () => {
    const history = acceptedAt('2026-11-20 14:00', { procedure: SAME_DAY });
    const forward: Command = { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId };
    expect(local(history.must('reception', forward).state.step?.dueAt ?? '')).toBe('2026-11-20 17:00');
  });

  it('counts the day of the supplement, and the day on which a competent agency gets its papers', () => {
    const history = acceptedAt('2026-11-20 08:00', { procedure: SAME_DAY });
    history.must('reception', { type: 'request-supplement', items: ITEMS });
    const supplied = history.when('2026-11-23 15:30').must('owner', { type: 'supplement' });
    expect(promises(supplied.state).at(-1)).toBe('supplemented 2026-11-25 17:00 was 2026-11-20 17:00');
    const carried = new History({ procedure: SAME_DAY }).when('2026-11-20 09:00');
    const counter = draft({ channel: 'direct', competentAgency: DEPARTMENT.agencyId });
    carried.must('reception', { type: 'create-draft', draft: counter }).must('reception', { type: 'submit' });
    // Papers are at the department at the end of Friday: too late for that day.
    expect(promises(carried.must('reception', ACCEPT_AT_COUNTER).state)).toEqual(['accepted 2026-11-23 17:00']);
  });

  it('is recalculated by its own rule', () => {
    const history = acceptedAt('2026-11-20 15:30', { procedure: SAME_DAY });
    history.world.calendar = withDayOff('2026-11-23');
    const again: Command = { type: 'recalculate-appointment', reason: 'Nghỉ bù' };
    expect(promises(history.must('reception', again).state).at(-1)).toBe(
      'recalculated 2026-11-25 17:00 was 2026-11-23 17:00',
    );
  });

  it('takes at most a working day, and has neither branches nor visits', () => {
    const codes = (procedure: Procedure) => checkProcedure(procedure, 'x.json').map(({ code }) => code);
    expect(codes(SAME_DAY)).not.toContain('same-day-takes-long');
    expect(codes({ ...PROCEDURE, sameDay: true })).toContain('same-day-takes-long');
    expect(codes({ ...GRAPH, sameDay: true })).toContain('same-day-takes-long');
  });
});

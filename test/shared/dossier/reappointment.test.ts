import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import { iso } from '../calendar/world.ts';
import { DENY } from './samples.ts';
import { CALENDAR, codeOf, DEPARTMENT, ITEMS, PROCEDURE, promises, underWay, withDayOff } from './world.ts';

const FIRST = 'accepted 2026-12-01 08:00';

const SUPPLEMENT: Command = { type: 'request-supplement', items: ITEMS };
const SUPPLY: Command = { type: 'supplement' };
const REAPPOINT: Command = { type: 'reappoint', workingHours: 8, reason: 'Chờ kết quả xác minh' };
const RECALCULATE: Command = { type: 'recalculate-appointment', reason: 'Thêm ngày nghỉ 30/11' };

describe('re-appointment', () => {
  const again = REAPPOINT;
  const asked = (moment: string) => underWay().when(moment);

  it('adds working hours to the appointment, and tells why', () => {
    const { state, log } = asked('2026-11-27 09:00').must('approver', again);
    expect(promises(state)).toEqual([FIRST, 'reappointed 2026-12-02 08:00 was 2026-12-01 08:00']);
    expect(log.at(-1)).toMatchObject({ type: 'reappointed', reason: 'Chờ kết quả xác minh' });
  });

  it('is on time until exactly one working day before, and late from the next minute on', () => {
    const inTime = asked('2026-11-30 08:00').must('approver', again);
    expect(inTime.log.at(-1)).not.toHaveProperty('appointment.late');
    for (const moment of ['2026-11-30 08:01', '2026-12-01 08:00']) {
      const late = asked(moment).must('approver', again);
      expect(late.log.at(-1)).toMatchObject({ type: 'reappointed', appointment: { late: true } });
      expect(promises(late.state).at(-1)).toBe('reappointed 2026-12-02 08:00 was 2026-12-01 08:00');
      expect(late.state.overdueSince).toBe(iso('2026-12-01 08:00'));
    }
  });

  it('late or not, is possible at every moment between acceptance and long after the date', () => {
    const moments = fc.integer({ min: 1, max: 60 * 24 * 30 });
    const hours = fc.constantFrom(2, 8, 15, 16, 48, 240);
    fc.assert(
      fc.property(moments, hours, (minute, workingHours) => {
        const history = underWay({ procedure: { ...PROCEDURE, workingHours } });
        history.minute += minute;
        expect(codeOf(history.ask('approver', { ...again, workingHours: 1 }))).toBe('accepted');
      }),
    );
  });

  it('is possible once it is overdue, from now, marked as late; the dossier stays overdue', () => {
    const history = asked('2026-12-01 09:00').must('approver', again);
    expect(promises(history.state)).toEqual([FIRST, 'reappointed 2026-12-02 09:00 was 2026-12-01 08:00']);
    expect(history.log.at(-1)).toMatchObject({ type: 'reappointed', appointment: { late: true } });
    expect(codeOf(history.ask('approver', again))).toBe('reappointed-before');
    history.must('handler', { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT.agencyId });
    history.must('approver', DENY);
    expect(history.log.at(-1)).toMatchObject({ type: 'completed', timeliness: 'overdue' });
  });

  it('is possible while a fee or a withdrawal is waited for, if the clock runs meanwhile', () => {
    const running = { procedure: { ...PROCEDURE, paymentStopsClock: false } };
    const fee: Command = { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } };
    const withdrawal: Command = { type: 'request-withdrawal', reason: 'Đổi ý' };
    for (const history of [underWay(running).must('handler', fee), underWay().must('owner', withdrawal)]) {
      const { state, log } = history.when('2026-12-01 09:00').must('approver', again);
      expect(log.at(-1)).toMatchObject({ type: 'reappointed', appointment: { late: true } });
      expect(state.overdueSince).toBe(iso('2026-12-01 08:00'));
    }
    // The clock stands: no date can be missed.
    expect(codeOf(underWay().must('handler', fee).ask('approver', again))).toBe('wrong-status');
  });

  it('is late, too, for a new date given after one was missed', () => {
    const history = asked('2026-12-01 09:00').must('handler', SUPPLEMENT).when('2026-12-01 10:00');
    const { log } = history.must('owner', SUPPLY).must('approver', again);
    expect(log.at(-1)).toMatchObject({ type: 'reappointed', appointment: { late: true } });
  });

  it('takes at most the time of the procedure', () => {
    const longer = (workingHours: number): Command => ({ ...again, workingHours });
    expect(codeOf(asked('2026-11-27 09:00').ask('approver', longer(48)))).toBe('accepted');
    expect(asked('2026-11-27 09:00').ask('approver', longer(49))).toMatchObject({
      rejection: { code: 'reappointment-too-long', fields: ['workingHours'], details: { limit: 48 } },
    });
    expect(codeOf(asked('2026-12-01 09:00').ask('approver', longer(49)))).toBe('reappointment-too-long');
  });

  it('of a short procedure needs half of its time as notice; what comes later is late', () => {
    const short = { procedure: { ...PROCEDURE, workingHours: 8 } };
    // Accepted on Friday 20 November at 08:00, due on Monday at 08:00.
    const inTime = underWay(short).when('2026-11-20 14:00').must('approver', again);
    expect(inTime.log.at(-1)).not.toHaveProperty('appointment.late');
    expect(promises(inTime.state).at(-1)).toBe('reappointed 2026-11-25 08:00 was 2026-11-23 08:00');
    const late = underWay(short).when('2026-11-20 14:01').must('approver', again);
    expect(late.log.at(-1)).toMatchObject({ appointment: { late: true } });
    expect(late.state.overdueSince).toBe(iso('2026-11-23 08:00'));
  });

  it('is possible once, regardless of other events', () => {
    const history = asked('2026-11-26 09:00').must('approver', again);
    expect(codeOf(history.ask('approver', again))).toBe('reappointed-before');
    history.must('handler', SUPPLEMENT).must('owner', SUPPLY);
    expect(codeOf(history.ask('approver', again))).toBe('reappointed-before');
  });

  it('is not possible while the clock is paused or before there is an appointment', () => {
    expect(codeOf(asked('2026-11-25 10:00').must('handler', SUPPLEMENT).ask('approver', again))).toBe('wrong-status');
  });
});

describe('recalculation', () => {
  const recalculate = RECALCULATE;
  const changed = () => {
    const history = underWay();
    history.world.calendar = withDayOff('2026-11-30');
    return history;
  };

  it('a new calendar alone moves nothing', () => {
    const history = changed();
    const { appointments, step } = history.state;
    history.when('2026-11-25 10:00').must('approver', { type: 'assign', officer: 'handler' });
    expect(history.state.appointments).toEqual(appointments);
    expect(history.state.step).toEqual({ ...step, assignee: 'handler' });
  });

  it('counts again by the calendar in force, and records why and by which version', () => {
    const { state, log } = changed().must('approver', recalculate);
    expect(promises(state)).toEqual([FIRST, 'recalculated 2026-12-02 08:00 was 2026-12-01 08:00']);
    expect(state.appointments.at(-1)).toMatchObject({ calendarVersion: CALENDAR.version + 1 });
    expect(log.at(-1)).toMatchObject({ type: 'appointment-recalculated', reason: 'Thêm ngày nghỉ 30/11' });
  });

  it('is refused when it would change nothing', () => {
    expect(codeOf(underWay().ask('approver', recalculate))).toBe('no-change');
    expect(codeOf(changed().must('approver', recalculate).ask('approver', recalculate))).toBe('no-change');
  });

  it('counts a re-appointment from where it was added', () => {
    const history = underWay().when('2026-11-27 09:00');
    history.must('approver', REAPPOINT);
    history.world.calendar = withDayOff('2026-12-02');
    const { state } = history.must('approver', recalculate);
    expect(promises(state).at(-1)).toBe('recalculated 2026-12-03 08:00 was 2026-12-02 08:00');
  });
});

import { describe, expect, it } from 'vitest';
import type { Week } from '../../../shared/calendar/schema.ts';
import type { Command } from '../../../shared/dossier/commands.ts';
import { iso, local } from '../calendar/world.ts';
import { DENY } from './samples.ts';
import {
  acceptedAt,
  at,
  CALENDAR,
  codeOf,
  DEPARTMENT,
  draft,
  draftWithPaper,
  History,
  ITEMS,
  PROCEDURE,
  promises,
  REQUEST_PAPER,
  submitted,
  underWay,
  type World,
} from './world.ts';

const FIRST = 'accepted 2026-12-01 08:00';
const LATER = '2026-12-02 10:00 was 2026-12-01 08:00';

const SUPPLEMENT: Command = { type: 'request-supplement', items: ITEMS };
const SUPPLY: Command = { type: 'supplement' };
const STOP: Command = { type: 'stop', ground: 'Tòa án' };
const REAPPOINT: Command = { type: 'reappoint', workingHours: 8, reason: 'Chờ kết quả xác minh' };
const RECALCULATE: Command = { type: 'recalculate-appointment', reason: 'Thêm ngày nghỉ 30/11' };

function payment({ state }: History): Command {
  const { obligationId = '', amount = 0 } = state.obligations.at(-1) ?? {};
  const transaction = { provider: 'platform', transactionId: 'GD1', reference: 'R1' } as const;
  return { type: 'record-payment', payment: { ...transaction, obligationId, amount, paidAt: at(0) } };
}

describe('the first appointment', () => {
  it('is six working days from the minute of acceptance, over the weekend and the day off', () => {
    const { state } = acceptedAt('2026-11-20 08:00');
    // Friday 420 minutes, Monday, (Tuesday off,) Wednesday to Friday, Monday 480 each, Tuesday 60.
    expect(state.appointments).toEqual([
      {
        appointmentAt: iso('2026-12-01 08:00'),
        reason: 'accepted',
        from: iso('2026-11-20 08:00'),
        workingMinutes: 2880,
        warnAt: iso('2026-11-27 08:00'),
        calendarVersion: CALENDAR.version,
        confirmed: true,
      },
    ]);
    expect(state.appointmentAt).toBe(iso('2026-12-01 08:00'));
  });

  it('warns two working days before, of a shorter promise when half of it is over', () => {
    const warned = (workingHours: number) => {
      const { appointments } = acceptedAt('2026-11-20 08:00', { procedure: { ...PROCEDURE, workingHours } }).state;
      return appointments.map(({ warnAt, appointmentAt }) => [local(warnAt), local(appointmentAt)]);
    };
    expect(warned(8)).toEqual([['2026-11-20 14:00', '2026-11-23 08:00']]);
    expect(warned(24)).toEqual([['2026-11-23 14:00', '2026-11-26 08:00']]);
    expect(warned(32)).toEqual([['2026-11-25 08:00', '2026-11-27 08:00']]);
  });

  it('counts from the next morning when it was accepted after hours', () => {
    expect(promises(acceptedAt('2026-11-20 17:30').state)).toEqual(['accepted 2026-12-01 17:00']);
  });

  it('follows the hours of the agency that received it', () => {
    const mornings: Week = { monToFri: [['07:00', '11:00']] };
    const calendar = { ...CALENDAR, workingHours: { ...CALENDAR.workingHours, agencies: { 'H50.1': mornings } } };
    // Four hours a day: twice as many days, 23 and 25 November to 9 December among them.
    expect(promises(acceptedAt('2026-11-20 07:00', { calendar }).state)).toEqual(['accepted 2026-12-08 11:00']);
  });

  it('follows the hours of the competent agency, to the last date, where another one received it', () => {
    const mornings: Week = { monToFri: [['07:00', '11:00']] };
    const agencies = { [DEPARTMENT.agencyId]: mornings };
    const calendar = { ...CALENDAR, workingHours: { ...CALENDAR.workingHours, agencies } };
    const history = new History({ calendar }).when('2026-11-20 07:57');
    history.must('owner', { type: 'create-draft', draft: draft({ competentAgency: DEPARTMENT.agencyId }) });
    history.must('system', { type: 'attach-document', document: REQUEST_PAPER }).must('owner', { type: 'submit' });
    const { state } = history.must('reception', { type: 'accept' }).must('reception', REAPPOINT);
    // Friday 180 minutes, eleven mornings of 240, 60; then eight hours more: 180, 240 and 60.
    expect(promises(state)).toEqual(['accepted 2026-12-09 08:00', 'reappointed 2026-12-11 08:00 was 2026-12-09 08:00']);
  });

  it('is marked provisional over a year that is not announced', () => {
    const { state } = acceptedAt('2026-12-29 08:00');
    expect(state.appointments.map((a) => a.confirmed)).toEqual([false]);
  });

  it('starts with the payment when payment is the condition of acceptance', () => {
    const history = submitted().must('reception', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } });
    expect(history.state.pausedAt).toBeUndefined();
    const paid = history.when('2026-11-23 08:00').must('system', payment(history));
    expect(promises(paid.state)).toEqual(['accepted 2026-12-02 08:00']);
  });

  it('is not made without a calendar, nor is anything else that sets a date', () => {
    expect(codeOf(submitted({ calendar: undefined }).ask('reception', { type: 'accept' }))).toBe('no-calendar');
    const codes = (history: History, who: 'handler' | 'approver' | 'owner', commands: readonly Command[]) => {
      history.world.calendar = undefined;
      return commands.map((command) => codeOf(history.ask(who, command)));
    };
    expect(codes(underWay(), 'approver', [REAPPOINT, RECALCULATE])).toEqual(['no-calendar', 'no-calendar']);
    const forward: Command = { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT.agencyId };
    expect(codes(underWay(), 'handler', [forward])).toEqual(['no-calendar']);
    expect(codes(underWay().must('handler', SUPPLEMENT), 'owner', [SUPPLY])).toEqual(['no-calendar']);
    expect(codes(underWay().must('approver', STOP), 'approver', [{ type: 'resume' }])).toEqual(['no-calendar']);
  });
});

describe('after an interruption', () => {
  const paused = (world?: World) => underWay(world).when('2026-11-25 10:00').must('handler', SUPPLEMENT);

  it('a supplement counts the whole time again, of the step as well, and both appointments are kept', () => {
    const { state } = paused().when('2026-11-26 14:00').must('owner', SUPPLY);
    expect(promises(state)).toEqual([FIRST, 'supplemented 2026-12-04 14:00 was 2026-12-01 08:00']);
    expect([state.step?.dueAt, state.step?.warnAt].map((m) => local(m ?? ''))).toEqual([
      '2026-12-03 14:00',
      '2026-12-02 10:00',
    ]);
    expect(state.pausedAt).toBeUndefined();
  });

  it('a supplement resumes with the remaining time if the procedure says so', () => {
    const procedure = { ...PROCEDURE, afterSupplement: 'resume' } as const;
    const { state } = paused({ procedure }).when('2026-11-26 14:00').must('owner', SUPPLY);
    // 1800 minutes were left on Wednesday at 10:00.
    expect(promises(state)).toEqual([FIRST, `supplemented ${LATER}`]);
    expect(local(state.step?.dueAt ?? '')).toBe('2026-12-01 10:01');
  });

  it('before acceptance there is no clock to pause or resume', () => {
    const history = submitted().must('reception', SUPPLEMENT);
    expect(history.state.pausedAt).toBeUndefined();
    expect(history.must('owner', SUPPLY).state.appointments).toEqual([]);
  });

  it('a payment request pauses the clock', () => {
    const history = underWay()
      .when('2026-11-25 10:00')
      .must('handler', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } });
    expect(history.state.pausedAt).toBe(iso('2026-11-25 10:00'));
    const { state } = history.when('2026-11-26 14:00').must('system', payment(history));
    expect(promises(state)).toEqual([FIRST, `paid ${LATER}`]);
  });

  it('a payment request without a pause moves no date', () => {
    const procedure = { ...PROCEDURE, paymentStopsClock: false };
    const history = underWay({ procedure }).when('2026-11-25 10:00');
    history.must('handler', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } });
    expect([history.state.status, history.state.pausedAt]).toEqual(['payment-required', undefined]);
    const before = history.state.step;
    const { state } = history.when('2026-11-26 14:00').must('system', payment(history));
    expect(promises(state)).toEqual([FIRST]);
    expect(state.step).toEqual(before);
  });

  it('a stop pauses it and resuming continues with the remaining time', () => {
    const stopped = underWay().when('2026-11-25 10:00').must('approver', STOP);
    const { state } = stopped.when('2026-11-26 14:00').must('approver', { type: 'resume' });
    expect(promises(state)).toEqual([FIRST, `resumed ${LATER}`]);
  });

  it('a second reason to pause does not move the start of the pause', () => {
    const history = paused().when('2026-11-25 16:00').must('approver', STOP);
    expect(history.state.pausedAt).toBe(iso('2026-11-25 10:00'));
    const { state } = history.when('2026-11-26 14:00').must('approver', { type: 'resume' });
    expect(promises(state)).toEqual([FIRST, `resumed ${LATER}`]);
  });

  it('what was overdue when it stopped stays overdue', () => {
    const history = underWay().when('2026-12-01 08:01').must('approver', STOP);
    history.when('2026-12-10 08:00').must('approver', { type: 'resume' });
    expect(promises(history.state)).toEqual([FIRST]);
    history.must('handler', { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT.agencyId });
    history.must('approver', DENY);
    expect(history.log.at(-1)).toMatchObject({ type: 'completed', timeliness: 'overdue' });
  });

  it('a withdrawal denied during a pause resumes it; denied while it runs, it changes nothing', () => {
    const withdraw: Command = { type: 'request-withdrawal', reason: 'Đổi ý' };
    const deny: Command = { type: 'decide-withdrawal', granted: false };
    const stood = paused().when('2026-11-25 11:00').must('owner', withdraw).when('2026-11-26 14:00');
    expect(promises(stood.must('approver', deny).state)).toEqual([FIRST, `resumed ${LATER}`]);
    const ran = underWay().when('2026-11-25 11:00').must('owner', withdraw).when('2026-11-26 14:00');
    expect(promises(ran.must('approver', deny).state)).toEqual([FIRST]);
  });

  it('a correction back to reception ends the pause: accepted again, its clock runs', () => {
    const history = paused().must('administrator', { type: 'correct', toStatus: 'submitted', reason: 'Nhầm' });
    expect(history.state.pausedAt).toBeUndefined();
    history.must('reception', { type: 'accept' });
    expect([history.state.status, history.state.pausedAt]).toEqual(['accepted', undefined]);
  });
});

describe('a supplement request', () => {
  it('needs a reason when it is not the first, and keeps it', () => {
    const history = underWay().must('handler', SUPPLEMENT).must('owner', SUPPLY);
    expect(history.ask('handler', SUPPLEMENT)).toMatchObject({
      rejection: { code: 'reason-required', fields: ['reason'] },
    });
    history.must('approver', { ...SUPPLEMENT, reason: 'Giấy mới không khớp' });
    expect(history.log.at(-1)).toMatchObject({ type: 'supplement-requested', reason: 'Giấy mới không khớp' });
  });

  it.each([
    ['2026-11-26 08:00', undefined],
    ['2026-11-26 08:01', true],
  ])('three working days after reception and not later: at %s late is %s', (moment, late) => {
    const history = draftWithPaper().when('2026-11-20 08:00').must('owner', { type: 'submit' });
    history.when(moment).must('reception', SUPPLEMENT);
    const [request] = history.log.filter((e) => e.type === 'supplement-requested');
    expect(request?.late).toBe(late);
  });
});

describe('the result', () => {
  it.each([
    ['2026-11-30 16:59', 'early'],
    ['2026-12-01 07:00', 'on-time'],
    ['2026-12-01 08:00', 'on-time'],
    ['2026-12-01 08:01', 'overdue'],
  ])('completed at %s is %s', (moment, timeliness) => {
    const history = underWay().must('handler', { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT.agencyId });
    history.when(moment).must('approver', DENY);
    expect(history.log.at(-1)).toMatchObject({ type: 'completed', timeliness });
  });
});

import { describe, expect, it } from 'vitest';
import { timersOf } from '../../../shared/dossier/timers.ts';
import { local } from '../calendar/world.ts';
import { codeOf, DEPARTMENT, type History, ITEMS, PROCEDURE, promises, submitted, underWay } from './world.ts';

const SUSPEND = { type: 'suspend', suspensionId: 'bao-so-12', decision: '12/QĐ-UBND', reason: 'Bão số 12' } as const;
const LIFT = { type: 'lift-suspension', suspensionId: 'bao-so-12', decision: '15/QĐ-UBND' } as const;

/** Due on Tuesday 1 December at 08:00; a working day and a half have passed. */
const suspended = (history = underWay()) => history.when('2026-11-23 13:30').must('system', SUSPEND);
const lift = (history: History, moment = '2026-11-25 13:30') => history.when(moment).must('system', LIFT);
const dues = (history: History) =>
  [history.state.appointmentAt, history.state.step?.dueAt].map((at) => local(at ?? ''));

describe('a dossier under force majeure', () => {
  it('stands: no deadline comes, and what is left of each counts on from the lifting', () => {
    const history = underWay();
    expect(dues(history)).toEqual(['2026-12-01 08:00', '2026-11-30 08:01']);
    suspended(history);
    expect(timersOf(history.state)).toEqual([]);
    lift(history);
    // Between lie one working day and the holiday of 24 November.
    expect(dues(history)).toEqual(['2026-12-02 08:00', '2026-12-01 08:01']);
    expect(promises(history.state).at(-1)).toBe('resumed 2026-12-02 08:00 was 2026-12-01 08:00');
    expect(history.state.suspension).toBeUndefined();
  });

  it('takes no work whose time is counted, but facts, what applicants do, and an end', () => {
    const history = suspended();
    const forward = { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT.agencyId } as const;
    expect(codeOf(history.ask('handler', forward))).toBe('suspended');
    expect(codeOf(history.ask('handler', { type: 'request-supplement', items: ITEMS }))).toBe('suspended');
    const reappoint = { type: 'reappoint', workingHours: 8, reason: 'Bão' } as const;
    expect(codeOf(history.ask('approver', reappoint))).toBe('suspended');
    history.must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' });
    history.must('approver', { type: 'decide-withdrawal', granted: true });
    expect(history.state.status).toBe('returned');
  });

  it('gives the applicant the time that was left, and takes an answer meanwhile without letting the clock run', () => {
    const world = { procedure: { ...PROCEDURE, supplementWorkingHours: 8 } };
    const asked = () =>
      underWay(world).when('2026-11-23 08:00').must('handler', { type: 'request-supplement', items: ITEMS });
    const waiting = lift(suspended(asked()));
    // Three and a half hours of eight had passed.
    expect(local(waiting.state.supplementRequests[0]?.answerBy?.dueAt ?? '')).toBe('2026-11-26 08:00');
    expect(waiting.state.pausedAt).toBeDefined();
    const answered = suspended(asked()).must('reception', { type: 'supplement' });
    expect([answered.state.status, answered.state.pausedAt !== undefined]).toEqual(['in-processing', true]);
    expect(timersOf(answered.state)).toEqual([]);
    lift(answered);
    expect([answered.state.pausedAt, timersOf(answered.state).length]).toEqual([undefined, 4]);
  });

  it('is suspended and lifted once, and by nobody but the operator’s command', () => {
    const history = suspended();
    const { version } = history.state;
    expect(history.must('system', SUSPEND).state.version).toBe(version);
    for (const who of ['approver', 'administrator', 'owner'] as const) {
      expect(codeOf(history.ask(who, LIFT))).toBe('not-allowed');
    }
    expect(history.must('system', { ...LIFT, suspensionId: 'khac' }).state.version).toBe(version);
    lift(history);
    const lifted = history.state.version;
    expect(history.must('system', LIFT).state.version).toBe(lifted);
  });

  it('is accepted after it, where it had only been submitted', () => {
    const history = suspended(submitted());
    expect(codeOf(history.ask('reception', { type: 'accept' }))).toBe('suspended');
    lift(history).must('reception', { type: 'accept' });
    expect(history.state.pausedAt).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { type RecordedSuspension, suspensionDue } from '../../../shared/dossier/suspension-due.ts';
import { timersOf } from '../../../shared/dossier/timers.ts';
import { iso, local } from '../calendar/world.ts';
import {
  at,
  codeOf,
  completed,
  DEPARTMENT,
  draftWithPaper,
  type History,
  ITEMS,
  PROCEDURE,
  promises,
  submitted,
  underWay,
} from './world.ts';

const SUSPEND = { type: 'suspend', suspensionId: 'bao-so-12', decision: '12/QĐ-UBND', reason: 'Bão số 12' } as const;
const LIFT = { type: 'lift-suspension', suspensionId: 'bao-so-12', decision: '15/QĐ-UBND' } as const;

/** Due on Tuesday 1 December at 08:00; a working day and a half have passed. */
const suspended = (history = underWay()) => history.when('2026-11-23 13:30').must('system', SUSPEND);
const lift = (history: History, moment = '2026-11-25 13:30') => history.when(moment).must('system', LIFT);
const dues = (history: History) =>
  [history.state.appointmentAt, history.state.step?.dueAt].map((at) => local(at ?? ''));

const BY = { signedBy: 'Chủ tịch', signedAt: at(0) };
const decided = (agencies: string[], more: Partial<RecordedSuspension> = {}): RecordedSuspension => ({
  suspension: { suspensionId: 'bao-so-12', decision: '12/QĐ-UBND', reason: 'Bão số 12', agencies, ...BY },
  recordedAt: at(0),
  ...more,
});

describe('a recorded decision on force majeure', () => {
  /** Closed on the 20th: the agency of the first step. */
  const closings = { now: at(0), successions: [{ agencyId: 'H50.12', on: '2026-11-20', successor: 'H50.14' }] };
  const due = (history: History, ...recorded: RecordedSuspension[]) =>
    suspensionDue(history.state, recorded, history.world.procedure ?? PROCEDURE, closings)?.type;
  const lifted = { lifting: { decision: '15/QĐ-UBND', ...BY }, liftedAt: at(60) };

  it('is about dossiers that its agencies, or agencies below them, hold or received, and that go on', () => {
    expect(due(underWay(), decided(['H50.12']))).toBe('suspend');
    expect(due(underWay(), decided(['H50.1']))).toBe('suspend');
    expect(due(underWay(), decided(['H50']))).toBe('suspend');
    expect(due(underWay(), decided(['H50.20']))).toBeUndefined();
    expect(due(draftWithPaper(), decided(['H50']))).toBeUndefined();
    expect(due(completed(), decided(['H50']))).toBeUndefined();
  });

  it('of the successor is about dossiers that were left at the closed agency', () => {
    expect(due(underWay(), decided(['H50.14']))).toBe('suspend');
    const before = { ...closings, now: '2026-11-19T16:59:59.999Z' };
    expect(suspensionDue(underWay().state, [decided(['H50.14'])], PROCEDURE, before)).toBeUndefined();
  });

  it('that is lifted suspends nothing, and ends the suspensions by it alone', () => {
    const past = { lifting: lifted.lifting, liftedAt: at(-60) };
    expect(due(underWay(), { ...decided(['H50'], past), recordedAt: at(-120) })).toBeUndefined();
    expect(due(suspended(), decided(['H50']))).toBeUndefined();
    expect(due(suspended(), decided(['H50'], lifted))).toBe('lift-suspension');
    const other = { ...decided(['H50'], lifted), suspension: { ...decided(['H50']).suspension, suspensionId: 'khac' } };
    expect(due(suspended(), other)).toBeUndefined();
  });

  it('that came and went while nothing happened to a dossier reaches it all the same, each once, in its turn', () => {
    const day = 24 * 60;
    const [first, second] = [1, 2].map((n) => ({
      ...decided(['H50'], { lifting: lifted.lifting, liftedAt: at((n + 1) * day) }),
      recordedAt: at(n * day),
      suspension: { ...decided(['H50']).suspension, suspensionId: `bao-so-${n}` },
    }));
    if (first === undefined || second === undefined) throw new Error('no decisions');
    const history = underWay();
    expect(history.state.updatedAt < first.recordedAt).toBe(true);
    const next = (by: readonly string[] = []) =>
      suspensionDue(history.state, [second, first], PROCEDURE, closings, { quietSince: history.state.updatedAt, by });
    expect(next()).toMatchObject({ type: 'suspend', suspensionId: 'bao-so-1', since: first.recordedAt });
    expect(next(['bao-so-1'])).toMatchObject({ suspensionId: 'bao-so-2', since: second.recordedAt });
    expect(next(['bao-so-1', 'bao-so-2'])).toBeUndefined();
  });

  it('does not begin again for a dossier that it was lifted for, whatever an older copy says', () => {
    expect(due(lift(suspended()), decided(['H50']))).toBeUndefined();
  });

  it('of dossiers that another authority processes, is that authority’s', () => {
    const elsewhere = { ...PROCEDURE, processedBy: 'ministry' } as const;
    expect(suspensionDue(underWay().state, [decided(['H50'])], elsewhere, closings)).toBeUndefined();
  });

  it('stands from its own moment, though a dossier is reached after its date: nothing was missed', () => {
    const since = iso('2026-11-23 13:30');
    const history = underWay()
      .when('2026-12-04 09:00')
      .must('system', { ...SUSPEND, since });
    expect(history.state).toMatchObject({ pausedAt: since, overdueSince: undefined, suspension: { since } });
    // A working day and a half of six were over, as for a dossier reached at once.
    lift(history, '2026-12-07 13:30');
    expect(dues(history)).toEqual(['2026-12-14 08:00', '2026-12-11 08:01']);
  });

  it('does not undo what happened before it was known', () => {
    const before = underWay().when('2026-11-23 15:00').must('approver', { type: 'add-note', note: 'x' });
    before.when('2026-11-23 16:00').must('system', { ...SUSPEND, since: iso('2026-11-23 13:30') });
    expect(before.state.pausedAt).toBe(iso('2026-11-23 15:00'));
  });

  it('counts on from the moment it was lifted', () => {
    const late = suspended()
      .when('2026-12-04 09:00')
      .must('system', { ...LIFT, liftedAt: iso('2026-11-25 13:30') });
    expect(dues(late)).toEqual(['2026-12-02 08:00', '2026-12-01 08:01']);
  });
});

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

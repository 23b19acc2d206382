import { describe, expect, it } from 'vitest';
import type { Timer } from '../../../shared/dossier/commands.ts';
import { timersOf } from '../../../shared/dossier/timers.ts';
import { iso, local } from '../calendar/world.ts';
import {
  acceptedAt,
  codeOf,
  completed,
  DEPARTMENT,
  type History,
  ITEMS,
  inSurvey,
  PROCEDURE,
  submitted,
  TAX,
  type World,
} from './world.ts';

const underWay = (world?: World) =>
  acceptedAt('2026-11-20 08:00', world)
    .when('2026-11-20 13:00')
    .must('reception', { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId });

/** Those of the agencies; `answers.test.ts` has the applicant's. */
const read = (history: History) =>
  timersOf(history.state)
    .filter(({ of }) => of !== 'supplement' && of !== 'payment')
    .map(({ kind, of, id, at }) => `${kind} ${of} ${id} ${local(at)}`);

const STEP_WARNING: Timer = { kind: 'warning', of: 'step', id: 'examine', at: iso('2026-11-27 09:30') };
const BREACH: Timer = { kind: 'breach', of: 'appointment', id: 'appointment', at: iso('2026-12-01 08:00') };
const fire = (timer: Timer) => ({ type: 'fire-timer', timer }) as const;

/** Fires a timer at a moment; returns whether it had an effect. */
function fires(history: History, timer: Timer, moment: string): boolean {
  const { version } = history.state;
  return history.when(moment).must('system', fire(timer)).state.version > version;
}

describe('the deadlines a dossier is under', () => {
  it('are those of the whole and of its step, each with a warning before', () => {
    expect(read(underWay())).toEqual([
      'warning appointment appointment 2026-11-27 08:00',
      'breach appointment appointment 2026-12-01 08:00',
      'warning step examine 2026-11-27 09:30',
      'breach step examine 2026-11-30 11:30',
    ]);
  });

  it('are those of each open branch as well, and of no finished one', () => {
    const history = inSurvey().when('2026-11-20 13:30');
    history.must('handler', { type: 'open-branch', branchId: 'tax', agencyId: TAX.agencyId });
    const ofBranches = () => read(history).filter((t) => t.includes(' branch '));
    expect(ofBranches()).toEqual(['warning branch tax 2026-11-25 07:30', 'breach branch tax 2026-11-25 11:30']);
    history.must('taxOfficer', { type: 'finish-branch', branchId: 'tax', result: 'done' });
    expect(ofBranches()).toEqual([]);
  });

  it('are none before acceptance, while the clock is paused, and after the end', () => {
    const supplement = underWay().must('handler', { type: 'request-supplement', items: ITEMS });
    const owing = underWay().must('handler', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } });
    const stopped = underWay().must('approver', { type: 'stop', ground: 'Tòa án' });
    for (const history of [supplement, owing, stopped, completed()]) expect(read(history)).toEqual([]);
    expect(read(submitted()).every((timer) => timer.startsWith('breach reception '))).toBe(true);
    expect(read(stopped.must('approver', { type: 'resume' }))).toHaveLength(4);
  });

  it('continue while a payment is due that does not pause the clock', () => {
    const history = underWay({ procedure: { ...PROCEDURE, paymentStopsClock: false } });
    expect(
      read(history.must('handler', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } })),
    ).toHaveLength(4);
  });

  it('are none for a promise that a correction to before acceptance took away', () => {
    const history = underWay().must('administrator', { type: 'correct', toStatus: 'submitted', reason: 'Nhầm' });
    expect(
      read(history.must('reception', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } })),
    ).toEqual([]);
  });
});

describe('a deadline that comes', () => {
  it('is written down at its moment, not before, and once', () => {
    const history = underWay();
    expect(fires(history, STEP_WARNING, '2026-11-27 09:29')).toBe(false);
    expect(fires(history, STEP_WARNING, '2026-11-27 09:30')).toBe(true);
    expect(history.log.at(-1)).toMatchObject({ type: 'deadline-warned', timer: STEP_WARNING });
    expect(fires(history, STEP_WARNING, '2026-11-27 09:31')).toBe(false);
    expect(read(history)).not.toContain('warning step examine 2026-11-27 09:30');
  });

  it('distinguishes warnings and breaches', () => {
    const history = underWay();
    expect(fires(history, BREACH, '2026-12-03 08:00')).toBe(true);
    expect(history.log.at(-1)).toMatchObject({ type: 'deadline-breached', timer: BREACH });
    expect(history.state.status).toBe('in-processing');
  });

  it('does nothing for a step that was left', () => {
    const history = underWay().must('handler', { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT.agencyId });
    expect(fires(history, STEP_WARNING, '2026-11-30 08:00')).toBe(false);
  });

  it('does nothing while the clock is paused, nor for a timer that was never set', () => {
    const history = underWay().must('handler', { type: 'request-supplement', items: ITEMS });
    expect(fires(history, BREACH, '2026-12-03 08:00')).toBe(false);
    expect(fires(underWay(), { ...BREACH, at: iso('2026-12-01 08:01') }, '2026-12-03 08:00')).toBe(false);
    expect(fires(underWay(), { ...BREACH, of: 'branch' }, '2026-12-03 08:00')).toBe(false);
  });

  it('with a moved date is another timer: it fires again, the old one never', () => {
    const history = underWay();
    const warning: Timer = { ...BREACH, kind: 'warning', at: iso('2026-11-27 08:00') };
    expect(fires(history, warning, '2026-11-27 08:00')).toBe(true);
    history.must('approver', { type: 'reappoint', workingHours: 8, reason: 'Chờ' });
    expect(read(history).slice(0, 2)).toEqual([
      'warning appointment appointment 2026-12-01 14:00',
      'breach appointment appointment 2026-12-02 08:00',
    ]);
    expect(fires(history, BREACH, '2026-12-01 09:00')).toBe(false);
    const moved: Timer = { ...BREACH, kind: 'warning', at: iso('2026-12-01 14:00') };
    expect(fires(history, moved, '2026-12-01 14:00')).toBe(true);
    expect(fires(history, { ...BREACH, at: iso('2026-12-02 08:00') }, '2026-12-02 08:00')).toBe(true);
  });

  it('can only be fired by the system', () => {
    expect(codeOf(underWay().when('2026-12-03 08:00').ask('administrator', fire(BREACH)))).toBe('not-allowed');
  });
});

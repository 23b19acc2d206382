import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import { local } from '../calendar/world.ts';
import { DENY } from './samples.ts';
import {
  ACTORS,
  type ActorName,
  accepted,
  acceptedAt,
  atLastStep,
  codeOf,
  completed,
  DEPARTMENT,
  draft,
  GRAPH,
  History,
  inProcessing,
  inSurvey,
  PROCEDURE,
  submitted,
  TAX,
  VERIFICATION,
} from './world.ts';

const TO_EXAMINE = { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId } as const;
const TO_SIGN = { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT.agencyId } as const;

/** Forwarded to its first step, 40 hours, on Friday 20 November at 13:00: counted from 13:30. */
const examining = () => acceptedAt('2026-11-20 08:00').when('2026-11-20 13:00').must('reception', TO_EXAMINE);

describe('the time of a step', () => {
  it('is its own due moment, with a warning after its share of the time', () => {
    const { step } = examining().state;
    expect([step?.dueAt, step?.warnAt].map((m) => local(m ?? ''))).toEqual(['2026-11-30 11:30', '2026-11-27 09:30']);
  });

  it('is warned of when the procedure says', () => {
    const [first, ...others] = PROCEDURE.steps;
    const steps = [{ ...(first as (typeof PROCEDURE.steps)[0]), warningShare: 0.5 }, ...others];
    const history = acceptedAt('2026-11-20 08:00', { procedure: { ...PROCEDURE, steps } });
    const { step } = history.when('2026-11-20 13:00').must('reception', TO_EXAMINE).state;
    // 20 of 40 hours: Friday 210 minutes, Monday 480, Wednesday 480, Thursday 30.
    expect(local(step?.warnAt ?? '')).toBe('2026-11-26 07:30');
  });

  it.each([
    ['2026-11-27 16:00', 'early'],
    ['2026-11-30 07:00', 'on-time'],
    ['2026-11-30 11:31', 'overdue'],
  ])('left at %s the step was %s', (moment, timeliness) => {
    const { state, log } = examining().when(moment).must('handler', TO_SIGN);
    expect(log.at(-1)).toMatchObject({ type: 'forwarded', timeliness });
    expect(state.completedSteps).toMatchObject([{ stepId: 'examine', timeliness, handedBy: ACTORS.handler.subject }]);
  });

  it('of the last step is judged when the dossier is completed, apart from the appointment', () => {
    const history = examining().must('handler', TO_SIGN).when('2026-11-25 08:00');
    history.must('approver', DENY);
    expect(history.log.at(-1)).toMatchObject({ timeliness: 'early', stepTimeliness: 'overdue' });
    expect(history.state.completedSteps.map((w) => [w.stepId, w.timeliness])).toEqual([
      ['examine', 'early'],
      ['sign', 'overdue'],
    ]);
  });

  it.each([
    ['2026-11-20 15:00', '2026-11-20 17:00'],
    ['2026-11-20 15:01', '2026-11-23 07:00'],
  ])('paper forwarded at %s has to be there at %s', (moment, due) => {
    const history = new History().must('reception', { type: 'create-draft', draft: draft({ channel: 'direct' }) });
    history.must('reception', { type: 'submit' }).must('reception', { type: 'accept' });
    history.when(moment).must('reception', TO_EXAMINE);
    expect(history.log.at(-1)).toMatchObject({ paperDueAt: new Date(`${due.replace(' ', 'T')}+07:00`).toISOString() });
    expect(examining().log.at(-1)).not.toHaveProperty('paperDueAt');
  });
});

describe('branching transitions', () => {
  const ready = () => {
    const history = inSurvey().must('handler', VERIFICATION);
    history.must('handler', { type: 'open-branch', branchId: 'tax', agencyId: TAX.agencyId });
    return history.must('taxOfficer', { type: 'finish-branch', branchId: 'tax', result: 'done' });
  };
  const go = (stepId: string, outcome?: string): Command => ({
    type: 'forward',
    stepId,
    agencyId: DEPARTMENT.agencyId,
    ...(outcome && { outcome }),
  });

  it('need the outcome that leads there, and record it', () => {
    const codes = (...commands: readonly Command[]) =>
      commands.map((command) => codeOf(ready().ask('handler', command)));
    expect(codes(go('settle'), go('sign'))).toEqual(['outcome-required', 'outcome-required']);
    expect(
      codes(go('settle', 'plain'), go('sign', 'disputed'), go('sign', 'no-case'), go('sign', 'unheard-of')),
    ).toEqual(Array(4).fill('wrong-step'));
    expect(codes(go('settle', 'disputed'), go('sign', 'plain'))).toEqual(['accepted', 'accepted']);
    expect(ready().must('handler', go('sign', 'plain')).log.at(-1)).toMatchObject({ stepId: 'sign', outcome: 'plain' });
  });

  it('where one leads on, no outcome is needed and none is invented', () => {
    const atSettle = () => ready().must('handler', go('settle', 'disputed'));
    expect(codeOf(atSettle().ask('handler', go('sign')))).toBe('accepted');
    expect(codeOf(atSettle().ask('handler', go('sign', 'plain')))).toBe('wrong-step');
  });

  it('may end the dossier where one of them leads to the end', () => {
    expect(ready().must('handler', DENY).state.status).toBe('completed');
    const atSettle = ready().must('handler', go('settle', 'disputed'));
    expect(codeOf(atSettle.ask('handler', DENY))).toBe('not-last-step');
  });

  it('not taken cannot be used for sending back', () => {
    const history = ready().must('handler', go('sign', 'plain'));
    const back = (stepId: string) => codeOf(history.ask('approver', { type: 'send-back', stepId, reason: 'Thiếu' }));
    expect([back('settle'), back('survey')]).toEqual(['step-not-completed', 'accepted']);
  });

  it('begin at the first step and nowhere else', () => {
    const ask = (stepId: string) => codeOf(accepted({ procedure: GRAPH }).ask('reception', go(stepId)));
    expect(['survey', 'settle', 'sign'].map(ask)).toEqual(['accepted', 'wrong-step', 'wrong-step']);
  });
});

describe('sending back', () => {
  const back = (stepId: string): Command => ({ type: 'send-back', stepId, reason: 'Thiếu chữ ký nháy' });

  it('goes to a completed step, at the agency that had it, with a reason and a new time limit', () => {
    const history = examining().must('handler', TO_SIGN).when('2026-11-23 07:00').must('approver', back('examine'));
    const { step, completedSteps, status } = history.state;
    expect([status, step?.stepId, step?.agencyId]).toEqual(['in-processing', 'examine', DEPARTMENT.agencyId]);
    expect(local(step?.dueAt ?? '')).toBe('2026-11-30 17:00');
    expect(completedSteps.map((w) => w.stepId)).toEqual(['examine', 'sign']);
    expect(history.log.at(-1)).toMatchObject({ type: 'sent-back', reason: 'Thiếu chữ ký nháy', timeliness: 'on-time' });
    expect(history.must('handler', TO_SIGN).state.completedSteps.map((w) => w.stepId)).toEqual([
      'examine',
      'sign',
      'examine',
    ]);
  });

  it('does not go where the dossier never was, nor to where it is', () => {
    expect(codeOf(inProcessing().ask('handler', back('sign')))).toBe('step-not-completed');
    expect(codeOf(atLastStep().ask('approver', back('sign')))).toBe('step-not-completed');
    const again = atLastStep().must('approver', back('examine'));
    expect(codeOf(again.ask('handler', back('sign')))).toBe('step-not-completed');
    expect(codeOf(atLastStep().ask('approver', back('nowhere')))).toBe('unknown-step');
    expect(codeOf(completed().ask('approver', back('examine')))).toBe('wrong-status');
  });

  it('moves no promised date', () => {
    const history = examining().must('handler', TO_SIGN);
    const { appointments } = history.state;
    expect(history.must('approver', back('examine')).state.appointments).toEqual(appointments);
  });
});

describe('assignment', () => {
  const assign = (officer: string, reason?: string): Command => ({
    type: 'assign',
    officer,
    ...(reason && { reason }),
  });
  const assigned = () => inProcessing().must('approver', assign('handler'));
  const who = (history: () => History, command: Command) =>
    (Object.keys(ACTORS) as ActorName[]).filter((name) => history().ask(name, command).ok).toSorted();

  it('reserves the step for that officer, leaders and the agency’s system', () => {
    expect(who(assigned, TO_SIGN)).toEqual(['departmentSystem', 'handler']);
    expect(who(() => assigned().must('approver', assign('colleague', 'Nghỉ phép')), TO_SIGN)).toEqual([
      'colleague',
      'departmentSystem',
    ]);
  });

  it('lets approvers act on an assigned step', () => {
    const [first, ...others] = PROCEDURE.steps;
    const step = { ...(first as (typeof PROCEDURE.steps)[0]), roles: ['handler' as const, 'approver' as const] };
    const procedure = { ...PROCEDURE, steps: [step, ...others] };
    const history = () => inProcessing({ procedure }).must('approver', assign('handler'));
    expect(who(history, TO_SIGN)).toEqual(['approver', 'departmentSystem', 'handler']);
  });

  it('changes hands only with a reason, and not to the same hands', () => {
    expect(assigned().ask('approver', assign('colleague'))).toMatchObject({
      rejection: { code: 'reason-required', fields: ['reason'] },
    });
    expect(codeOf(assigned().ask('approver', assign('handler', 'Lại')))).toBe('no-change');
    const { log, state } = assigned().must('approver', assign('colleague', 'Nghỉ phép'));
    expect(state.step?.assignee).toBe('colleague');
    expect(log.at(-1)).toMatchObject({ type: 'assigned', stepId: 'examine', reason: 'Nghỉ phép' });
  });

  it('ends with the step', () => {
    expect(assigned().must('handler', TO_SIGN).state.step).not.toHaveProperty('assignee');
    expect(codeOf(accepted().ask('reception', assign('handler')))).toBe('wrong-status');
  });

  it('may be done by the officer’s substitute of today, and by no other substitute', () => {
    const standing = (officer: string) => {
      const history = assigned();
      history.world.standsInFor = [officer];
      return codeOf(history.ask('colleague', TO_SIGN));
    };
    expect([standing('handler'), standing('stranger')]).toEqual(['accepted', 'not-allowed']);
  });

  it('grants a substitute no right without the role', () => {
    const history = assigned();
    history.world.standsInFor = ['handler'];
    expect(codeOf(history.ask('reception', TO_SIGN))).toBe('not-allowed');
  });
});

describe('an agency’s own system', () => {
  it('works and signs for its agency with the scope to act, and never receives', () => {
    const history = inProcessing().must('departmentSystem', TO_SIGN);
    expect(history.must('departmentSystem', DENY).state.status).toBe('completed');
    expect(codeOf(submitted().ask('departmentSystem', { type: 'accept' }))).toBe('dossier-not-found');
    expect(codeOf(completed().ask('departmentSystem', { type: 'return-result', method: 'counter' }))).toBe(
      'not-allowed',
    );
  });

  it('without that scope only reads', () => {
    expect(codeOf(inProcessing().ask('partner', TO_SIGN))).toBe('not-allowed');
  });
});

import { describe, expect, it } from 'vitest';
import type { Command, Timer } from '../../../shared/dossier/commands.ts';
import { timersOf } from '../../../shared/dossier/timers.ts';
import { iso, local } from '../calendar/world.ts';
import {
  CALENDAR,
  codeOf,
  draft,
  draftWithPaper,
  History,
  ITEMS,
  PROCEDURE,
  SECOND_RECEPTION,
  type World,
} from './world.ts';

/** Submitted on Friday 20 November 2026 at this time. */
const submittedAt = (clock: string, world?: World) =>
  draftWithPaper(world).when(`2026-11-20 ${clock}`).must('owner', { type: 'submit' });
const DUE = '2026-11-23 08:00';
const BREACH: Timer = { kind: 'breach', of: 'reception', id: 'reception', at: iso(DUE) };
const FIRE = { type: 'fire-timer', timer: BREACH } as const;

const read = (history: History) => timersOf(history.state).map(({ kind, of, at }) => `${kind} ${of} ${local(at)}`);

describe('a submitted dossier', () => {
  it.each([
    ['08:00', '2026-11-23 08:00'],
    ['06:00', '2026-11-20 17:00'],
    ['17:30', '2026-11-23 17:00'],
  ])('of Friday at %s is to be decided on by %s: eight working hours', (clock, due) => {
    expect(read(submittedAt(clock))).toEqual([`breach reception ${due}`]);
  });

  it('has the time of the province', () => {
    const calendar = { ...CALENDAR, reception: { decideWithinHours: 2.5 } };
    expect(read(submittedAt('08:00', { calendar }))).toEqual(['breach reception 2026-11-20 10:30']);
  });

  it('is reported once, at its moment, and stays marked when it is accepted', () => {
    const history = submittedAt('08:00');
    const { version } = history.state;
    expect(history.when('2026-11-23 07:59').must('system', FIRE).state.version).toBe(version);
    history.when(DUE).must('system', FIRE);
    expect(history.log.at(-1)).toMatchObject({ type: 'deadline-breached', timer: BREACH });
    expect(read(history)).toEqual([]);
    expect(history.must('system', FIRE).state.version).toBe(version + 1);
    expect(history.must('reception', { type: 'accept' }).state.lateAtReception).toBe(true);
  });

  it('is late by the acceptance that comes before the timer, and not at the moment itself', () => {
    const accepted = (moment: string) => submittedAt('08:00').when(moment).must('reception', { type: 'accept' }).state;
    expect(accepted(DUE).lateAtReception).toBeUndefined();
    expect(accepted('2026-11-23 08:01').lateAtReception).toBe(true);
  });

  it.each<[string, Command]>([
    ['accepted', { type: 'accept' }],
    ['rejected', { type: 'reject', legalGround: 'Điều 17', reason: 'Không đủ' }],
    ['asked to be supplemented', { type: 'request-supplement', items: ITEMS }],
    ['asked to be paid for', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } }],
  ])('has no such deadline once it is %s', (_, command) => {
    const history = submittedAt('08:00').must('reception', command);
    expect(read(history).filter((timer) => timer.includes('reception'))).toEqual([]);
    expect(history.when('2026-11-25 08:00').must('system', FIRE).state.lateAtReception).toBeUndefined();
  });

  it('gets the whole time again with its supplement, and stays late if it was', () => {
    const asked = () => submittedAt('08:00').must('reception', { type: 'request-supplement', items: ITEMS });
    const back = asked().when('2026-11-25 09:00').must('owner', { type: 'supplement' });
    expect(read(back)).toEqual(['breach reception 2026-11-26 09:00']);
    expect(back.state.lateAtReception).toBeUndefined();
    const late = submittedAt('08:00').when('2026-11-23 09:00');
    late.must('reception', { type: 'request-supplement', items: ITEMS }).must('owner', { type: 'supplement' });
    expect(late.state.lateAtReception).toBe(true);
  });

  it('that a correction brought back to reception is waited for again', () => {
    const history = submittedAt('08:00').must('reception', { type: 'accept' }).when('2026-11-25 09:00');
    history.must('administrator', { type: 'correct', toStatus: 'submitted', reason: 'Nhầm' });
    expect(read(history)).toEqual(['breach reception 2026-11-26 09:00']);
  });

  it('has the time that was left when a fee that was asked for is taken back: no more, and no less', () => {
    const history = submittedAt('08:00').when('2026-11-20 10:00');
    history.must('reception', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } });
    const { obligationId = '' } = history.state.obligations.at(-1) ?? {};
    const cancel = { type: 'cancel-payment', obligationId, reason: 'Yêu cầu nhầm' } as const;
    history.when('2026-11-25 09:00').must('reception', cancel);
    expect(read(history).filter((timer) => timer.includes('reception'))).toEqual([
      // Six of eight hours.
      'breach reception 2026-11-25 17:00',
    ]);
    expect(history.state.lateAtReception).toBeUndefined();
    expect(history.when('2026-11-25 15:00').must('reception', { type: 'accept' }).state.lateAtReception).toBe(
      undefined,
    );
  });

  it('is not late for what it could not do while it was suspended, and has the time that was left', () => {
    const suspend = { type: 'suspend', suspensionId: 'bao', decision: '12/QĐ-UBND', reason: 'Bão' } as const;
    const history = submittedAt('08:00').when('2026-11-20 10:00').must('system', suspend);
    expect(read(history)).toEqual([]);
    const lift = { type: 'lift-suspension', suspensionId: 'bao', decision: '13/QĐ-UBND' } as const;
    history.when('2026-11-25 09:00').must('system', lift);
    expect(history.state.lateAtReception).toBeUndefined();
    expect(read(history)).toEqual(['breach reception 2026-11-25 17:00']);
  });

  it('is waited for at the reception that it was transferred to, for the whole time from its arrival', () => {
    const moved = submittedAt('08:00').when('2026-11-20 16:30');
    moved.must('reception', {
      type: 'transfer',
      agencyId: SECOND_RECEPTION.agencyId,
      reason: 'Không thuộc thẩm quyền',
    });
    expect(read(moved)).toEqual(['breach reception 2026-11-23 16:30']);
  });

  it('from the national portal has it, too; one that a ministry processes has not', () => {
    const imported = (world?: World) =>
      new History(world)
        .when('2026-11-20 08:00')
        .must('system', { type: 'import-dossier', draft: draft(), nationalCode: 'G09.20-20260609-0000001' });
    expect(read(imported())).toEqual([`breach reception ${DUE}`]);
    expect(read(imported({ procedure: { ...PROCEDURE, processedBy: 'ministry' } }))).toEqual([]);
  });

  it('is taken without a calendar, which only the deadline needs', () => {
    const history = draftWithPaper({ calendar: undefined });
    expect(codeOf(history.ask('owner', { type: 'submit' }))).toBe('accepted');
    expect(read(history)).toEqual([]);
  });
});

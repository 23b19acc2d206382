import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contribution } from '../../../../functions/figures/counting/contribution.ts';
import { add, type Counts } from '../../../../functions/figures/counting/counters.ts';
import { qualityIndex } from '../../../../functions/figures/counting/quality-index.ts';
import type { NumberedEvent } from '../../../../shared/dossier/events.ts';
import { evolve } from '../../../../shared/dossier/evolve.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import { histories } from '../../../shared/dossier/histories.ts';
import { DENY } from '../../../shared/dossier/samples.ts';
import { DEPARTMENT, draftWithPaper, type History, ITEMS, PROCEDURE, underWay } from '../../../shared/dossier/world.ts';

const TO_SIGN = { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT.agencyId } as const;
const SEND_BACK = { type: 'send-back', stepId: 'examine', reason: 'Thiếu' } as const;

const countsOf = (log: readonly NumberedEvent[], of: 'dossier' | 'officer' = 'dossier') =>
  add(...contribution(log, PROCEDURE).flatMap((i) => (i.of === of ? [i.counts as Counts] : [])));

const onTime = (log: readonly NumberedEvent[]) =>
  qualityIndex({ before: {}, within: countsOf(log), procedures: new Map() })
    .groups.flatMap((g) => g.scores)
    .find((s) => s.component === 'on-time')?.rate;

/** Due on 1 December at 08:00, overdue when the supplement is asked for. */
const supplementedLate = (): History =>
  underWay()
    .when('2026-12-01 09:00')
    .must('handler', { type: 'request-supplement', items: ITEMS })
    .when('2026-12-02 09:00')
    .must('owner', { type: 'supplement' });

describe('the index of an overdue dossier', () => {
  it('is 0 while it waits for a supplement, after it, and when it is completed by its new date', () => {
    const history = supplementedLate();
    expect(onTime(history.log.slice(0, -1))).toBe(0);
    expect(onTime(history.log)).toBe(0);
    expect(countsOf(history.log)).toMatchObject({ overdue: 1, openBroken: 1 });
    history.must('handler', TO_SIGN).must('approver', DENY);
    expect(onTime(history.log)).toBe(0);
    expect(countsOf(history.log)).toMatchObject({ finishedOverdue: 1, endedBroken: 1 });
  });

  it('is 0 in figures rebuilt from a log whose completion was judged by the latest date', () => {
    const { log } = supplementedLate().must('handler', TO_SIGN).must('approver', DENY);
    const old = log.map((event) => (event.type === 'completed' ? { ...event, timeliness: 'early' as const } : event));
    expect(countsOf(old)).toMatchObject({ finishedOverdue: 1, endedBroken: 1 });
  });

  it('is 0 when a correction took its appointment away', () => {
    const history = underWay().when('2026-12-01 09:00');
    history.must('administrator', { type: 'correct', toStatus: 'submitted', reason: 'Nhầm' });
    expect(onTime(history.log)).toBe(0);
    history.must('reception', { type: 'reject', legalGround: 'Điều 17', reason: 'Không đủ' });
    expect(onTime(history.log)).toBe(0);
  });

  it('is 0 when it is withdrawn or stopped for good', () => {
    const late = supplementedLate();
    const stopped = late.must('approver', { type: 'stop', ground: 'Tòa án' });
    expect(onTime(stopped.log)).toBe(0);
    expect(onTime(stopped.must('reception', { type: 'return-result', method: 'counter' }).log)).toBe(0);
  });
});

describe('a dossier that reception left lying', () => {
  const lying = () => draftWithPaper().when('2026-11-20 08:00').must('owner', { type: 'submit' });
  const breach = { kind: 'breach', of: 'reception', id: 'reception', at: '2026-11-23T01:00:00.000Z' } as const;

  it('counts as overdue at reception from its due day on', () => {
    const { log } = lying().when('2026-11-24 09:00').must('system', { type: 'fire-timer', timer: breach });
    expect(countsOf(log)).toMatchObject({ overdueAtReception: 1, lateAtReception: 1 });
    expect(countsOf(log)).not.toHaveProperty('inTime');
    const days = contribution(log, PROCEDURE).flatMap((i) =>
      i.of === 'dossier' && i.counts.overdueAtReception !== undefined ? [i.day] : [],
    );
    expect(days).toEqual(['2026-11-23']);
  });

  it('is in process in time once it is accepted, and stays counted for reception', () => {
    const { log } = lying().when('2026-11-24 09:00').must('reception', { type: 'accept' });
    expect(countsOf(log)).toMatchObject({ inTime: 1, lateAtReception: 1 });
    expect(countsOf(log)).not.toHaveProperty('overdueAtReception');
  });

  it('is counted for reception, not for the agency that takes it over', () => {
    const history = lying().when('2026-11-24 09:00').must('reception', { type: 'accept' });
    history.must('reception', { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId });
    const by = (agencyId: string) =>
      add(
        ...contribution(history.log, PROCEDURE).flatMap((i) =>
          i.of === 'dossier' && i.agencyId === agencyId ? [i.counts] : [],
        ),
      );
    expect(by('H50.1')).toMatchObject({ lateAtReception: 1 });
    expect(by(DEPARTMENT.agencyId)).not.toHaveProperty('lateAtReception');
  });
});

describe('an officer’s overdue step', () => {
  it('counts as overdue when it is sent back for a new deadline', () => {
    const history = underWay().must('handler', TO_SIGN).when('2026-11-30 15:00').must('approver', SEND_BACK);
    expect(countsOf(history.log, 'officer')).toMatchObject({ sentBack: 1, workOverdue: 1 });
  });

  it('sent back in time is only sent back', () => {
    const history = underWay().must('handler', TO_SIGN).must('approver', SEND_BACK);
    expect(countsOf(history.log, 'officer')).toMatchObject({ sentBack: 1, workEarly: 1 });
    expect(countsOf(history.log, 'officer')).not.toHaveProperty('workOverdue');
  });
});

/**
 * By replaying: the promise passed while the dossier was accepted, open and waiting for nobody. Reports of others aside. A suspension
 * that was found later stopped the clock on the day of the decision.
 */
function breached(log: readonly NumberedEvent[]): boolean {
  const running = ['accepted', 'in-processing', 'payment-required', 'withdrawal-requested'];
  let dossier: Dossier | undefined;
  for (const event of log) {
    const { appointmentAt, pausedAt, acceptedAt, status = 'draft' } = dossier ?? {};
    const runs = acceptedAt !== undefined && pausedAt === undefined && running.includes(status);
    const until = event.type === 'suspended' ? (event.since ?? event.occurredAt) : event.occurredAt;
    if (runs && appointmentAt !== undefined && until > appointmentAt) return true;
    dossier = evolve(dossier, event);
  }
  return false;
}

describe('in any history', () => {
  it('once the promised moment has passed on a running clock, no command makes the dossier count as on time', () => {
    let seen = 0;
    let ended = 0;
    fc.assert(
      fc.property(histories, ({ log, world }) => {
        if (world.procedure?.processedBy === 'ministry' || !breached(log)) return;
        seen += 1;
        const counts = add(
          ...contribution(log, world.procedure ?? PROCEDURE).flatMap((i) => (i.of === 'dossier' ? [i.counts] : [])),
        );
        expect(counts).not.toHaveProperty('openKept');
        expect(counts).not.toHaveProperty('endedKept');
        expect(counts).not.toHaveProperty('inTime');
        expect(counts).not.toHaveProperty('finishedEarly');
        expect(counts).not.toHaveProperty('finishedOnTime');
        ended += (counts.endedBroken ?? 0) + (counts.finishedOverdue ?? 0);
      }),
      { numRuns: 10_000 },
    );
    expect(seen).toBeGreaterThan(100);
    expect(ended).toBeGreaterThan(30);
  });
});

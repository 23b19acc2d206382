import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import { evolve } from '../../../shared/dossier/evolve.ts';
import { type Dossier, openBranches } from '../../../shared/dossier/state.ts';
import { STATUS_NAMES } from '../../../shared/dossier/status.ts';
import { timersOf } from '../../../shared/dossier/timers.ts';
import { histories } from './histories.ts';
import { flawsOf, isOver } from './invariants.ts';
import { onward } from './onward.ts';
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
  History,
  ITEMS,
  inProcessing,
  inSurvey,
  PROCEDURE,
  promises,
  REQUEST_PAPER,
  submitted,
  underWay,
  WARD,
} from './world.ts';

type Target = Extract<Command, { type: 'correct' }>['toStatus'];
const TARGETS = STATUS_NAMES.filter((s): s is Target => s !== 'draft');

const correction = (toStatus: Target): Command => ({ type: 'correct', toStatus, reason: 'Nhầm' });
const correct = (history: History, toStatus: Target) => history.must('administrator', correction(toStatus));

const SUPPLEMENT: Command = { type: 'request-supplement', items: ITEMS };
const WITHDRAW: Command = { type: 'request-withdrawal', reason: 'Đổi ý' };
const REFUSE: Command = { type: 'reject', legalGround: 'Điều 17', reason: 'Sai' };

/** A dossier in each status, reached by regular transitions. */
const IN: Readonly<Record<Target, () => History>> = {
  submitted,
  accepted,
  rejected: () => submitted().must('reception', REFUSE),
  'in-processing': inProcessing,
  'supplement-required': () => inProcessing().must('handler', SUPPLEMENT),
  'payment-required': () =>
    inProcessing().must('handler', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } }),
  'withdrawal-requested': () => inProcessing().must('owner', WITHDRAW),
  stopped: () => inProcessing().must('approver', { type: 'stop', ground: 'Tòa án' }),
  completed,
  returned: () => completed().must('reception', { type: 'return-result', method: 'counter' }),
};

/** Continues the dossier with any permitted actor; returns whether it reached an end. */
function comesToAnEnd(history: History): boolean {
  for (let turn = 0; turn < 40 && !isOver(history.state); turn += 1) {
    const next = onward(history.dossier, turn);
    const done = (Object.keys(ACTORS) as ActorName[]).some((who) => history.ask(who, next).ok);
    if (!done) return false;
  }
  return isOver(history.state);
}

const flaws = (history: History) => flawsOf(history.state, history.log, history.world.procedure ?? PROCEDURE);

describe('any dossier between two commands', () => {
  it('has all data its status requires, however it got there, and the portal accepts its record', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(histories, (history) => {
        let dossier: Dossier | undefined;
        for (const [index, event] of history.log.entries()) {
          dossier = evolve(dossier, event);
          // What one command brings about is written at once.
          if (history.log[index + 1]?.occurredAt === event.occurredAt) continue;
          seen.add(`${event.type} ${dossier.status}`);
          const found = flawsOf(dossier, history.log.slice(0, index + 1), history.world.procedure ?? PROCEDURE);
          expect(found, `${event.type} → ${dossier.status}`).toEqual([]);
        }
      }),
      { numRuns: 4000 },
    );
    // The property says nothing about ways that no history went.
    for (const what of ['corrected submitted', 'status-reported completed', 'returned returned', 'supplemented']) {
      expect(
        [...seen].some((way) => way.startsWith(what)),
        what,
      ).toBe(true);
    }
  });
});

describe('a correction', () => {
  it('of any dossier to any status gives the same state as the regular transition, able to continue, or is rejected', () => {
    const made = new Set<string>();
    fc.assert(
      fc.property(histories, fc.constantFrom(...TARGETS), (history, toStatus) => {
        fc.pre(history.dossier !== undefined && history.dossier.status !== 'draft');
        const before = history.state;
        const decision = history.ask('administrator', correction(toStatus));
        if (!decision.ok) {
          const known = ['correction-incomplete', 'branches-open', 'no-change', 'processed-elsewhere', 'not-allowed'];
          expect(known).toContain(decision.rejection.code);
          return;
        }
        made.add(`${before.status} → ${toStatus}`);
        expect(history.state.status).toBe(toStatus);
        expect(flaws(history)).toEqual([]);
        if (toStatus === 'in-processing') expect(history.state.step).toBeDefined();
        expect(comesToAnEnd(history), `${before.status} → ${toStatus} → … → ${history.state.status}`).toBe(true);
      }),
      { numRuns: 6000 },
    );
    expect([...made]).toEqual(
      expect.arrayContaining(['rejected → accepted', 'completed → in-processing', 'stopped → accepted']),
    );
  });

  it.each(TARGETS.flatMap((from) => TARGETS.map((to) => [from, to] as const)))('from %s to %s', (from, to) => {
    const history = IN[from]();
    const decision = history.ask('administrator', correction(to));
    if (from === to) expect(codeOf(decision)).toBe('no-change');
    else if (!decision.ok) expect(decision.rejection.details).toHaveProperty('action');
    else {
      expect([history.state.status, flaws(history)]).toEqual([to, []]);
      expect(comesToAnEnd(history)).toBe(true);
    }
  });

  it('to accepted promises a date as acceptance does, with the receipt', () => {
    for (const from of ['submitted', 'rejected'] as const) {
      const history = correct(IN[from](), 'accepted');
      expect(history.log.at(-1)).toMatchObject({ type: 'accepted', appointment: { reason: 'accepted' } });
      expect(history.state.appointmentAt).toBe(history.state.appointments[0]?.appointmentAt);
      expect(timersOf(history.state).map((t) => t.kind)).toEqual(['warning', 'breach']);
    }
  });

  it('to accepted keeps the date of a dossier that has one, and takes it from its step', () => {
    const history = underWay();
    const [promised] = promises(history.state);
    correct(history, 'accepted');
    expect(promises(history.state)).toEqual([promised]);
    expect([history.state.step, timersOf(history.state).length]).toEqual([undefined, 2]);
    history.must('reception', { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId });
  });

  it('that resumes the clock continues with the remaining time', () => {
    const history = underWay().when('2026-11-25 10:00').must('handler', SUPPLEMENT).when('2026-11-26 14:00');
    const [first] = promises(history.state);
    correct(history, 'in-processing');
    expect(promises(history.state)).toEqual([first, 'resumed 2026-12-02 10:00 was 2026-12-01 08:00']);
    expect(history.state.pausedAt).toBeUndefined();
  });

  it('permanently drops requests made to the applicant by mistake', () => {
    const papers = correct(IN['supplement-required'](), 'in-processing');
    expect(papers.state.supplementRequests).toMatchObject([{ cancelledAt: papers.state.updatedAt }]);
    expect(codeOf(papers.ask('owner', { type: 'supplement' }))).toBe('wrong-status');
    const money = correct(IN['payment-required'](), 'in-processing');
    const [dropped] = money.state.obligations;
    expect(dropped?.closed).toBe('cancelled');
    // A payment that arrives in the meantime is refunded.
    money.must('system', {
      type: 'record-payment',
      payment: {
        provider: 'platform',
        transactionId: 'GD1',
        reference: 'R1',
        obligationId: dropped?.obligationId ?? '',
        amount: 200_000,
        paidAt: money.state.updatedAt,
      },
    });
    expect(money.state.surplusPayments).toMatchObject([{ reason: 'no-longer-due' }]);
    money.must('handler', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } });
  });

  it('returns no dossier to reception while another agency works on it', () => {
    const history = inSurvey().must('handler', {
      type: 'ask-opinion',
      agencyId: WARD.agencyId,
      question: 'Đồng ý?',
      workingHours: 8,
    });
    const [open] = openBranches(history.state);
    expect(history.ask('administrator', correction('accepted'))).toMatchObject({
      rejection: { code: 'branches-open', details: { branches: [open?.branchId] } },
    });
  });

  it('of a completion stays at the last step', () => {
    const history = correct(completed(), 'in-processing');
    expect(history.state.completedSteps).toEqual(atLastStep().state.completedSteps);
    history.must('approver', DENY);
    expect(history.state.completedSteps).toHaveLength(2);
  });

  it('of a dossier received elsewhere and accepted again starts the clock when the competent agency has it', () => {
    const history = new History().when('2026-11-20 08:00');
    history
      .must('reception', {
        type: 'create-draft',
        draft: draft({ channel: 'direct', competentAgency: DEPARTMENT.agencyId }),
      })
      .must('system', { type: 'attach-document', document: REQUEST_PAPER })
      .must('reception', { type: 'submit' })
      .must('reception', { type: 'accept' });
    correct(history, 'submitted').must('reception', { type: 'accept' }).when('2026-11-23 08:00');
    history.must('reception', { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId });
    expect(history.state.appointments.map((a) => a.reason)).toEqual(['accepted', 'accepted', 'received']);
  });

  it('is rejected without a calendar if it would promise a date', () => {
    const refused = submitted({ calendar: undefined }).must('reception', REFUSE);
    expect(codeOf(refused.ask('administrator', correction('accepted')))).toBe('no-calendar');
    const standing = acceptedAt('2026-11-20 08:00').must('reception', SUPPLEMENT);
    Object.assign(standing.world, { calendar: undefined });
    expect(codeOf(standing.ask('administrator', correction('accepted')))).toBe('no-calendar');
  });
});

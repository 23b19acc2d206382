import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import { MOST_SURPLUS_PAYMENTS } from '../../../shared/dossier/limits.ts';
import { fits, sizeOf } from '../../../shared/dossier/size.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { FILLERS, fill, forward, paper } from './longest-life-fill.ts';
import { ACCEPT, DRAFT, Life, longest, storedSize } from './longest-life-world.ts';
import { DENY } from './samples.ts';
import {
  type ActorName,
  at,
  atLastStep,
  codeOf,
  completed,
  GRAPH,
  type History,
  ITEMS,
  inProcessing,
  inSurvey,
  RESULT_PAPER,
  submitted,
  TAX,
  uuidOf,
  VERIFICATION,
  WARD,
} from './world.ts';

/** User input has reached its size limit. */
function full(history: History): History {
  const request = { requestId: uuidOf(1), items: [{ ...ITEMS[0], content: longest(30_000) }], requestedAt: at(0) };
  const { supplementRequests } = history.state;
  const supplied = { ...request, supplementedAt: at(1) } as Dossier['supplementRequests'][number];
  history.dossier = { ...history.state, supplementRequests: [...supplementRequests, supplied] };
  return history;
}

const reason = 'Thiếu';
const WITHDRAW: Command = { type: 'request-withdrawal', reason };
const OPINION: Command = { type: 'ask-opinion', agencyId: WARD.agencyId, question: 'Đồng ý?', workingHours: 8 };

describe('a dossier that is full', () => {
  it.each<[ActorName, () => History, Command, string[]]>([
    [
      'reception',
      submitted,
      { type: 'request-supplement', items: ITEMS, reason, approval: { approver: 'leader', approvedAt: at(1) } },
      ['items'],
    ],
    ['reception', submitted, { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } }, ['assessment']],
    ['handler', inProcessing, OPINION, ['question']],
    ['handler', inSurvey, { type: 'open-branch', branchId: 'ward', agencyId: WARD.agencyId }, ['branchId']],
    ['handler', inSurvey, { ...VERIFICATION, content: longest(4000) }, ['participants', 'content']],
    ['approver', atLastStep, { type: 'send-back', stepId: 'examine', reason }, ['stepId']],
    ['approver', inProcessing, { type: 'stop', ground: reason }, ['ground']],
    ['administrator', completed, { type: 'correct', toStatus: 'in-processing', reason }, ['toStatus']],
  ])('rejects further unbounded input of %s, and names field and limit', (who, open, command, fields) => {
    expect(codeOf(open().ask(who, command))).toBe('accepted');
    expect(full(open()).ask(who, command)).toEqual({
      ok: false,
      rejection: { code: 'limit-reached', fields, details: { of: 'dossier', limit: 120_000, unit: 'bytes' } },
    });
  });

  it.each<[string, ActorName, () => History, Command]>([
    ['acceptance', 'reception', submitted, { type: 'accept' }],
    [
      'the branch that a step needs',
      'handler',
      inSurvey,
      { type: 'open-branch', branchId: 'tax', agencyId: TAX.agencyId },
    ],
    ['the verification that a step needs', 'handler', inSurvey, VERIFICATION],
    ['the next step', 'handler', inProcessing, { type: 'forward', stepId: 'sign', agencyId: 'H50.12' }],
    ['an officer for it', 'approver', inProcessing, { type: 'assign', officer: 'handler' }],
    ['the apology', 'approver', inProcessing, { type: 'reappoint', workingHours: 8, reason }],
    ['its result', 'system', atLastStep, { type: 'attach-document', document: RESULT_PAPER }],
    ['its end', 'approver', atLastStep, DENY],
    [
      'the end of a withdrawal',
      'approver',
      () => inProcessing().must('owner', WITHDRAW),
      { type: 'decide-withdrawal', granted: true },
    ],
    ['the will of its owner', 'owner', inProcessing, WITHDRAW],
    [
      'resumption',
      'approver',
      () => inProcessing().must('approver', { type: 'stop', ground: reason }),
      { type: 'resume' },
    ],
  ])('always has room for commands that lead it onward: %s', (_, who, open, command) => {
    expect(codeOf(full(open()).ask(who, command))).toBe('accepted');
  });

  it('has room for another system’s final status report, and for no other', () => {
    const elsewhere = full(submitted({ procedure: { ...GRAPH, processedBy: 'ministry' } }));
    const report = (toStatus: 'accepted' | 'rejected'): Command => ({
      type: 'report-status',
      toStatus,
      occurredAt: at(0),
    });
    expect(codeOf(elsewhere.ask('ministry', report('accepted')))).toBe('limit-reached');
    expect(codeOf(elsewhere.ask('ministry', report('rejected')))).toBe('accepted');
  });
});

describe('limits by number', () => {
  it('is asked for payment twelve times, and for papers twenty', () => {
    for (const [filler, list, most] of [
      ['payments', 'obligations', 12],
      ['small supplements', 'supplementRequests', 20],
    ] as const) {
      const life = atTheDesk();
      FILLERS[filler]?.(life);
      expect(life.state[list]).toHaveLength(most);
    }
  });

  it('is stopped or corrected forty times', () => {
    const life = atTheDesk().must(ACCEPT);
    forward(life, 0);
    FILLERS.stops?.(life);
    expect(life.ask({ type: 'correct', toStatus: 'submitted', reason })).toMatchObject({
      rejection: { code: 'limit-reached', fields: ['toStatus'], details: { of: 'turns', limit: 40, unit: 'entries' } },
    });
  });

  it('gets at most two thousand reminders, and can still continue', () => {
    const life = atTheDesk();
    FILLERS.urging?.(life);
    expect(life.state.version).toBe(2000);
    life.must(ACCEPT);
  });

  const atTheDesk = () =>
    new Life().must({ type: 'create-draft', draft: DRAFT }).must(paper('component')).must({ type: 'submit' });
});

describe('documents', () => {
  it('leave room for results and all other data, for names of any length', () => {
    const life = new Life().must({ type: 'create-draft', draft: DRAFT });
    fill(life, () => paper('component'));
    expect(life.ask(paper('component'))).toMatchObject({
      rejection: { code: 'too-many-documents', fields: ['fileName'], details: { limit: 84_000, unit: 'bytes' } },
    });
    expect(storedSize({ documents: life.state.documents })).toBeLessThan(90_000);
    life.must({ type: 'submit' }).must(paper('result'));
    life.must({ type: 'request-supplement', items: [{ content: longest(500), reason: 'x', guidance: 'x' }] });
  });
});

describe('surplus payments', () => {
  it('are all recorded, the latest only in the log', () => {
    const history = submitted();
    const pay = (n: number) =>
      history.must('system', {
        type: 'record-payment',
        payment: {
          provider: 'vnpay',
          transactionId: `GD${n}`,
          reference: 'R',
          obligationId: uuidOf(1),
          amount: 1,
          paidAt: at(0),
        },
      });
    for (let n = 0; n < MOST_SURPLUS_PAYMENTS + 3; n += 1) pay(n);
    expect(history.state.surplusPayments).toHaveLength(MOST_SURPLUS_PAYMENTS);
    expect(history.state.moreSurplusPayments).toBe(3);
    expect(history.log.filter((e) => e.type === 'surplus-payment-recorded')).toHaveLength(MOST_SURPLUS_PAYMENTS + 3);
  });
});

describe('a size', () => {
  it('is never less than DynamoDB counts', () => {
    const { state } = completed();
    expect(sizeOf(state)).toBeGreaterThanOrEqual(storedSize(state));
    expect(sizeOf(state)).toBeLessThan(storedSize(state) * 1.05);
    expect(sizeOf({ a: 'ệ𠀋', b: [1, undefined, true, null], c: undefined })).toBe(3 + 2 + 7 + 2 + 3 + 3 + 1 + 2 + 2);
  });

  it('fits exactly as long as it is no more than the limit', () => {
    const values = fc.array(fc.jsonValue({ stringUnit: 'binary' }), { maxLength: 3 });
    fc.assert(
      fc.property(values, fc.integer({ min: -2, max: 2 }), (of, more) => {
        const all = of.reduce<number>((sum, value) => sum + sizeOf(value), 0);
        expect(fits(of, all + more)).toBe(more >= 0);
        expect(fits(of, 3 * all)).toBe(true);
      }),
    );
  });
});

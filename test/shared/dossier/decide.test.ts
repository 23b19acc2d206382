import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import { DENY } from './samples.ts';
import {
  ACTORS,
  type ActorName,
  accepted,
  at,
  atLastStep,
  codeOf,
  completed,
  DEPARTMENT,
  draft,
  draftWithPaper,
  History,
  ITEMS,
  inProcessing,
  inSurvey,
  PROCEDURE,
  REQUEST_PAPER,
  submitted,
  TAX,
  uuidOf,
  VERIFICATION,
  WARD,
  withDayOff,
} from './world.ts';

/** Actors who may work at a step of the department’s handlers. */
const DESK: readonly ActorName[] = ['handler', 'colleague', 'departmentSystem'];
const OPINION = {
  type: 'ask-opinion',
  agencyId: WARD.agencyId,
  question: 'Có đồng ý không?',
  workingHours: 8,
} as const;
const FINISH_WARD = { type: 'finish-branch', branchId: 'ward', result: 'agreed' } as const;
const TIMER = { kind: 'warning', of: 'step', id: 'examine', at: at(0) } as const;
const FORM = {
  form: 'receipt',
  forApplicant: true,
  ofVersion: 4,
  documentId: uuidOf(950),
  sha256: 'd'.repeat(64),
  size: 10,
  signed: false,
} as const;

/** Paid a second time while it is worked on. */
function paidTwice(): History {
  const history = inProcessing().must('handler', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } });
  const { obligationId = '', amount = 0 } = history.state.obligations[0] ?? {};
  for (const transactionId of ['T1', 'T2']) {
    const payment = { provider: 'vnpay', transactionId, reference: 'R', obligationId, amount, paidAt: at(1) };
    history.must('system', { type: 'record-payment', payment });
  }
  return history;
}
function paidAtCounter(): History {
  const history = inProcessing().must('handler', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } });
  const { obligationId = '', amount = 0 } = history.state.obligations[0] ?? {};
  return history.must('reception', { type: 'record-counter-payment', obligationId, receiptNumber: 'BL1', amount });
}
const TWICE = { refundId: 'refund-1', amount: 200_000 };
const approvedTwice = () => paidTwice().must('approver', { type: 'approve-refund', ...TWICE });
const NO = { legalGround: 'Điều 12', reason: 'Đã chi cho việc thẩm định' };
const EVIDENCE = { method: 'cash', reference: 'PC1', paidOn: '2026-11-20' } as const;
/** Leaders of the agency that has the dossier and of the one that received it, and the systems that act for them. */
const HEADS: readonly ActorName[] = ['approver', 'departmentSystem', 'receptionLeader', 'receptionSystem'];

describe('authorization of commands', () => {
  /** Each command on a dossier whose status allows it, and exactly the actors that get it through. */
  const cases: readonly [string, () => History, Command, readonly ActorName[]][] = [
    ['accept', submitted, { type: 'accept' }, ['reception']],
    ['reject', submitted, { type: 'reject', legalGround: 'Điều 1', reason: 'Sai' }, ['reception']],
    ['submit', draftWithPaper, { type: 'submit' }, ['owner', 'system']],
    [
      'remove-document',
      draftWithPaper,
      { type: 'remove-document', documentId: REQUEST_PAPER.documentId },
      ['owner', 'system'],
    ],
    ['withdraw', submitted, { type: 'request-withdrawal', reason: 'Đổi ý' }, ['owner', 'reception', 'system']],
    ['forward', accepted, { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId }, ['reception']],
    ['forward on', inProcessing, { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT.agencyId }, DESK],
    ['complete', atLastStep, DENY, ['approver', 'departmentSystem']],
    ['stop', inProcessing, { type: 'stop', ground: 'Tòa án' }, ['approver', 'departmentSystem']],
    ['return', completed, { type: 'return-result', method: 'counter' }, ['reception']],
    [
      'decide a withdrawal',
      () => inProcessing().must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' }),
      { type: 'decide-withdrawal', granted: true },
      ['approver', 'departmentSystem'],
    ],
    ['correct', completed, { type: 'correct', toStatus: 'in-processing', reason: 'Nhầm' }, ['administrator']],
    [
      'attach',
      draftWithPaper,
      { type: 'attach-document', document: { ...REQUEST_PAPER, documentId: uuidOf(7) } },
      ['system'],
    ],
  ];

  /** The survey of a procedure with everything, before and while its branches are under way. */
  const onGraph: typeof cases = [
    ['send back', atSign, { type: 'send-back', stepId: 'examine', reason: 'Thiếu' }, ['approver', 'departmentSystem']],
    ['assign', inProcessing, { type: 'assign', officer: 'handler' }, ['approver', 'departmentSystem']],
    ['open a branch', inSurvey, { type: 'open-branch', branchId: 'tax', agencyId: TAX.agencyId }, DESK],
    ['ask an opinion', inSurvey, OPINION, DESK],
    ['finish a branch', () => openedTax(), { type: 'finish-branch', branchId: 'tax', result: 'done' }, ['taxOfficer']],
    ['finish what only its leader may', openedWard, FINISH_WARD, ['wardLeader']],
    ['record a verification', inSurvey, VERIFICATION, DESK],
    [
      're-appoint',
      inProcessing,
      { type: 'reappoint', workingHours: 8, reason: 'Chờ' },
      ['approver', 'departmentSystem'],
    ],
    ['re-appoint before any step', accepted, { type: 'reappoint', workingHours: 8, reason: 'Chờ' }, ['reception']],
    [
      'recalculate',
      onAnotherCalendar,
      { type: 'recalculate-appointment', reason: 'Thêm ngày nghỉ' },
      ['approver', 'administrator', 'departmentSystem'],
    ],
    [
      'send-reminder',
      inProcessing,
      { type: 'send-reminder', message: 'Đề nghị sớm' },
      ['administrator', 'approver', 'colleague', 'handler', 'reception', 'receptionLeader'],
    ],
    [
      'add a note',
      inProcessing,
      { type: 'add-note', note: 'Chờ đối chiếu' },
      [
        ...(['administrator', 'approver', 'colleague', 'departmentSystem', 'handler', 'reception'] as const),
        ...(['receptionLeader', 'receptionSystem'] as const),
      ],
    ],
    [
      'correct the number of a receipt',
      paidAtCounter,
      {
        ...{ type: 'correct-receipt-number', receiptNumber: 'BL2', reason: 'Nhầm' },
        obligationId: paidAtCounter().state.obligations[0]?.obligationId ?? '',
      },
      ['reception'],
    ],
    ['approve a refund', paidTwice, { type: 'approve-refund', ...TWICE }, HEADS],
    ['refuse a refund', paidTwice, { type: 'refuse-refund', refundId: 'refund-1', ...NO }, HEADS],
    [
      'record a refund',
      approvedTwice,
      { type: 'record-refund', ...TWICE, ...EVIDENCE },
      [...HEADS, 'colleague', 'handler', 'reception'],
    ],
    [
      'reopen a refund',
      approvedTwice,
      { type: 'reopen-refund', refundId: 'refund-1', reason: 'Phê duyệt nhầm' },
      HEADS,
    ],
    ['report a status', atMinistry, { type: 'report-status', toStatus: 'accepted', occurredAt: at(0) }, ['ministry']],
    ['report a status of ours', submitted, { type: 'report-status', toStatus: 'accepted', occurredAt: at(0) }, []],
    ['fire a timer', inProcessing, { type: 'fire-timer', timer: TIMER }, ['system']],
    ['record a form', inProcessing, { type: 'record-form', issued: FORM }, ['system']],
  ];

  it.each([...cases, ...onGraph])('%s', (_, prepare, command, allowed) => {
    const through = (Object.keys(ACTORS) as ActorName[]).filter((who) => prepare().ask(who, command).ok);
    expect(through.toSorted()).toEqual([...allowed].toSorted());
  });

  it('hides a dossier from actors without access: for them it does not exist', () => {
    expect(codeOf(submitted().ask('stranger', { type: 'request-withdrawal', reason: 'x' }))).toBe('dossier-not-found');
    expect(codeOf(submitted().ask('otherReception', { type: 'accept' }))).toBe('dossier-not-found');
    expect(codeOf(draftWithPaper().ask('ministry', { type: 'send-reminder', message: 'x' }))).toBe('dossier-not-found');
    expect(codeOf(accepted().ask('handler', { type: 'stop', ground: 'x' }))).toBe('dossier-not-found');
    expect(codeOf(inProcessing().ask('approver', { type: 'accept' }))).toBe('not-allowed');
  });

  it('opens a dossier online only for oneself, at reception only by its officers', () => {
    const open = (who: ActorName, channel: 'online' | 'direct') =>
      new History().ask(who, { type: 'create-draft', draft: draft({ channel }) });
    expect([open('owner', 'online').ok, open('reception', 'direct').ok]).toEqual([true, true]);
    const refused = [
      open('stranger', 'online'),
      open('owner', 'direct'),
      open('reception', 'online'),
      open('otherReception', 'direct'),
      open('handler', 'direct'),
    ];
    expect(refused.map(codeOf)).toEqual(Array(5).fill('not-allowed'));
  });
});

const atSign = () => inProcessing().must('handler', { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT.agencyId });
const openedTax = () => inSurvey().must('handler', { type: 'open-branch', branchId: 'tax', agencyId: TAX.agencyId });
const openedWard = () => inSurvey().must('handler', { type: 'open-branch', branchId: 'ward', agencyId: WARD.agencyId });
const atMinistry = () => submitted({ procedure: { ...PROCEDURE, processedBy: 'ministry' } });
function onAnotherCalendar(): History {
  const history = inProcessing();
  history.world.calendar = withDayOff('2026-11-23');
  return history;
}

describe('documents', () => {
  it('an online dossier cannot be submitted without its required components, and says which', () => {
    const decision = new History()
      .must('owner', { type: 'create-draft', draft: draft() })
      .ask('owner', { type: 'submit' });
    expect(decision).toMatchObject({ rejection: { code: 'missing-components', details: { components: ['request'] } } });
  });

  it('returns to its previous status after a supplement', () => {
    const items = ITEMS;
    for (const [prepare, desk, status] of [
      [submitted, 'reception', 'submitted'],
      [accepted, 'reception', 'accepted'],
      [inProcessing, 'handler', 'in-processing'],
    ] as const) {
      const history = prepare().must(desk, { type: 'request-supplement', items });
      expect(history.state.status).toBe('supplement-required');
      expect(history.must('owner', { type: 'supplement' }).state.status).toBe(status);
    }
  });

  it('is submitted once: a supplement keeps the dossier’s code', () => {
    for (const prepare of [submitted, accepted]) {
      const history = prepare().must('reception', { type: 'request-supplement', items: ITEMS });
      expect(codeOf(history.ask('owner', { type: 'submit' }))).toBe('wrong-status');
    }
  });

  it('names the item whose component the procedure does not have', () => {
    const items = [
      { content: 'a', reason: 'b', guidance: 'c' },
      { component: 'nowhere', content: 'a', reason: 'b', guidance: 'c' },
    ];
    const decision = submitted().ask('reception', { type: 'request-supplement', items });
    expect(decision).toMatchObject({ rejection: { code: 'unknown-component', fields: ['items.1.component'] } });
  });
});

describe('processing', () => {
  it('follows the steps in order, each at an agency of its kind', () => {
    const ask = (history: History, who: ActorName, stepId: string, agencyId: string) =>
      codeOf(history.ask(who, { type: 'forward', stepId, agencyId }));
    expect(ask(accepted(), 'reception', 'sign', 'H50.12')).toBe('wrong-step');
    expect(ask(accepted(), 'reception', 'nowhere', 'H50.12')).toBe('unknown-step');
    expect(ask(accepted(), 'reception', 'examine', 'H50.1')).toBe('wrong-agency');
    expect(ask(accepted(), 'reception', 'examine', 'H50.99')).toBe('unknown-agency');
    expect(ask(accepted(), 'reception', 'examine', 'H50.12')).toBe('accepted');
  });

  it('completes only at the last step, and an electronic result only with its document', () => {
    expect(codeOf(inProcessing().ask('handler', { type: 'complete', outcome: 'granted' }))).toBe('not-last-step');
    expect(codeOf(atLastStep().ask('approver', { type: 'complete', outcome: 'granted' }))).toBe('result-missing');
    expect(completed().state.status).toBe('completed');
  });

  it('does not complete while a payment is due', () => {
    const history = atLastStep()
      .must('approver', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } })
      .must('approver', { type: 'stop', ground: 'Chờ' })
      .must('approver', { type: 'resume' });
    expect(codeOf(history.ask('approver', DENY))).toBe('obligation-open');
  });

  it('must return a dossier that was never accepted when its applicant asks', () => {
    const history = submitted().must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' });
    expect(codeOf(history.ask('reception', { type: 'decide-withdrawal', granted: false }))).toBe('not-accepted-yet');
    expect(history.must('reception', { type: 'decide-withdrawal', granted: true }).state.status).toBe('returned');
  });

  it('stops and resumes, or returns the documents', () => {
    const stopped = () => inProcessing().must('approver', { type: 'stop', ground: 'Tòa án' });
    expect(stopped().must('approver', { type: 'resume' }).state.status).toBe('in-processing');
    expect(stopped().must('reception', { type: 'return-result', method: 'counter' }).log.at(-1)).toMatchObject({
      reason: 'stopped',
    });
  });
});

describe('documents', () => {
  it.each<[string, () => History]>([
    ['a draft, which is submitted', draftWithPaper],
    [
      'a fee',
      () => inProcessing().must('handler', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } }),
    ],
    ['a stop', () => inProcessing().must('approver', { type: 'stop', ground: 'Tòa án' })],
    ['a withdrawal', () => inProcessing().must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' })],
  ])('answer only the supplement request, and no other interruption: %s', (_, open) => {
    expect(codeOf(open().ask('owner', { type: 'supplement' }))).toBe('wrong-status');
  });
});

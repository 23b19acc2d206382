import { describe, expect, it } from 'vitest';
import type { Command, Payment } from '../../../shared/dossier/commands.ts';
import type { Decision } from '../../../shared/dossier/decision.ts';
import {
  ACTORS,
  type ActorName,
  accepted,
  at,
  atLastStep,
  completed,
  DEPARTMENT,
  draft,
  History,
  inProcessing,
  REQUEST_PAPER,
  submitted,
  uuidOf,
} from './world.ts';

const codeOf = (decision: Decision) => (decision.ok ? 'accepted' : decision.rejection.code);

describe('who may ask what', () => {
  /** Each command on a dossier whose status allows it, and exactly the actors that get it through. */
  const cases: readonly [string, () => History, Command, readonly ActorName[]][] = [
    ['accept', submitted, { type: 'accept', appointmentAt: at(9999) }, ['reception']],
    ['refuse', submitted, { type: 'refuse', legalGround: 'Điều 1', reason: 'Sai' }, ['reception']],
    ['submit', draftWithPaper, { type: 'submit' }, ['owner', 'system']],
    [
      'remove-document',
      draftWithPaper,
      { type: 'remove-document', documentId: REQUEST_PAPER.documentId },
      ['owner', 'system'],
    ],
    ['withdraw', submitted, { type: 'request-withdrawal', reason: 'Đổi ý' }, ['owner', 'reception', 'system']],
    ['forward', accepted, { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId }, ['reception']],
    ['forward on', inProcessing, { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT.agencyId }, ['handler']],
    ['complete', atLastStep, { type: 'complete', outcome: 'denied' }, ['approver']],
    ['stop', inProcessing, { type: 'stop', ground: 'Tòa án' }, ['approver']],
    ['return', completed, { type: 'return-result', method: 'counter' }, ['reception']],
    [
      'decide a withdrawal',
      () => inProcessing().must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' }),
      { type: 'decide-withdrawal', granted: true },
      ['approver'],
    ],
    ['correct', completed, { type: 'correct', toStatus: 'in-processing', reason: 'Nhầm' }, ['administrator']],
    [
      'attach',
      draftWithPaper,
      { type: 'attach-document', document: { ...REQUEST_PAPER, documentId: uuidOf(7) } },
      ['system'],
    ],
  ];

  it.each(cases)('%s', (_, prepare, command, allowed) => {
    const through = (Object.keys(ACTORS) as ActorName[]).filter((who) => prepare().ask(who, command).ok);
    expect(through.toSorted()).toEqual([...allowed].toSorted());
  });

  it('shows a dossier to nobody who has no part in it: to a stranger it does not exist', () => {
    expect(codeOf(submitted().ask('stranger', { type: 'request-withdrawal', reason: 'x' }))).toBe('dossier-not-found');
    expect(codeOf(submitted().ask('otherReception', { type: 'accept', appointmentAt: at(9999) }))).toBe(
      'dossier-not-found',
    );
    expect(codeOf(accepted().ask('handler', { type: 'stop', ground: 'x' }))).toBe('dossier-not-found');
    expect(codeOf(inProcessing().ask('approver', { type: 'accept', appointmentAt: at(9999) }))).toBe('not-allowed');
  });

  it('opens a dossier online only for oneself, at the counter only by its reception', () => {
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

function draftWithPaper(): History {
  return new History()
    .must('owner', { type: 'create-draft', draft: draft() })
    .must('system', { type: 'attach-document', document: REQUEST_PAPER });
}

describe('papers', () => {
  it('an online dossier cannot be submitted without its required components, and says which', () => {
    const decision = new History()
      .must('owner', { type: 'create-draft', draft: draft() })
      .ask('owner', { type: 'submit' });
    expect(decision).toMatchObject({ rejection: { code: 'missing-components', details: { components: ['request'] } } });
  });

  it('goes back to where it was after a supplement', () => {
    const items = [{ content: 'Tờ khai', reason: 'Mờ', guidance: 'Chụp lại' }];
    for (const [prepare, desk, status] of [
      [submitted, 'reception', 'submitted'],
      [accepted, 'reception', 'accepted'],
      [inProcessing, 'handler', 'in-processing'],
    ] as const) {
      const history = prepare().must(desk, { type: 'request-supplement', items });
      expect(history.state.status).toBe('supplement-required');
      expect(history.must('owner', { type: 'supply' }).state.status).toBe(status);
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

describe('money', () => {
  const due = () =>
    submitted().must('reception', { type: 'request-payment', feeCodes: ['fee'], appointmentAt: at(9999) });
  const payment = (history: History, change: Partial<Payment> = {}): Payment => ({
    provider: 'platform',
    transactionId: 'GD1',
    reference: 'R1',
    obligationId: history.state.obligations[0]?.obligationId ?? '',
    amount: 200_000,
    paidAt: at(5),
    ...change,
  });
  const pay = (history: History, change: Partial<Payment> = {}) =>
    history.must('system', { type: 'record-payment', payment: payment(history, change) });

  it('accepts a dossier whose payment was the condition, with the promised appointment', () => {
    const { state } = pay(due());
    expect([state.status, state.appointmentAt]).toEqual(['accepted', at(9999)]);
  });

  it('does nothing for the same transaction told again', () => {
    const once = pay(due());
    const { version } = once.state;
    expect(pay(once).state.version).toBe(version);
  });

  it.each([
    ['a second payment', { transactionId: 'GD2' }, 'already-paid'],
    ['an obligation that is not there', { transactionId: 'GD2', obligationId: uuidOf(1) }, 'no-such-obligation'],
  ])('keeps %s as a surplus to refund', (_, change, reason) => {
    expect(pay(pay(due()), change).state.surplusPayments).toMatchObject([{ reason }]);
  });

  it('keeps a wrong amount as a surplus and still waits for the right one', () => {
    const { state } = pay(due(), { amount: 199_999 });
    expect([state.status, state.surplusPayments[0]?.reason]).toEqual(['payment-required', 'wrong-amount']);
  });

  it('keeps money that arrives after the dossier was withdrawn', () => {
    const closed = due()
      .must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' })
      .must('reception', { type: 'decide-withdrawal', granted: true });
    expect(pay(closed).state.surplusPayments[0]?.reason).toBe('dossier-closed');
  });

  it('takes cash at the counter only for the amount that is due', () => {
    const history = due();
    const { obligationId } = history.state.obligations[0] ?? { obligationId: '' };
    const cash = (amount: number) =>
      history.ask('reception', { type: 'record-counter-payment', obligationId, receiptNumber: 'BL1', amount });
    expect(codeOf(cash(1))).toBe('wrong-amount');
    expect(codeOf(cash(200_000))).toBe('accepted');
    expect(history.state.status).toBe('accepted');
  });
});

describe('processing', () => {
  it('walks the steps in order, each at an agency of its kind', () => {
    const ask = (history: History, who: ActorName, stepId: string, agencyId: string) =>
      codeOf(history.ask(who, { type: 'forward', stepId, agencyId }));
    expect(ask(accepted(), 'reception', 'sign', 'H50.12')).toBe('wrong-step');
    expect(ask(accepted(), 'reception', 'nowhere', 'H50.12')).toBe('unknown-step');
    expect(ask(accepted(), 'reception', 'examine', 'H50.1')).toBe('wrong-agency');
    expect(ask(accepted(), 'reception', 'examine', 'H50.99')).toBe('unknown-agency');
    expect(ask(accepted(), 'reception', 'examine', 'H50.12')).toBe('accepted');
  });

  it('completes only at the last step, and an electronic result only with its paper', () => {
    expect(codeOf(inProcessing().ask('handler', { type: 'complete', outcome: 'granted' }))).toBe('not-last-step');
    expect(codeOf(atLastStep().ask('approver', { type: 'complete', outcome: 'granted' }))).toBe('result-missing');
    expect(completed().state.status).toBe('completed');
  });

  it('does not complete while money is due', () => {
    const history = atLastStep()
      .must('approver', { type: 'request-payment', feeCodes: ['fee'] })
      .must('approver', { type: 'stop', ground: 'Chờ' })
      .must('approver', { type: 'resume' });
    expect(codeOf(history.ask('approver', { type: 'complete', outcome: 'denied' }))).toBe('obligation-open');
  });

  it('cannot keep a dossier that was never accepted against the will of its applicant', () => {
    const history = submitted().must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' });
    expect(codeOf(history.ask('reception', { type: 'decide-withdrawal', granted: false }))).toBe('not-accepted-yet');
    expect(history.must('reception', { type: 'decide-withdrawal', granted: true }).state.status).toBe('returned');
  });

  it('stops and resumes, or gives the papers back', () => {
    const stopped = () => inProcessing().must('approver', { type: 'stop', ground: 'Tòa án' });
    expect(stopped().must('approver', { type: 'resume' }).state.status).toBe('in-processing');
    expect(stopped().must('reception', { type: 'return-result', method: 'counter' }).log.at(-1)).toMatchObject({
      because: 'stopped',
    });
  });
});

describe('post', () => {
  const report = (state: 'registered' | 'in_transit' | 'delivered', minute: number): Command => ({
    type: 'record-shipment-event',
    shipment: {
      shipmentId: 'S1',
      direction: 'outbound',
      carrier: 'vnpost',
      state,
      carrierCode: state,
      occurredAt: at(minute),
    },
  });

  it('ends a completed dossier when its result is delivered, once, whatever comes late', () => {
    const history = completed()
      .must('system', report('registered', 100))
      .must('system', report('delivered', 300))
      .must('system', report('delivered', 300));
    const { version } = history.state;
    expect(history.must('system', report('delivered', 300)).state.version).toBe(version);
    history.must('system', report('in_transit', 200));
    expect(history.state.status).toBe('returned');
    expect(history.state.shipments).toMatchObject([{ state: 'delivered' }]);
    expect(history.log.filter((e) => e.type === 'returned')).toHaveLength(1);
    expect(history.log.at(-1)).toMatchObject({ type: 'shipment-updated', superseded: true });
  });
});

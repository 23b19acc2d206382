import { expect } from 'vitest';
import type { Command, Payment } from '../../../shared/dossier/commands.ts';
import { MAX_OPEN_BRANCHES } from '../../../shared/dossier/decide-branches.ts';
import { unfinishedRefunds } from '../../../shared/dossier/refunds.ts';
import { openBranches, openObligation, openRequest } from '../../../shared/dossier/state.ts';
import { timersOf } from '../../../shared/dossier/timers.ts';
import { dayInVietNam } from '../../../shared/time/viet-nam.ts';
import {
  ACCEPT,
  agencyOf,
  branchOf,
  DECLARED,
  DRAFT,
  Life,
  LONGEST,
  longest,
  SUPPLY,
  stepOf,
} from './longest-life-world.ts';
import { codeOf, uuidOf } from './world.ts';

export const NOTE = longest(1000);
const WITHOUT_ROOM = ['limit-reached', 'too-many-documents', 'too-many-branches', 'supplement-requests-exhausted'];
/** Rules that count one thing, without a unit. */
const BY_NUMBER = ['too-many-branches', 'supplement-requests-exhausted'];

/** Repeats a command until it is rejected by a limit, with the commands of `again` in between. */
export function fill(life: Life, wanted: () => Command, again: () => void = () => {}): void {
  for (let times = 0; times < 3_000; times += 1) {
    const decision = life.ask(wanted());
    if (!decision.ok) {
      expect(WITHOUT_ROOM, codeOf(decision)).toContain(decision.rejection.code);
      if (!BY_NUMBER.includes(decision.rejection.code)) {
        expect(decision.rejection.details).toMatchObject({ limit: expect.any(Number), unit: expect.any(String) });
        expect(decision.rejection.fields).not.toEqual([]);
      }
      return;
    }
    again();
  }
  throw new Error(`${wanted().type} has no limit`);
}

/** Every fee, reduced for reasons of this length. */
const assessmentOf = (copies: number, length: number) => ({
  fees: LONGEST.fees.map(({ code }) => ({
    code,
    copies,
    reduction: { amount: 1, ground: longest(length), reason: longest(Math.min(length, 200)) },
  })),
});

let numbers = 500_000;
function next(): number {
  numbers += 1;
  return numbers;
}
const fresh = () => uuidOf(next());

export const paper = (kind: 'component' | 'result'): Command => ({
  type: 'attach-document',
  document: {
    documentId: fresh(),
    component: LONGEST.components[0]?.component ?? '',
    kind,
    fileName: `${longest(195)}.docx`,
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    size: 99_999_999,
    sha256: 'f'.repeat(64),
  },
});

const money = (obligationId: string, amount: number): Payment => ({
  provider: 'platform',
  transactionId: `${String(next()).padStart(8, '0')}${'ệ'.repeat(92)}`,
  reference: 'ệ'.repeat(100),
  obligationId,
  amount,
  paidAt: new Date(1_790_000_000_000).toISOString(),
});
const pay = (life: Life, { obligationId = uuidOf(1), amount = 1 } = {}) =>
  life.must({ type: 'record-payment', payment: money(obligationId, amount) });

/** As large as a request over the API may be (64 KB). */
const items = (count: number) => {
  return Array.from({ length: count }, () => ({
    content: longest(500),
    reason: longest(500),
    guidance: longest(1000),
  }));
};
export const SUPPLEMENT: Command = { type: 'request-supplement', items: items(7), reason: NOTE };
const FORMS_OF: Readonly<Record<string, string>> = {
  accepted: 'receipt',
  'supplement-requested': 'supplement-request',
  rejected: 'refusal',
  reappointed: 'apology',
  stopped: 'stop-notice',
  'withdrawal-decided': 'stop-notice',
  completed: 'control-slip',
};

/** System events: reached deadlines, and the forms of all events. */
function facts(life: Life): void {
  for (const timer of timersOf(life.state)) {
    life.now = Math.max(life.now, Date.parse(timer.at));
    life.must({ type: 'fire-timer', timer });
  }
  for (const event of life.log.slice()) {
    const form = FORMS_OF[event.type];
    if (form === undefined || life.state.forms.some((f) => f.ofVersion === event.version)) continue;
    life.must({
      type: 'record-form',
      issued: {
        form,
        forApplicant: true,
        ofVersion: event.version,
        documentId: fresh(),
        sha256: 'f'.repeat(64),
        size: 99_999_999,
        signed: true,
      },
    });
  }
}

const supplement = (life: Life) => openRequest(life.state) && life.must(SUPPLY);

/** All unbounded user input, each of maximum size, in any status. */
export const FILLERS: Readonly<Record<string, (life: Life) => void>> = {
  supplements: (life) =>
    fill(
      life,
      () => SUPPLEMENT,
      () => supplement(life),
    ),
  'small supplements': (life) =>
    fill(
      life,
      () => ({ type: 'request-supplement', items: [{ content: 'x', reason: 'x', guidance: 'x' }], reason: 'x' }),
      () => supplement(life),
    ),
  payments: (life) => {
    fill(
      life,
      // Each time a copy more, so that something is due.
      () => ({
        type: 'request-payment',
        assessment: assessmentOf(life.state.obligations.length + 1, 1),
        ...(life.state.acceptedAt === undefined && DECLARED),
      }),
      () => pay(life, openObligation(life.state)),
    );
  },
  opinions: (life) => {
    if (life.state.step === undefined) return;
    let asked = 0;
    fill(
      life,
      () => ({ type: 'ask-opinion', agencyId: agencyOf(60 + (asked % 30)), question: longest(2000), workingHours: 8 }),
      () => {
        asked += 1;
        if (openBranches(life.state).length === MAX_OPEN_BRANCHES) finishBranches(life);
      },
    );
    facts(life);
    finishBranches(life);
  },
  verifications: (life) => {
    if (life.state.step?.stepId === stepOf(0)) fill(life, () => verification(4000));
  },
  stops: (life) => {
    if (life.state.acceptedAt === undefined) return;
    fill(
      life,
      () => ({ type: 'stop', ground: NOTE, returnedDocuments: [longest(250)] }),
      () => life.must({ type: 'resume', note: NOTE }),
    );
  },
  'returns to an earlier step': (life) => {
    if (life.state.step?.stepId !== stepOf(1)) return;
    fill(
      life,
      () => ({ type: 'send-back', stepId: stepOf(0), reason: NOTE }),
      () => forward(life, 1),
    );
  },
  corrections: (life) => {
    if (life.state.step === undefined) return;
    finishBranches(life);
    const at = Number(life.state.step.stepId.split('-')[1]);
    if (at !== 0) return;
    fill(
      life,
      () => ({ type: 'correct', toStatus: 'submitted', reason: NOTE }),
      () => {
        life.must(ACCEPT);
        forward(life, 0);
      },
    );
  },
  urging: (life) => fill(life, () => ({ type: 'send-reminder', message: NOTE })),
};

function finishBranches(life: Life): void {
  for (const { branchId } of openBranches(life.state)) {
    life.must({ type: 'finish-branch', branchId, result: 'disagreed', note: longest(2000) });
  }
}

export function forward(life: Life, step: number): void {
  life.must({ type: 'forward', stepId: stepOf(step), agencyId: agencyOf(step + 1), note: NOTE });
}

const verification = (characters: number): Command => ({
  type: 'record-verification',
  verifiedAt: '2026-11-20T01:00:00.000Z',
  place: longest(300),
  participants: [longest(200)],
  content: longest(characters),
});

/** All conditions for leaving this step: its branches, at first all open at once, and its site verification. */
function work(life: Life, step: number, fillers: readonly string[]): void {
  const { branches = [], onSite = false } = LONGEST.steps[step] ?? {};
  for (const [n] of branches.entries()) {
    life.must({ type: 'open-branch', branchId: branchOf(step, n), agencyId: agencyOf(50 + n), note: NOTE });
  }
  life.ask({ type: 'assign', officer: longest(200) });
  facts(life);
  finishBranches(life);
  if (onSite) life.must(verification(1200));
  for (const name of fillers) FILLERS[name]?.(life);
}

/** Runs to the end, with all input added at one of three times. */
export function live(early: readonly string[], first: readonly string[], late: readonly string[]): Life {
  const life = new Life().must({ type: 'create-draft', draft: { ...DRAFT, competentAgency: agencyOf(99) } });
  fill(life, () => paper('component'));
  life.must({ type: 'submit' });
  for (const name of early) FILLERS[name]?.(life);
  if (life.state.acceptedAt === undefined) {
    life.must({ type: 'accept', assessment: assessmentOf(1, 300), ...DECLARED });
  }
  life.must({ type: 'reappoint', workingHours: 320, reason: NOTE });
  for (let step = 0; step < LONGEST.steps.length; step += 1) {
    forward(life, step);
    work(life, step, step < 2 ? first : step === 38 ? late : []);
  }
  fill(life, () => paper('result'));
  // Surplus payments and unknown parcels are facts, too. Some are paid back, the others stay open.
  for (let n = 0; n < 60; n += 1) {
    pay(life);
    if (n === 3) payBack(life);
  }
  life.must({ type: 'complete', outcome: 'granted', note: NOTE });
  facts(life);
  for (let n = 0; n < 30; n += 1) life.must(parcel(n));
  life.must({ type: 'return-result', method: 'counter' });
  pay(life);
  return life;
}

/** With the longest evidence. */
function payBack(life: Life): void {
  for (const { refundId, amount } of unfinishedRefunds(life.state)) {
    life.must({ type: 'approve-refund', refundId, amount });
    life.must({
      type: 'record-refund',
      ...{ refundId, amount, method: 'bank-transfer', reference: `${next()}`.padStart(50, 'ệ') },
      ...{ documentId: life.state.documents[0]?.documentId, paidOn: dayInVietNam(life.state.updatedAt) },
    });
  }
}

const parcel = (n: number): Command => ({
  type: 'record-shipment-event',
  shipment: {
    shipmentId: `${n}`.padStart(100, '0'),
    direction: 'outbound',
    carrier: 'c'.repeat(64),
    state: 'undeliverable',
    carrierCode: 'ệ'.repeat(50),
    occurredAt: new Date(1_790_000_000_000).toISOString(),
  },
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicEventSchema } from '../../../events/catalogue.ts';
import type { Command } from '../../../shared/dossier/commands.ts';
import { evolve } from '../../../shared/dossier/evolve.ts';
import { toPublicEvent } from '../../../shared/dossier/public-event.ts';
import { REJECTIONS } from '../../../shared/dossier/rejections.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { mayMove, STATUS_NAMES } from '../../../shared/dossier/status.ts';
import { SHIPMENT_STATES } from '../../../shared/dossier/values.ts';
import { ACTORS, type ActorName, at, DEPARTMENT, draft, History, REQUEST_PAPER, uuidOf } from './world.ts';

const RUNS = { numRuns: 10_000 };

type Ask = { readonly who: ActorName; readonly what: (dossier: Dossier | undefined) => Command };

const small = fc.nat({ max: 3 });
const later = (minute: number) => at(100_000 + minute);

/** Any command, its references drawn from the dossier as it stands about half of the time. */
const command: fc.Arbitrary<Ask['what']> = fc
  .tuple(fc.nat({ max: 22 }), small, fc.nat({ max: 60 }), fc.boolean())
  .map(([kind, n, minute, apt]) => (dossier) => {
    const obligation = dossier?.obligations.at(-1);
    const obligationId = apt && obligation ? obligation.obligationId : uuidOf(n);
    const amount = apt && obligation ? obligation.amount : n * 1000;
    const options: Command[] = [
      { type: 'create-draft', draft: draft({ channel: apt ? 'online' : 'direct' }) },
      { type: 'import-dossier', draft: draft(), nationalCode: `G09.20-20260609-000${n}` },
      {
        type: 'attach-document',
        document: { ...REQUEST_PAPER, documentId: uuidOf(n), kind: apt ? 'component' : 'result' },
      },
      { type: 'remove-document', documentId: uuidOf(n) },
      { type: 'submit' },
      { type: 'accept', appointmentAt: apt ? later(minute) : at(0) },
      { type: 'refuse', legalGround: 'Điều 17', reason: 'Không đủ điều kiện' },
      {
        type: 'request-supplement',
        items: [{ component: apt ? 'proof' : 'nowhere', content: 'Thiếu', reason: 'Mờ', guidance: 'Chụp lại' }],
      },
      { type: 'supply' },
      {
        type: 'request-payment',
        feeCodes: apt ? ['fee'] : ['fee', 'copy'],
        ...(n > 0 && { appointmentAt: later(minute) }),
      },
      {
        type: 'record-payment',
        payment: {
          provider: apt ? 'platform' : 'vnpay',
          transactionId: `T${n}`,
          reference: 'R',
          obligationId,
          amount,
          paidAt: at(minute),
        },
      },
      { type: 'record-counter-payment', obligationId, receiptNumber: `BL${n}`, amount },
      {
        type: 'record-shipment-event',
        shipment: {
          shipmentId: `S${n % 2}`,
          direction: apt ? 'outbound' : 'inbound',
          carrier: 'vnpost',
          state: SHIPMENT_STATES[minute % SHIPMENT_STATES.length] ?? 'registered',
          carrierCode: String(minute),
          occurredAt: at(minute),
        },
      },
      {
        type: 'forward',
        stepId: ['examine', 'sign', 'nowhere'][n] ?? 'examine',
        agencyId: apt ? DEPARTMENT.agencyId : 'H50.1',
      },
      { type: 'complete', outcome: apt ? 'granted' : 'denied' },
      { type: 'return-result', method: apt ? 'counter' : 'electronic' },
      { type: 'request-withdrawal', reason: 'Đổi ý' },
      { type: 'decide-withdrawal', granted: apt },
      { type: 'stop', ground: 'Chờ tòa án' },
      { type: 'resume' },
      {
        type: 'correct',
        toStatus: (STATUS_NAMES[1 + ((minute + n) % 10)] ?? 'submitted') as 'submitted',
        reason: 'Nhầm',
      },
    ];
    return options[kind % options.length] as Command;
  });

const RIGHT_HAND: Partial<Record<Command['type'], ActorName>> = {
  'create-draft': 'owner',
  submit: 'owner',
  supply: 'owner',
  'request-withdrawal': 'owner',
  'remove-document': 'owner',
  accept: 'reception',
  refuse: 'reception',
  'record-counter-payment': 'reception',
  'return-result': 'reception',
  correct: 'administrator',
  'attach-document': 'system',
  'import-dossier': 'system',
  'record-payment': 'system',
  'record-shipment-event': 'system',
};

const anybody = fc.constantFrom(...(Object.keys(ACTORS) as ActorName[]));

/** Random actors mostly get refused; steering four of five asks to a fitting actor reaches deep states. */
const ask = fc.tuple(command, anybody, fc.nat({ max: 4 })).map(([what, who, dice]) => ({ what, who, dice }));

const OPENING = [
  (h: History) => h.ask('owner', { type: 'create-draft', draft: draft() }),
  (h: History) => h.ask('system', { type: 'import-dossier', draft: draft(), nationalCode: 'G09.20-20260609-0000001' }),
];

/** Lives through a random history, repetitions included. */
function live(asks: readonly { what: Ask['what']; who: ActorName; dice: number }[], opening: number): History {
  const history = new History();
  OPENING[opening]?.(history);
  let last: [ActorName, Command] | undefined;
  for (const { what, who, dice } of asks) {
    const wanted = what(history.dossier);
    const desk: ActorName =
      history.dossier?.step === undefined
        ? 'reception'
        : history.dossier.step.stepId === 'examine'
          ? 'handler'
          : 'approver';
    const actor =
      dice === 0
        ? who
        : (RIGHT_HAND[wanted.type] ??
          (['stop', 'resume', 'decide-withdrawal'].includes(wanted.type) && history.dossier?.step ? 'approver' : desk));
    const decision = history.ask(actor, wanted);
    if (!decision.ok) expect(Object.keys(REJECTIONS)).toContain(decision.rejection.code);
    if (dice === 1 && last !== undefined) history.ask(...last);
    last = [actor, wanted];
  }
  return history;
}

const histories = fc
  .tuple(fc.array(ask, { maxLength: 40 }), fc.constantFrom(0, 1, 2))
  .map(([asks, opening]) => live(asks, opening));

describe('any history of a dossier', () => {
  it('never leaves the graph of statuses, corrections aside', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(histories, ({ log }) => {
        let before: (typeof STATUS_NAMES)[number] = 'draft';
        for (const event of log) {
          const { status } = event.after;
          seen.add(status);
          if (event.type !== 'corrected' && event.type !== 'imported' && status !== before) {
            expect(mayMove(before, status), `${event.type}: ${before} → ${status}`).toBe(true);
          }
          before = status;
        }
      }),
      RUNS,
    );
    // The property says nothing about statuses its histories never reach.
    expect([...seen].toSorted()).toEqual([...STATUS_NAMES].toSorted());
  });

  it('numbers its events without gaps from 1', () => {
    fc.assert(
      fc.property(histories, ({ log, dossier }) => {
        expect(log.map((event) => event.version)).toEqual(log.map((_, index) => index + 1));
        expect(dossier?.version ?? 0).toBe(log.length);
      }),
      RUNS,
    );
  });

  it('replayed from its log gives the snapshot, as often as one likes', () => {
    fc.assert(
      fc.property(histories, ({ log, dossier }) => {
        const replay = () => log.reduce<Dossier | undefined>((state, event) => evolve(state, event), undefined);
        expect(replay()).toEqual(dossier);
        expect(replay()).toEqual(replay());
      }),
      RUNS,
    );
  });

  it('survives its own commands duplicated and in any order: refusals are values, nothing is thrown', () => {
    fc.assert(
      fc.property(fc.array(ask, { maxLength: 25 }), fc.array(fc.nat(), { maxLength: 25 }), (asks, order) => {
        const straight = live(asks, 0);
        const shuffled = order.map((n) => asks[n % Math.max(asks.length, 1)]).filter((a) => a !== undefined);
        const again = live([...shuffled, ...asks, ...shuffled], 0);
        expect(again.log.every((event, index) => event.version === index + 1)).toBe(true);
        expect(straight.dossier?.dossierId).toBe(again.dossier?.dossierId);
      }),
      RUNS,
    );
  });

  it('never loses money: each payment that was told is in the dossier exactly once', () => {
    fc.assert(
      fc.property(histories, ({ log, dossier }) => {
        const told = log.flatMap((e) =>
          e.type === 'payment-recorded' || e.type === 'surplus-payment-recorded' ? [e.payment] : [],
        );
        const kept = [
          ...(dossier?.obligations.flatMap((o) => (o.payment ? [o.payment] : [])) ?? []),
          ...(dossier?.surplusPayments.map((s) => s.payment) ?? []),
        ];
        const name = (p: (typeof kept)[number]) => `${p.provider} ${p.transactionId} ${p.amount}`;
        expect(kept.map(name).toSorted()).toEqual(told.map(name).toSorted());
        expect(new Set(kept.map((p) => `${p.provider} ${p.transactionId}`)).size).toBe(kept.length);
      }),
      RUNS,
    );
  });

  it('publishes only what the contracts allow, and nothing of a person', () => {
    const { applicant } = draft();
    const secrets = [
      applicant.name,
      applicant.phone,
      applicant.address,
      applicant.email,
      '045190000123',
      REQUEST_PAPER.fileName,
    ];
    fc.assert(
      fc.property(histories, ({ log }) => {
        for (const event of log) {
          const published = toPublicEvent(event, 'quang-tri');
          const verdict = publicEventSchema(event.type).safeParse(published);
          expect(verdict.error?.issues, event.type).toBeUndefined();
          const text = JSON.stringify(published);
          expect(secrets.filter((secret) => secret !== undefined && text.includes(secret))).toEqual([]);
        }
      }),
      RUNS,
    );
  });
});

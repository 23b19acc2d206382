import * as fc from 'fast-check';
import type { Actor, OfficerRole } from '../../../../shared/dossier/actor.ts';
import type { Command, Draft } from '../../../../shared/dossier/commands.ts';
import { reopenableRefunds } from '../../../../shared/dossier/decide-refunds.ts';
import type { RecordedEvent } from '../../../../shared/dossier/events.ts';
import type { OfficerAction } from '../../../../shared/dossier/officer-action.ts';
import { record } from '../../../../shared/dossier/record.ts';
import { isUnfinished } from '../../../../shared/dossier/refunds.ts';
import { decide } from '../../../../shared/dossier/rules.ts';
import { type Dossier, openBranches, openObligation } from '../../../../shared/dossier/state.ts';
import { statusesWith } from '../../../../shared/dossier/status.ts';
import { timersOf } from '../../../../shared/dossier/timers.ts';
import type { Procedure } from '../../../../shared/procedure/schema.ts';
import { findStep, nextSteps } from '../../../../shared/procedure/steps.ts';
import { dayInVietNam } from '../../../../shared/time/viet-nam.ts';
import type { Channel } from '../../../../shared/values.ts';
import { vietNam } from '../../../shared/calendar/world.ts';
import { AGENCIES, PROCEDURES } from './procedures.ts';

const REPORTABLE = statusesWith('reportable');

const calendar = vietNam();

const officer = (agencyId: string, role: OfficerRole, n: number): Actor => ({
  kind: 'officer',
  subject: `${role} ${agencyId}#${n}`,
  roles: [{ agencyId, role }],
});

const OWNER_KEY = 'a'.repeat(64);
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const paper = (n: number, kind: 'component' | 'result', component: string) => ({
  documentId: uuid(n),
  component,
  kind,
  fileName: 'a.pdf',
  contentType: 'application/pdf',
  size: 10,
  sha256: 'c'.repeat(64),
});

/** One random step: how long to wait, what to do, and how. */
export type Dice = { readonly wait: number; readonly what: number; readonly how: number };
export type Seed = {
  readonly procedure: number;
  readonly channel: Channel;
  readonly start: number;
  readonly dice: readonly Dice[];
};

export const seeds: fc.Arbitrary<Seed> = fc.record({
  procedure: fc.nat({ max: PROCEDURES.length - 1 }),
  channel: fc.constantFrom<Channel>('direct', 'online', 'postal'),
  // Hours after the start of October 2026: three months, of which one ends in the middle of a long procedure.
  start: fc.nat({ max: 24 * 60 }),
  dice: fc.array(fc.record({ wait: fc.nat({ max: 300 }), what: fc.nat({ max: 999 }), how: fc.nat({ max: 999 }) }), {
    minLength: 10,
    maxLength: 30,
  }),
});

/** Simulates one dossier through `decide` and the real calendar: mostly usual steps, some unusual. */
export function live(seed: Seed, number: number): readonly RecordedEvent[] {
  const procedure = PROCEDURES[seed.procedure] as Procedure;
  const dossierId = uuid(number);
  const log: RecordedEvent[] = [];
  let dossier: Dossier | undefined;
  let now = Date.parse('2026-10-01T00:00:00.000Z') + seed.start * 3_600_000;
  let fresh = 1000;

  function ask(actor: Actor, command: Command): boolean {
    const named = 'draft' in command ? command.draft.receivingAgency : 'agencyId' in command ? command.agencyId : '';
    fresh += 1;
    const occurredAt = new Date(now).toISOString();
    const decision = decide(dossier, command, {
      now: occurredAt,
      actor,
      newId: uuid(fresh),
      procedure,
      agency: AGENCIES.find((a) => a.agencyId === named),
      calendar,
      applicantKey: OWNER_KEY,
      dossierCode: `H50.1-261001-${String(number).padStart(4, '0')}`,
    });
    if (!decision.ok) return false;
    const meta = { dossierId, occurredAt, actor: { kind: actor.kind, subject: actor.subject } };
    const recorded = record(dossier, decision.events, meta);
    if (recorded === undefined) throw new Error('a decision about nothing');
    dossier = recorded.dossier;
    log.push(...recorded.events);
    return true;
  }

  const system: Actor = { kind: 'system', subject: 'test' };
  const owner: Actor = { kind: 'citizen', subject: 'owner', ownerKey: OWNER_KEY };
  const desk = procedure.level === 'province' ? 'H50.1' : 'H50.20.1';
  const draft: Draft = {
    procedureCode: procedure.procedureCode,
    receivingAgency: desk,
    channel: seed.channel,
    applicant: {
      kind: 'citizen',
      name: 'Nguyễn Thị Ánh',
      identity: { type: 'personal-id', number: '045190000123', country: 'VN' },
      phone: '0912345678',
      address: 'Xã',
    },
    resultDelivery: { method: 'counter' },
    language: 'vi',
  };
  const opener = seed.channel === 'online' ? owner : officer(desk, 'reception', 0);
  ask(opener, { type: 'create-draft', draft });

  for (const { wait, what, how } of seed.dice) {
    if (dossier === undefined) break;
    const due = Date.parse(dossier.appointmentAt ?? '');
    // Minutes, hours, or just in time.
    if (wait > 280 && due > now) now = Math.max(now, due - (300 - wait) * 60_000);
    else now += (wait < 100 ? wait : (wait - 100) * 30) * 60_000;
    // Timers usually fire, sometimes days late.
    if (how % 4 > 0) {
      for (const timer of timersOf(dossier)) ask(system, { type: 'fire-timer', timer });
    }
    const wanted = wish(dossier, procedure, what, how, ++fresh, new Date(now).toISOString());
    const reception = officer(desk, 'reception', how % 2);
    const agencyId = dossier.step?.agencyId ?? desk;
    const actors: readonly Actor[] = [
      reception,
      officer(agencyId, 'handler', how % 3),
      officer(agencyId, 'approver', 0),
      ...openBranches(dossier).map((b) => officer(b.agencyId, 'handler', 7)),
      officer('H50', 'administrator', 0),
      owner,
      system,
      { kind: 'partner', subject: 'client', agencyId, scopes: ['dossiers.act', 'dossiers.read', 'dossiers.report'] },
    ];
    for (const actor of how % 20 === 0 ? actors.toReversed() : actors) if (ask(actor, wanted)) break;
  }
  return log;
}

function wish(
  dossier: Dossier,
  procedure: Procedure,
  what: number,
  how: number,
  fresh: number,
  occurredAt: string,
): Command {
  if (procedure.processedBy === 'ministry' && dossier.status !== 'draft') {
    return {
      type: 'report-status',
      toStatus: REPORTABLE[how % REPORTABLE.length] ?? 'accepted',
      occurredAt,
    };
  }
  const dossierStep = dossier.step;
  const next = nextSteps(procedure, dossierStep?.stepId)[how % 2] ?? nextSteps(procedure, dossierStep?.stepId)[0];
  const target = AGENCIES.find((a) => a.kind === next?.agencyKind && (procedure.level === a.level || how % 2 === 0));
  const forward: OfficerAction = {
    type: 'forward',
    stepId: next?.stepId ?? 'none',
    agencyId: target?.agencyId ?? 'H50.12',
  };
  const obligation = openObligation(dossier);
  const branch = openBranches(dossier)[0];
  const pay: Command =
    how % 3 === 0
      ? {
          type: 'record-counter-payment',
          obligationId: obligation?.obligationId ?? uuid(1),
          receiptNumber: `B${fresh}`,
          amount: 50_000,
        }
      : {
          type: 'record-payment',
          payment: {
            provider: how % 3 === 1 ? 'platform' : 'vnpay',
            transactionId: `T${fresh}`,
            reference: 'R',
            obligationId: obligation?.obligationId ?? uuid(1),
            amount: how % 10 === 1 ? 1 : 50_000,
            paidAt: '2026-10-01T00:00:00.000Z',
          },
        };
  const items = [{ content: 'Thiếu', reason: 'Mờ', guidance: 'Chụp lại' }];
  const assessment = { fees: [{ code: 'fee' }] };
  const channel = dossier?.channel ?? 'online';
  const record = { recordNumber: 'BB1', signedAt: '2026-10-01T00:00:00.000Z', carrier: 'vnpost' };
  const handedOver = { papers: [{ component: 'request', original: 1 }], sets: 1 };
  const brought =
    channel === 'online' ? {} : { handedOver: { ...handedOver, ...(channel === 'postal' && { record }) } };
  const accept = { type: 'accept', assessment, ...brought } as const;
  const usual: Record<Dossier['status'], readonly Command[]> = {
    draft: [
      { type: 'attach-document', document: paper(fresh, 'component', how % 4 === 0 ? 'proof' : 'request') },
      { type: 'submit' },
    ],
    submitted: [accept, accept, { type: 'reject', legalGround: 'Điều 1', reason: 'Sai' }],
    accepted: [forward],
    'in-processing': [
      findStep(procedure, dossierStep?.stepId ?? '') === undefined || next !== undefined
        ? forward
        : { type: 'complete', outcome: 'granted' },
      { type: 'complete', outcome: 'granted' },
      branch === undefined
        ? { type: 'ask-opinion', agencyId: 'H50.201', question: 'Ý kiến?', workingHours: 8 }
        : { type: 'finish-branch', branchId: branch.branchId, result: 'agreed' },
      { type: 'attach-document', document: paper(fresh, 'result', 'result') },
    ],
    'supplement-required': [{ type: 'supplement', ...brought }],
    'payment-required': [pay],
    'withdrawal-requested': [
      { type: 'decide-withdrawal', granted: how % 2 === 0 },
      { type: 'stop', ground: 'Chờ' },
    ],
    stopped: [{ type: 'resume' }, { type: 'return-result', method: 'counter' }],
    completed: [
      { type: 'return-result', method: 'counter' },
      { type: 'attach-document', document: paper(fresh, 'result', 'result') },
      {
        type: 'record-shipment-event',
        shipment: {
          shipmentId: 'S',
          direction: 'outbound',
          carrier: 'vnpost',
          state: 'delivered',
          carrierCode: '1',
          occurredAt: '2026-10-01T00:00:00.000Z',
        },
      },
    ],
    rejected: [],
    returned: [],
  };
  const statuses = ['submitted', ...REPORTABLE] as const;
  const rare: readonly Command[] = [
    { type: 'request-supplement', items, reason: 'Còn thiếu' },
    { type: 'request-supplement', items, reason: 'Còn thiếu' },
    { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } },
    { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } },
    { type: 'request-withdrawal', reason: 'Đổi ý' },
    { type: 'stop', ground: 'Chờ tòa án' },
    { type: 'reappoint', workingHours: 16, reason: 'Xin lỗi' },
    { type: 'correct', toStatus: statuses[how % statuses.length] ?? 'submitted', reason: 'Nhầm' },
    { type: 'send-back', stepId: procedure.steps[0]?.stepId ?? '', reason: 'Thiếu' },
    { type: 'attach-document', document: paper(fresh, 'component', 'request') },
    pay,
  ];
  const refund = dossier.refunds.find(isUnfinished);
  if (refund !== undefined && how % 5 === 0) {
    const { refundId, amount } = refund;
    if (how % 3 === 0) return { type: 'refuse-refund', refundId, legalGround: 'Điều 12', reason: 'Sai' };
    if (refund.state === 'open') return { type: 'approve-refund', refundId, amount };
    const paidOn = dayInVietNam(occurredAt);
    return { type: 'record-refund', refundId, amount, method: 'cash', reference: `PC${fresh}`, paidOn };
  }
  const [reopenable] = reopenableRefunds(dossier);
  if (reopenable !== undefined && how % 7 === 0) {
    return { type: 'reopen-refund', refundId: reopenable.refundId, reason: 'Ghi nhầm' };
  }
  const common = usual[dossier.status];
  const list = what < 800 && common.length > 0 ? common : rare;
  return list[what % list.length] as Command;
}

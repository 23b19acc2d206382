import * as fc from 'fast-check';
import { expect } from 'vitest';
import { CLOSING_GROUND_NAMES } from '../../../shared/dossier/closing-grounds.ts';
import type { Command, Timer } from '../../../shared/dossier/commands.ts';
import { REJECTIONS } from '../../../shared/dossier/rejections.ts';
import { type Dossier, openBranches } from '../../../shared/dossier/state.ts';
import { STATUS_NAMES, statusesWith } from '../../../shared/dossier/status.ts';
import { timersOf } from '../../../shared/dossier/timers.ts';
import { SHIPMENT_STATES } from '../../../shared/dossier/values.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';
import { fitting } from './histories-actors.ts';
import { handedOver, OF_MONEY } from './histories-money.ts';
import { type Draw, OF_PARTIES, pick } from './histories-parties.ts';
import { onward } from './onward.ts';
import { PROCEDURES } from './procedures.ts';
import { DENY } from './samples.ts';
import {
  ACTORS,
  type ActorName,
  at,
  CALENDAR,
  DEPARTMENT,
  draft,
  History,
  PROCEDURE,
  REQUEST_PAPER,
  START,
  TAX,
  uuidOf,
  VERIFICATION,
  WARD,
  withDayOff,
} from './world.ts';

export type Ask = {
  readonly what: (dossier: Dossier | undefined) => Command;
  readonly who: ActorName;
  readonly dice: number;
  /** Minutes that pass before. */
  readonly wait: number;
};

/** The calendars of a history: the second one comes into force in its middle, sometimes. */
export const CALENDARS = [CALENDAR, withDayOff('2026-11-30')] as const;

function timerOf({ dossier, apt, n, minute }: Draw): Timer {
  const pending = dossier ? timersOf(dossier) : [];
  if (apt && pending.length > 0) return pick(pending, minute);
  return {
    kind: pick(['warning', 'breach'], n),
    of: pick(['step', 'branch', 'appointment', 'payment', 'refund'], n),
    id: 'examine',
    at: at(minute),
  };
}

const STEPS = ['examine', 'sign', 'survey', 'settle', 'nowhere'] as const;

const sendBackToCompletedStep = ({ dossier, n }: Draw): Command => ({
  type: 'send-back',
  stepId: pick(dossier?.completedSteps ?? [], n)?.stepId ?? 'nowhere',
  reason: 'Thiếu',
});

const COMMANDS: readonly ((draw: Draw) => Command)[] = [
  ({ apt }) => ({ type: 'create-draft', draft: draft({ channel: apt ? 'online' : 'direct' }) }),
  ({ n }) => ({ type: 'import-dossier', draft: draft(), nationalCode: `G09.20-20260609-000${n}` }),
  ({ n, apt }) => ({
    type: 'attach-document',
    document: { ...REQUEST_PAPER, documentId: uuidOf(n), kind: apt ? 'component' : 'result' },
  }),
  ...OF_PARTIES,
  ({ n }) => ({ type: 'remove-document', documentId: uuidOf(n) }),
  () => ({ type: 'submit' }),
  (draw) => ({ type: 'accept', ...handedOver(draw) }),
  () => ({ type: 'reject', legalGround: 'Điều 17', reason: 'Không đủ điều kiện' }),
  ({ n, apt, dossier }) => ({
    type: 'request-supplement',
    items: [{ component: apt ? 'proof' : 'nowhere', content: 'Thiếu', reason: 'Mờ', guidance: 'Chụp lại' }],
    ...(n > 0 && { reason: 'Giấy mới không khớp' }),
    ...(n > 1 && { approval: { approver: 'leader', approvedAt: dossier?.updatedAt ?? at(0) } }),
  }),
  (draw) => ({ type: 'supplement', ...handedOver(draw) }),
  ...OF_MONEY,
  ({ n, apt, minute }) => ({
    type: 'record-shipment-event',
    shipment: {
      shipmentId: `S${n % 2}`,
      direction: apt ? 'outbound' : 'inbound',
      carrier: 'vnpost',
      state: pick(SHIPMENT_STATES, minute),
      carrierCode: String(minute),
      // The parcel with the papers was on its way before the dossier was opened.
      occurredAt: at(apt ? minute : -minute),
    },
  }),
  ({ n, minute, apt }) => ({
    type: 'forward',
    stepId: pick(STEPS, minute),
    agencyId: apt ? DEPARTMENT.agencyId : 'H50.1',
    outcome: pick([undefined, 'disputed', 'plain', 'no-case'], n),
  }),
  ({ n, apt }) => ({
    type: 'transfer',
    agencyId: apt ? pick(['H50.1', 'H50.2'], n) : pick(['H50.20.1', 'H50.3', 'H50.12'], n),
    reason: 'Không thuộc thẩm quyền',
  }),
  ({ dossier, apt }) => ({
    type: 'move-to-successor',
    agencyId: apt && dossier !== undefined ? dossier.receivingAgency : 'H50.3',
  }),
  ({ minute }) => ({ type: 'send-back', stepId: pick(STEPS, minute), reason: 'Thiếu' }),
  ...Array.from({ length: 3 }, () => sendBackToCompletedStep),
  ({ n, apt }) => ({
    type: 'assign',
    officer: pick(['handler', 'colleague', 'stranger'], n),
    ...(apt && { reason: 'Nghỉ phép' }),
  }),
  ({ n, apt }) => ({
    type: 'open-branch',
    branchId: apt ? 'tax' : 'ward',
    agencyId: n > 0 && apt ? TAX.agencyId : WARD.agencyId,
  }),
  ({ n, minute }) => ({
    type: 'ask-opinion',
    agencyId: WARD.agencyId,
    question: 'Đồng ý?',
    workingHours: 1 + n + minute,
  }),
  ({ dossier, n, apt }) => ({
    type: 'finish-branch',
    branchId: (apt && dossier && pick(openBranches(dossier), n)?.branchId) || 'tax',
    result: pick(['done', 'agreed', 'disagreed'], n),
  }),
  ({ dossier, n, apt }) => ({
    type: 'cancel-branch',
    branchId: (apt && dossier && pick(openBranches(dossier), n)?.branchId) || 'tax',
    reason: 'Gửi nhầm cơ quan',
  }),
  ({ apt, minute }) => ({ ...VERIFICATION, verifiedAt: at(apt ? 0 : minute + 1000) }),
  ({ minute }) => ({ type: 'reappoint', workingHours: 1 + minute, reason: 'Chờ' }),
  () => ({ type: 'recalculate-appointment', reason: 'Thêm ngày nghỉ' }),
  (draw) => ({ type: 'fire-timer', timer: timerOf(draw) }),
  (draw) => ({ type: 'fire-timer', timer: timerOf({ ...draw, apt: true }) }),
  () => ({ type: 'send-reminder', message: 'Sớm' }),
  () => ({ type: 'add-note', note: 'Chờ đối chiếu' }),
  ({ minute, apt }) => ({
    type: 'report-status',
    toStatus: pick(statusesWith('reportable'), minute),
    occurredAt: at(apt ? 0 : minute + 1000),
  }),
  ({ n, minute }) => ({
    type: 'record-form',
    issued: {
      form: pick(['receipt', 'refusal', 'control-slip'], n),
      forApplicant: true,
      ofVersion: 1 + (minute % 6),
      documentId: uuidOf(n),
      sha256: 'd'.repeat(64),
      size: 1,
      signed: false,
    },
  }),
  ({ apt }) => (apt ? { type: 'complete', outcome: 'granted' } : DENY),
  ({ apt }) => ({ type: 'return-result', method: apt ? 'counter' : 'electronic' }),
  () => ({ type: 'request-withdrawal', reason: 'Đổi ý' }),
  ({ apt }) => ({ type: 'decide-withdrawal', granted: apt }),
  () => ({ type: 'stop', ground: 'Chờ tòa án' }),
  ({ n, minute, apt }) => {
    const ground = pick(CLOSING_GROUND_NAMES, minute);
    const other = ground === 'duplicate-dossier' && apt && { otherDossierCode: 'H50.1-261119-0007' };
    return { type: 'close', ground, ...(n > 0 && { legalGround: 'Điều 17' }), ...other, refunded: apt };
  },
  ({ n, minute, apt }) => ({
    ...{ type: 'suspend', suspensionId: `bao-${n % 2}`, decision: '12/QĐ-UBND', reason: 'Bão' },
    ...(apt && { since: at(minute) }),
  }),
  ({ dossier, n, apt }) => ({
    type: 'lift-suspension',
    suspensionId: (apt && dossier?.suspension?.suspensionId) || `bao-${n % 2}`,
    decision: '15/QĐ-UBND',
    ...(n > 0 && { liftedAt: dossier?.updatedAt }),
  }),
  () => ({ type: 'resume' }),
  ({ n, minute }) => ({
    type: 'correct',
    toStatus: pick(STATUS_NAMES.slice(1), minute + n) as 'submitted',
    reason: 'Nhầm',
  }),
];

/** Half of the time any command, its references drawn from the dossier as it stands as often as not; else one onward. */
const command: fc.Arbitrary<Ask['what']> = fc
  .tuple(fc.nat({ max: 2 * COMMANDS.length - 1 }), fc.nat({ max: 3 }), fc.nat({ max: 60 }), fc.boolean())
  .map(([kind, n, minute, apt]) => (dossier) => {
    const any = COMMANDS[kind];
    return any === undefined ? onward(dossier, n) : any({ n, minute, apt, dossier });
  });

const anybody = fc.constantFrom(...(Object.keys(ACTORS) as ActorName[]));
const waits = fc.constantFrom(0, 0, 0, 1, 200, 700, 3000);

/** Random actors mostly get refused; steering four of five asks to a fitting actor reaches deep states. */
export const ask: fc.Arbitrary<Ask> = fc
  .tuple(command, anybody, fc.nat({ max: 4 }), waits)
  .map(([what, who, dice, wait]) => ({ what, who, dice, wait }));

const OPENING = [
  (h: History) => h.ask('owner', { type: 'create-draft', draft: draft() }),
  (h: History) => h.ask('system', { type: 'import-dossier', draft: draft(), nationalCode: 'G09.20-20260609-0000001' }),
  (h: History) => h.ask('reception', { type: 'create-draft', draft: draft({ channel: 'direct' }) }),
  (h: History) => h.ask('reception', { type: 'create-draft', draft: draft({ channel: 'postal' }) }),
];

const minuteOf = (moment: string) => (Date.parse(moment) - START) / 60_000 - 1;

/** Lives through a random history, repetitions included. */
export function live(asks: readonly Ask[], opening = 0, procedure: Procedure = PROCEDURE, changesAt?: number): History {
  const history = new History({ procedure });
  OPENING[opening]?.(history);
  let last: [ActorName, Command] | undefined;
  for (const [index, { what, who, dice, wait }] of asks.entries()) {
    if (index === changesAt) history.world.calendar = CALENDARS[1];
    history.minute += wait;
    const wanted = what(history.dossier);
    const actor = dice === 0 ? who : fitting(history.dossier, wanted);
    // A timer comes at its moment or later, rarely before.
    if (wanted.type === 'fire-timer' && dice > 1) history.minute = Math.max(history.minute, minuteOf(wanted.timer.at));
    const decision = history.ask(actor, wanted);
    if (!decision.ok) expect(REJECTIONS).toHaveProperty(decision.rejection.code);
    if (dice === 1 && last !== undefined) history.ask(...last);
    last = [actor, wanted];
  }
  return history;
}

export const histories: fc.Arbitrary<History> = fc
  .tuple(
    // Without a size most would be of ten commands or fewer, and end before anything is processed.
    fc.array(ask, { maxLength: 32, size: 'max' }),
    fc.constantFrom(0, 0, 1, 2, 3, 4),
    fc.constantFrom(...PROCEDURES),
    fc.option(fc.nat({ max: 30 }), { nil: undefined }),
  )
  .map(([asks, opening, procedure, changesAt]) => live(asks, opening, procedure, changesAt));

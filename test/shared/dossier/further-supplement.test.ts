import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../shared/dossier/actor.ts';
import type { Command } from '../../../shared/dossier/commands.ts';
import { decide } from '../../../shared/dossier/rules.ts';
import { iso } from '../calendar/world.ts';
import {
  CALENDAR,
  codeOf,
  type History,
  ITEMS,
  PROCEDURE,
  RECEPTION,
  submitted,
  underWay,
  uuidOf,
  type World,
} from './world.ts';

const SUPPLEMENT = { type: 'request-supplement', items: ITEMS } as const satisfies Command;
const AGAIN = { ...SUPPLEMENT, reason: 'Giấy mới không khớp' } as const satisfies Command;
const APPROVED = { approver: 'leader', approvedAt: iso('2026-11-25 10:00') } as const;

/** Supplemented once, on Wednesday 25 November at 09:01. */
const once = (world?: World) =>
  underWay(world).when('2026-11-25 09:00').must('handler', SUPPLEMENT).must('owner', { type: 'supplement' });
const later = (history: History) => history.when('2026-11-25 14:00');

describe('a second supplement request', () => {
  it('needs the approval of the head, and says so by field', () => {
    expect(later(once()).ask('handler', AGAIN)).toMatchObject({
      rejection: { code: 'approval-required', fields: ['approval'] },
    });
  });

  it('may be made by the head of the agency that holds the dossier', () => {
    const { log } = later(once()).must('approver', AGAIN);
    expect(log.at(-1)).toMatchObject({
      type: 'supplement-requested',
      approval: { approver: 'approver', approvedAt: iso('2026-11-25 14:00') },
    });
  });

  it('may be made by the officer, who records who approved it and when', () => {
    const { log } = later(once()).must('handler', { ...AGAIN, approval: { ...APPROVED, reference: '15/PĐ' } });
    expect(log.at(-1)).toMatchObject({ approval: { ...APPROVED, reference: '15/PĐ' }, actor: { subject: 'handler' } });
  });

  it.each([
    ['by the officer alone', { ...APPROVED, approver: 'handler' }, 'approval-required', 'approval.approver'],
    [
      'of the request before',
      { ...APPROVED, approvedAt: iso('2026-11-25 08:59') },
      'approval-required',
      'approval.approvedAt',
    ],
    [
      'of tomorrow',
      { ...APPROVED, approvedAt: iso('2026-11-26 08:00') },
      'moment-in-the-future',
      'approval.approvedAt',
    ],
  ])('is refused with an approval %s', (_, approval, code, field) => {
    expect(later(once()).ask('handler', { ...AGAIN, approval })).toMatchObject({
      rejection: { code, fields: [field] },
    });
  });

  it('counts a request that a correction dropped', () => {
    const history = underWay().must('handler', SUPPLEMENT);
    history.must('administrator', { type: 'correct', toStatus: 'in-processing', reason: 'Nhầm' });
    expect(codeOf(history.ask('handler', AGAIN))).toBe('approval-required');
  });

  it('at reception takes the head of reception, not another officer there', () => {
    const { state } = submitted().must('reception', SUPPLEMENT).must('owner', { type: 'supplement' });
    const by = (role: 'reception' | 'approver', agencyId = RECEPTION.agencyId): Actor => ({
      kind: 'officer',
      subject: role,
      roles: [{ agencyId, role }],
    });
    const ask = (actor: Actor) =>
      codeOf(
        decide(state, AGAIN, {
          now: state.updatedAt,
          actor,
          newId: uuidOf(7),
          procedure: PROCEDURE,
          calendar: CALENDAR,
        }),
      );
    expect(ask(by('reception'))).toBe('approval-required');
    expect(ask(by('approver'))).toBe('accepted');
    expect(ask(by('approver', 'H50.2'))).toBe('dossier-not-found');
  });
});

describe('supplement requests', () => {
  const twice = (world?: World) => later(once(world)).must('approver', AGAIN).must('owner', { type: 'supplement' });

  it('are three at most where the procedure does not say how many', () => {
    const history = twice().must('approver', AGAIN).must('owner', { type: 'supplement' });
    expect(history.ask('approver', AGAIN)).toMatchObject({
      rejection: { code: 'supplement-requests-exhausted', fields: ['items'], details: { limit: 3 } },
    });
  });

  it('are as many as the procedure says, approved or not', () => {
    const procedure = { ...PROCEDURE, maxSupplementRequests: 1 };
    const history = later(once({ procedure }));
    expect(codeOf(history.ask('approver', AGAIN))).toBe('supplement-requests-exhausted');
    expect(codeOf(history.ask('handler', { ...AGAIN, approval: APPROVED }))).toBe('supplement-requests-exhausted');
  });
});

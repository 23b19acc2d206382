import { describe, expect, it } from 'vitest';
import { MAX_OPEN_BRANCHES } from '../../../shared/dossier/decide-branches.ts';
import { openBranches } from '../../../shared/dossier/state.ts';
import { timersOf } from '../../../shared/dossier/timers.ts';
import type { Branch, Procedure } from '../../../shared/procedure/schema.ts';
import { local } from '../calendar/world.ts';
import { DENY } from './samples.ts';
import {
  AGENCIES,
  at,
  codeOf,
  DEPARTMENT,
  GRAPH,
  type History,
  ITEMS,
  inSurvey,
  TAX,
  TAX_BELOW,
  VERIFICATION,
  WARD,
} from './world.ts';

const TAX_BRANCH = { type: 'open-branch', branchId: 'tax', agencyId: TAX.agencyId } as const;
const WARD_BRANCH = { type: 'open-branch', branchId: 'ward', agencyId: WARD.agencyId } as const;
const TAX_DONE = { type: 'finish-branch', branchId: 'tax', result: 'done' } as const;
const WARD_DONE = { type: 'finish-branch', branchId: 'ward', result: 'agreed', note: 'Đúng' } as const;
const ON = { type: 'forward', stepId: 'settle', agencyId: DEPARTMENT.agencyId, outcome: 'disputed' } as const;
const OPINION = {
  type: 'ask-opinion',
  agencyId: WARD.agencyId,
  question: 'Có đồng ý không?',
  workingHours: 8,
} as const;

/** In the survey with its site verification done, so that only branches can block it. */
const verified = () => inSurvey().must('handler', VERIFICATION);
const codes = (history: History, ...agencies: readonly string[]) =>
  agencies.map((agencyId) => codeOf(history.ask('handler', { ...TAX_BRANCH, agencyId })));

describe('parallel branches', () => {
  it('open at several agencies at once, each with its own due moment and warning', () => {
    const history = verified().when('2026-11-20 13:30').must('handler', TAX_BRANCH);
    const { branches, agencies } = history.when('2026-11-20 14:00').must('handler', WARD_BRANCH).state;
    // 16 hours from Friday 13:30: 210 minutes, Monday 480, Wednesday 270; three quarters of them end at 07:30 there.
    expect(branches.map((b) => [b.branchId, b.kind, b.stepId, local(b.dueAt), local(b.warnAt)])).toEqual([
      ['tax', 'branch', 'survey', '2026-11-25 11:30', '2026-11-25 07:30'],
      ['ward', 'branch', 'survey', '2026-11-23 14:00', '2026-11-23 10:00'],
    ]);
    expect(agencies).toEqual(expect.arrayContaining([TAX.agencyId, WARD.agencyId]));
  });

  it('are joined: the step can be left when all opened branches are finished, in any order', () => {
    for (const order of [
      ['tax', 'ward'],
      ['ward', 'tax'],
    ]) {
      const history = verified().must('handler', TAX_BRANCH).must('handler', WARD_BRANCH);
      for (const [index, branchId] of order.entries()) {
        expect(history.ask('handler', ON)).toMatchObject({
          rejection: {
            code: 'branches-open',
            details: { branches: ['tax', 'ward'].filter((b) => order.indexOf(b) >= index) },
          },
        });
        history.must(branchId === 'tax' ? 'taxOfficer' : 'wardLeader', branchId === 'tax' ? TAX_DONE : WARD_DONE);
      }
      expect(history.must('handler', ON).state.step?.stepId).toBe('settle');
    }
  });

  it('are named with their agencies and dates while they are under way, and when they are missing', () => {
    const history = verified().must('handler', TAX_BRANCH);
    const { branchId, agencyId, dueAt } = history.state.branches[0] ?? {};
    const name = GRAPH.steps.flatMap(({ branches = [] }) => branches).find((b) => b.branchId === 'tax')?.name;
    expect(history.ask('handler', ON)).toMatchObject({
      rejection: { details: { open: [{ branchId, agencyId, dueAt, name }] }, agencies: [TAX.agencyId] },
    });
    expect(verified().ask('handler', ON)).toMatchObject({
      rejection: { details: { missing: [{ branchId: 'tax', name }] } },
    });
  });

  it('are mandatory if the procedure requires them, and optional otherwise', () => {
    expect(verified().ask('handler', ON)).toMatchObject({
      rejection: { code: 'branches-missing', details: { branches: ['tax'] } },
    });
    expect(verified().must('handler', TAX_BRANCH).must('taxOfficer', TAX_DONE).must('handler', ON).state.status).toBe(
      'in-processing',
    );
    expect(codeOf(verified().ask('handler', DENY))).toBe('branches-missing');
  });

  it('block sending back and completion as well as forwarding', () => {
    const open = verified().must('handler', TAX_BRANCH);
    expect(codeOf(open.ask('handler', DENY))).toBe('branches-open');
    const later = verified().must('handler', TAX_BRANCH).must('taxOfficer', TAX_DONE).must('handler', ON);
    later.must('handler', OPINION);
    expect(codeOf(later.ask('handler', { type: 'send-back', stepId: 'survey', reason: 'Sai' }))).toBe('branches-open');
  });

  it('are open at most once at a time; after finishing they may be opened again', () => {
    const history = verified().must('handler', TAX_BRANCH);
    expect(codeOf(history.ask('handler', TAX_BRANCH))).toBe('branch-open');
    history.must('taxOfficer', TAX_DONE);
    expect(codeOf(history.ask('taxOfficer', TAX_DONE))).toBe('not-allowed');
    expect(openBranches(history.must('handler', TAX_BRANCH).state)).toHaveLength(1);
    expect(history.state.branches.map((b) => b.result)).toEqual(['done', undefined]);
  });

  it('exist only at their own step, by the name the procedure gives them', () => {
    expect(codeOf(verified().ask('handler', { ...TAX_BRANCH, branchId: 'nowhere' }))).toBe('unknown-branch');
    const later = verified().must('handler', TAX_BRANCH).must('taxOfficer', TAX_DONE).must('handler', ON);
    expect(codeOf(later.ask('handler', WARD_BRANCH))).toBe('unknown-branch');
  });

  it('are limited in number, so that one transaction can end all of them', () => {
    const history = verified();
    for (let count = 0; count < MAX_OPEN_BRANCHES; count += 1) history.must('handler', OPINION);
    expect(codeOf(history.ask('handler', OPINION))).toBe('too-many-branches');
    expect(codeOf(history.ask('handler', TAX_BRANCH))).toBe('too-many-branches');
  });

  it('are also limited over the dossier’s lifetime, so that it can be read in one request', () => {
    const history = verified();
    for (let count = 0; count < 60; count += 1) {
      history.must('handler', OPINION);
      const branchId = history.state.branches.at(-1)?.branchId ?? '';
      history.must('wardOfficer', { type: 'finish-branch', branchId, result: 'agreed' });
    }
    expect(codeOf(history.ask('handler', OPINION))).toBe('too-many-branches');
  });
});

describe('the agency of a branch', () => {
  /** The survey at a desk of the other level, with a branch of that relation. */
  const graphWith = (relation: Branch['relation']): Procedure => ({
    ...GRAPH,
    steps: GRAPH.steps.map((step) => ({ ...step, branches: step.branches?.map((b) => ({ ...b, relation })) })),
  });

  it('is known, of the right kind and at the level the procedure says', () => {
    expect(codes(verified(), 'H50.99', DEPARTMENT.agencyId, TAX_BELOW.agencyId, TAX.agencyId)).toEqual([
      'unknown-agency',
      'wrong-agency',
      'wrong-agency',
      'accepted',
    ]);
  });

  it.each([
    ['same-level', ['accepted', 'wrong-agency']],
    ['up', ['accepted', 'wrong-agency']],
    ['down', ['wrong-agency', 'accepted']],
  ] as const)('%s, seen from a department of the province', (relation, expected) => {
    const each = [TAX, TAX_BELOW].flatMap(({ agencyId }) =>
      codes(inSurvey({ procedure: graphWith(relation) }), agencyId),
    );
    expect(each).toEqual(expected);
  });

  it('of the same level is a commune’s when a commune leads', () => {
    const step = { stepId: 'survey', agencyId: WARD.agencyId };
    const procedure = graphWith('same-level');
    const [first, ...others] = procedure.steps;
    const atWard = {
      ...procedure,
      steps: [{ ...(first as (typeof procedure.steps)[0]), agencyKind: 'commune' as const }, ...others],
    };
    const ask = (agencyId: string) => {
      const history = inSurvey({ procedure }).must('administrator', {
        type: 'correct',
        toStatus: 'accepted',
        reason: 'Nhầm',
      });
      history.world.procedure = atWard;
      history.must('reception', { type: 'forward', ...step });
      return codeOf(history.ask('wardOfficer', { ...TAX_BRANCH, agencyId }));
    };
    expect([TAX, TAX_BELOW].map(({ agencyId }) => ask(agencyId))).toEqual(['wrong-agency', 'accepted']);
    expect(AGENCIES.find((a) => a.agencyId === TAX_BELOW.agencyId)?.level).toBe(WARD.level);
  });

  it('finishes its own branch only, with the roles the procedure names', () => {
    const both = () => verified().must('handler', TAX_BRANCH).must('handler', WARD_BRANCH);
    expect(codeOf(both().ask('taxOfficer', WARD_DONE))).toBe('not-allowed');
    expect(codeOf(both().ask('wardOfficer', WARD_DONE))).toBe('not-allowed');
    expect(codeOf(both().ask('wardLeader', TAX_DONE))).toBe('not-allowed');
    expect(codeOf(both().ask('wardLeader', { ...TAX_DONE, branchId: 'nowhere' }))).toBe('unknown-branch');
    expect(codeOf(both().ask('wardLeader', WARD_DONE))).toBe('accepted');
  });

  it('may answer while the main line waits for the applicant', () => {
    const history = verified().must('handler', TAX_BRANCH);
    history.must('handler', { type: 'request-supplement', items: ITEMS });
    expect(openBranches(history.must('taxOfficer', TAX_DONE).state)).toEqual([]);
    expect(history.state.status).toBe('supplement-required');
  });

  it('resumes with its remaining time after a pause; overdue branches stay overdue', () => {
    const history = verified().when('2026-11-20 13:30').must('handler', TAX_BRANCH).must('handler', WARD_BRANCH);
    history.when('2026-11-25 10:00').must('approver', { type: 'stop', ground: 'Chờ kết luận' });
    const dues = () => history.state.branches.map((b) => [b.branchId, local(b.dueAt)]);
    const before = dues();
    expect(before).toEqual([
      ['tax', '2026-11-25 11:30'],
      ['ward', '2026-11-23 13:31'],
    ]);
    history.when('2026-11-26 14:00').must('approver', { type: 'resume' });
    expect(dues()).toEqual([['tax', '2026-11-26 15:30'], before[1]]);
    const timers = timersOf(history.state).filter((timer) => timer.of === 'branch' && timer.kind === 'breach');
    expect(timers.map(({ id, at: due }) => [id, local(due)])).toEqual(dues());
  });

  it('cannot act after the end of the dossier', () => {
    const stopped = () =>
      verified().must('handler', TAX_BRANCH).must('approver', { type: 'stop', ground: 'Người nộp xin dừng' });
    expect(codeOf(stopped().ask('taxOfficer', TAX_DONE))).toBe('accepted');
    const history = stopped();
    history.must('reception', { type: 'return-result', method: 'counter' });
    expect(codeOf(history.ask('taxOfficer', TAX_DONE))).toBe('wrong-status');
  });

  it.each([
    ['2026-11-25 06:59', 'early'],
    ['2026-11-25 11:30', 'on-time'],
    ['2026-11-25 13:30', 'overdue'],
  ])('finishing at %s is %s', (moment, timeliness) => {
    const history = verified().when('2026-11-20 13:30').must('handler', TAX_BRANCH);
    history.when(moment).must('taxOfficer', TAX_DONE);
    expect(history.state.branches).toMatchObject([{ result: 'done', timeliness }]);
    expect(history.log.at(-1)).toMatchObject({ type: 'branch-finished', timeliness });
  });
});

describe('an opinion', () => {
  it('can be requested from any other agency, with a question and a time limit, and blocks the step until it is given', () => {
    const history = verified().must('handler', TAX_BRANCH).must('taxOfficer', TAX_DONE).when('2026-11-23 08:00');
    history.must('handler', OPINION);
    const opinion = history.state.branches.at(-1);
    expect(opinion).toMatchObject({ kind: 'opinion', agencyId: WARD.agencyId, stepId: 'survey' });
    expect(local(opinion?.dueAt ?? '')).toBe('2026-11-25 08:00');
    expect(history.log.at(-1)).toMatchObject({ type: 'branch-opened', question: 'Có đồng ý không?' });
    expect(codeOf(history.ask('handler', ON))).toBe('branches-open');
    const branchId = opinion?.branchId ?? '';
    history.must('wardOfficer', { type: 'finish-branch', branchId, result: 'disagreed' });
    expect(codeOf(history.ask('handler', ON))).toBe('accepted');
  });

  it('given late is recorded as late', () => {
    const history = verified().when('2026-11-23 08:00').must('handler', OPINION);
    const branchId = history.state.branches.at(-1)?.branchId ?? '';
    history.when('2026-11-25 08:01').must('wardOfficer', { type: 'finish-branch', branchId, result: 'agreed' });
    expect(history.state.branches.at(-1)).toMatchObject({ result: 'agreed', timeliness: 'overdue' });
  });

  it('cannot be requested from the own agency; several may be open at once', () => {
    expect(codeOf(verified().ask('handler', { ...OPINION, agencyId: DEPARTMENT.agencyId }))).toBe('wrong-agency');
    const history = verified()
      .must('handler', OPINION)
      .must('handler', { ...OPINION, agencyId: TAX.agencyId });
    expect(new Set(openBranches(history.state).map((b) => b.branchId)).size).toBe(2);
  });
});

describe('verification on site', () => {
  const joined = () => inSurvey().must('handler', TAX_BRANCH).must('taxOfficer', TAX_DONE);

  it('is mandatory for the steps named by the procedure, before they are left', () => {
    expect(codeOf(joined().ask('handler', ON))).toBe('site-verification-missing');
    expect(codeOf(joined().ask('handler', DENY))).toBe('site-verification-missing');
    expect(codeOf(joined().must('handler', VERIFICATION).ask('handler', ON))).toBe('accepted');
  });

  it('records time, place, participants and content, for each visit', () => {
    const history = joined()
      .must('handler', VERIFICATION)
      .must('handler', { ...VERIFICATION, place: 'Thửa số 13' });
    const { type: _, ...recorded } = VERIFICATION;
    expect(history.state.verifications).toEqual([
      { ...recorded, stepId: 'survey' },
      { ...recorded, stepId: 'survey', place: 'Thửa số 13' },
    ]);
  });

  it('must be in the past and at a step with site verification', () => {
    expect(inSurvey().ask('handler', { ...VERIFICATION, verifiedAt: at(10_000) })).toMatchObject({
      rejection: { code: 'moment-in-the-future', fields: ['verifiedAt'] },
    });
    const later = joined().must('handler', VERIFICATION).must('handler', ON);
    expect(codeOf(later.ask('handler', VERIFICATION))).toBe('no-site-verification-here');
  });
});

import { describe, expect, it } from 'vitest';
import { CLOSING_GROUND_NAMES, CLOSING_GROUNDS, type ClosingGround } from '../../../shared/dossier/closing-grounds.ts';
import {
  accepted,
  COMPANY,
  codeOf,
  completed,
  inSurvey,
  OWNER_KEY,
  submitted,
  TAX,
  underWay,
  uuidOf,
  WARD,
  type World,
} from './world.ts';

const ABOLISHED = { type: 'close', ground: 'procedure-abolished', legalGround: 'Quyết định 12/QĐ-UBND' } as const;
const HEADS = CLOSING_GROUND_NAMES.filter((ground) => CLOSING_GROUNDS[ground].closedBy === 'head');

/** Dossiers of the kind of applicant that the ground is about. */
const befallen = (ground: ClosingGround) =>
  CLOSING_GROUNDS[ground].befalls === 'organisation'
    ? ([() => submitted({ applicant: COMPANY }), () => underWay({ applicant: COMPANY })] as const)
    : ([submitted, underWay] as const);

describe('closing a dossier on a listed ground', () => {
  it.each(HEADS)('%s refuses before acceptance and stops after it, with ground and law', (ground) => {
    const other = CLOSING_GROUNDS[ground].otherDossier ? { otherDossierCode: 'H50.1-261119-0007' } : {};
    const command = { type: 'close', ground, legalGround: 'Điều 17', ...other } as const;
    const [submitted, underWay] = befallen(ground);
    const refused = submitted().must('reception', command);
    expect(refused.log.at(-1)).toMatchObject({ type: 'rejected', legalGround: 'Điều 17', closing: ground });
    const stopped = underWay().must('approver', command);
    expect(stopped.log.findLast(({ type }) => type === 'stopped')).toMatchObject({ closing: ground });
    expect(JSON.stringify(stopped.log.at(-1))).toContain('Căn cứ pháp lý: Điều 17');
    stopped.must('reception', { type: 'return-result', method: 'counter' });
    expect(stopped.state.status).toBe('returned');
  });

  it('needs the legal ground, and of a duplicate the code of another dossier', () => {
    const history = underWay();
    expect(codeOf(history.ask('approver', { type: 'close', ground: 'applicant-died' }))).toBe('reason-required');
    const duplicate = { type: 'close', ground: 'duplicate-dossier', legalGround: 'Điều 17' } as const;
    expect(codeOf(history.ask('approver', duplicate))).toBe('other-dossier-required');
    const own = history.state.dossierCode;
    expect(codeOf(history.ask('approver', { ...duplicate, otherDossierCode: own }))).toBe('other-dossier-required');
    expect(codeOf(history.ask('approver', { ...ABOLISHED, otherDossierCode: 'H50.1-261119-0007' }))).toBe(
      'other-dossier-required',
    );
  });

  it('fits the kind of applicant: people die, organisations are dissolved', () => {
    const close = (ground: ClosingGround) => ({ type: 'close', ground, legalGround: 'Điều 17' }) as const;
    expect(underWay().ask('approver', close('organisation-dissolved'))).toMatchObject({
      rejection: { code: 'ground-does-not-fit', fields: ['ground'], details: { applicant: 'citizen' } },
    });
    const company = underWay({ applicant: COMPANY });
    expect(codeOf(company.ask('approver', close('applicant-died')))).toBe('ground-does-not-fit');
  });

  it('as a duplicate names a dossier that exists, is of the same applicant and did not end without a result', () => {
    const twin = { dossierId: uuidOf(700), ownerKey: OWNER_KEY, ended: false };
    const named = (otherDossier: World['otherDossier']) =>
      underWay({ otherDossier }).ask('approver', {
        ...{ type: 'close', ground: 'duplicate-dossier', legalGround: 'Điều 17' },
        otherDossierCode: 'H50.1-261119-0007',
      });
    expect(codeOf(named(undefined))).toBe('other-dossier-unknown');
    expect(codeOf(named({ ...twin, dossierId: underWay().state.dossierId }))).toBe('other-dossier-unknown');
    expect(codeOf(named({ ...twin, ownerKey: 'b'.repeat(64) }))).toBe('other-dossier-of-another');
    expect(codeOf(named({ ...twin, ended: true }))).toBe('other-dossier-ended');
    expect(codeOf(named(twin))).toBe('accepted');
  });

  it('is for reception before processing and for the head of the agency after it', () => {
    expect(codeOf(submitted().ask('owner', ABOLISHED))).toBe('not-allowed');
    expect(codeOf(submitted().ask('otherReception', ABOLISHED))).toBe('dossier-not-found');
    expect(codeOf(accepted().ask('reception', ABOLISHED))).toBe('accepted');
    expect(codeOf(underWay().ask('reception', ABOLISHED))).toBe('not-allowed');
    expect(codeOf(underWay().ask('administrator', ABOLISHED))).toBe('not-allowed');
  });

  it('is too late for a result that waits to be returned', () => {
    expect(codeOf(completed().ask('approver', ABOLISHED))).toBe('wrong-status');
  });

  it('refunds what was paid where the ground says so, and else as decided', () => {
    const paid = () => {
      const history = underWay().must('handler', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } });
      const { obligationId = '', amount = 0 } = history.state.obligations[0] ?? {};
      return history.must('reception', { type: 'record-counter-payment', obligationId, receiptNumber: 'BL1', amount });
    };
    const refunds = (history: ReturnType<typeof paid>) => history.state.surplusPayments.map(({ reason }) => reason);
    expect(refunds(paid().must('approver', ABOLISHED))).toEqual(['stopped']);
    const died = { type: 'close', ground: 'applicant-died', legalGround: 'Điều 17' } as const;
    expect(refunds(paid().must('approver', died))).toEqual([]);
    expect(refunds(paid().must('approver', { ...died, refunded: true }))).toEqual(['stopped']);
  });

  it('leaves the ordinary refusal to dossiers that wait for nothing', () => {
    const waiting = submitted().must('reception', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } });
    const reject = { type: 'reject', legalGround: 'Điều 17', reason: 'Không đủ' } as const;
    expect(codeOf(waiting.ask('reception', reject))).toBe('wrong-status');
  });
});

describe('an agency that was asked', () => {
  const TO_TAX = { type: 'open-branch', branchId: 'tax', agencyId: TAX.agencyId } as const;
  const CANCEL = { type: 'cancel-branch', branchId: 'tax', reason: 'Gửi nhầm' } as const;
  const opened = () => inSurvey().must('handler', TO_TAX);
  const breach = (history: ReturnType<typeof opened>, id: string) => {
    const { dueAt } = history.state.branches.find((b) => b.branchId === id) ?? { dueAt: '' };
    const timer = { kind: 'breach', of: 'branch', id, at: dueAt } as const;
    history.minute += 60 * 24 * 10;
    return history.must('system', { type: 'fire-timer', timer });
  };

  it('by mistake is asked no longer; a branch that every dossier needs is opened again', () => {
    const history = opened().must('handler', CANCEL);
    expect(history.state.branches[0]).toMatchObject({ cancelled: 'mistaken' });
    expect(codeOf(history.ask('taxOfficer', { type: 'finish-branch', branchId: 'tax', result: 'done' }))).not.toBe(
      'accepted',
    );
    const verification = { type: 'record-verification', verifiedAt: history.state.createdAt, place: 'Thửa 1' } as const;
    history.must('handler', { ...verification, participants: ['Chủ đất'], content: 'Đúng' });
    const on = { type: 'forward', stepId: 'sign', agencyId: 'H50.12', outcome: 'plain' } as const;
    expect(codeOf(history.ask('handler', on))).toBe('branches-missing');
    history.must('handler', TO_TAX).must('taxOfficer', { type: 'finish-branch', branchId: 'tax', result: 'done' });
    expect(codeOf(history.ask('handler', on))).toBe('accepted');
  });

  it('is cancelled by those who asked it only, and once', () => {
    expect(codeOf(opened().ask('taxOfficer', CANCEL))).toBe('not-allowed');
    expect(codeOf(opened().ask('administrator', CANCEL))).toBe('not-allowed');
    expect(codeOf(opened().must('handler', CANCEL).ask('handler', CANCEL))).toBe('unknown-branch');
  });

  it('and keeps silent: its head was reminded, and the head of the step goes on without it', () => {
    const history = breach(opened(), 'tax');
    expect(history.log.at(-1)?.type).toBe('deadline-breached');
    history.must('approver', CANCEL);
    expect(history.state.branches[0]).toMatchObject({ cancelled: 'without-answer' });
    const verification = { type: 'record-verification', verifiedAt: history.state.createdAt, place: 'Thửa 1' } as const;
    history.must('handler', { ...verification, participants: ['Chủ đất'], content: 'Đúng' });
    expect(
      codeOf(history.ask('handler', { type: 'forward', stepId: 'sign', agencyId: 'H50.12', outcome: 'plain' })),
    ).toBe('accepted');
  });

  it('and keeps silent: a handler cannot go on without it, nor anybody where its answer is indispensable', () => {
    expect(breach(opened(), 'tax').must('handler', CANCEL).state.branches[0]?.cancelled).toBe('mistaken');
    const procedure = structuredClone(inSurvey().world.procedure);
    const branch = procedure?.steps[0]?.branches?.[0];
    if (procedure === undefined || branch === undefined) throw new Error('no branch');
    branch.whenSilent = 'awaited';
    const history = breach(inSurvey({ procedure }).must('handler', TO_TAX), 'tax').must('approver', CANCEL);
    expect(history.state.branches[0]?.cancelled).toBe('mistaken');
  });

  it('and keeps silent where the procedure takes silence for consent: it is deemed to agree at its due moment', () => {
    const procedure = structuredClone(inSurvey().world.procedure);
    const branch = procedure?.steps[0]?.branches?.[0];
    if (procedure === undefined || branch === undefined) throw new Error('no branch');
    branch.whenSilent = 'deemed-agreed';
    procedure.silentOpinion = 'deemed-agreed';
    const history = breach(inSurvey({ procedure }).must('handler', TO_TAX), 'tax');
    expect(history.log.slice(-2)).toMatchObject([
      { type: 'deadline-breached' },
      { type: 'branch-finished', result: 'agreed', deemed: true, timeliness: 'overdue' },
    ]);
    expect(history.state.branches[0]).toMatchObject({ result: 'agreed', deemed: true });
    const opinion = { type: 'ask-opinion', agencyId: WARD.agencyId, question: 'Đồng ý?', workingHours: 8 } as const;
    history.must('handler', opinion);
    const { branchId = '' } = history.state.branches.at(-1) ?? {};
    expect(breach(history, branchId).state.branches.at(-1)).toMatchObject({ deemed: true });
  });
});

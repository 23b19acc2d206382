import { describe, expect, it } from 'vitest';
import type { Agency } from '../../../shared/procedure/schema.ts';
import {
  AGENCIES,
  accepted,
  atLastStep,
  DEPARTMENT,
  draft,
  History,
  inProcessing,
  inSurvey,
  RECEPTION,
  submitted,
  TAX,
  WARD,
} from './world.ts';

const rejection = (code: string, field: string) => ({ ok: false, rejection: { code, fields: [field] } });

describe('the closing of an agency', () => {
  const closes = (...ids: readonly string[]) =>
    AGENCIES.map(
      (agency): Agency =>
        ids.includes(agency.agencyId)
          ? { ...agency, closed: { on: '2026-11-20', successor: agency === RECEPTION ? 'H50.2' : 'H50.14' } }
          : agency,
    );
  const move = (agencyId: string) => ({ type: 'move-to-successor', agencyId }) as const;

  it('moves what the agency has of an open dossier, with its dates and code', () => {
    const history = inProcessing();
    history.world.agencies = closes('H50.12');
    const { step, appointments, dossierCode } = history.state;
    history.must('administrator', move('H50.12'));
    expect(history.state).toMatchObject({
      receivingAgency: 'H50.1',
      step: { ...step, agencyId: 'H50.14' },
      appointments,
      dossierCode,
      agencies: ['H50.1', 'H50.12', 'H50.14'],
    });
  });

  it('moves open opinions and leaves finished steps with the agency that did them', () => {
    const history = inProcessing().must('handler', {
      type: 'ask-opinion',
      agencyId: WARD.agencyId,
      question: 'Có tranh chấp không?',
      workingHours: 8,
    });
    history.world.agencies = closes(WARD.agencyId);
    history.must('system', move(WARD.agencyId));
    expect(history.state.branches).toMatchObject([{ agencyId: 'H50.14' }]);
    expect(history.state.agencies).toEqual(['H50.1', 'H50.12', 'H50.20', 'H50.14']);
    expect(
      history.ask('wardOfficer', {
        type: 'finish-branch',
        branchId: history.state.branches[0]?.branchId ?? '',
        result: 'agreed',
      }),
    ).toMatchObject({ rejection: { code: 'not-allowed' } });
  });

  it('moves nothing of an agency that is open, or has nothing of the dossier, or of an ended dossier', () => {
    const history = submitted();
    expect(history.ask('system', move('H50.1'))).toMatchObject(rejection('agency-not-closed', 'agencyId'));
    expect(history.ask('system', move('H50.3'))).toMatchObject(rejection('no-change', 'agencyId'));
    history.must('reception', { type: 'reject', legalGround: 'Điều 17', reason: 'Không đủ điều kiện' });
    expect(history.ask('system', move('H50.3'))).toMatchObject({ rejection: { code: 'wrong-status' } });
  });

  it('is carried out by administrators and by the successor, not by other officers', () => {
    const history = submitted();
    history.world.agencies = closes('H50.1');
    expect(history.ask('reception', move('H50.1'))).toMatchObject({ rejection: { code: 'not-allowed' } });
    expect(history.ask('administrator', move('H50.1'))).toMatchObject({ ok: true });
  });
});

describe('an agency whose successor was closed in turn', () => {
  /** The first into the second on the 20th, the second into the third on the 23rd. */
  const line = (first: string, second: string, third: string) => (agency: Agency) => {
    if (agency.agencyId === first) return { ...agency, closed: { on: '2026-11-20', successor: second } };
    return agency.agencyId === second ? { ...agency, closed: { on: '2026-11-23', successor: third } } : agency;
  };

  it('leaves its dossiers to the one that has the tasks now', () => {
    const history = inProcessing();
    history.world.agencies = AGENCIES.map(line('H50.12', 'H50.30', 'H50.14'));
    history.when('2026-11-23 08:00').must('system', { type: 'move-to-successor', agencyId: 'H50.12' });
    expect(history.state.step?.agencyId).toBe('H50.14');
  });

  it('has imports go on to the one that has the tasks now', () => {
    const history = new History({ agencies: AGENCIES.map(line('H50.3', 'H50.1', 'H50.2')) });
    const imported = {
      type: 'import-dossier',
      draft: draft({ receivingAgency: 'H50.3' }),
      nationalCode: 'G09.20-20260609-0001',
    } as const;
    history.when('2026-11-23 08:00').must('system', imported);
    expect(history.state).toMatchObject({ receivingAgency: 'H50.2', receivedBy: 'H50.3' });
  });

  it('is named with the one that has the tasks now', () => {
    const history = new History({ agencies: AGENCIES.map(line('H50.3', 'H50.1', 'H50.2')) });
    const opened = { type: 'create-draft', draft: draft({ receivingAgency: 'H50.3' }) } as const;
    expect(history.when('2026-11-23 08:00').ask('owner', opened)).toMatchObject({
      rejection: { details: { successor: 'H50.2', on: '2026-11-20' }, agencies: ['H50.3', 'H50.2'] },
    });
  });
});

describe('a closed agency', () => {
  const closed = (agencyId: string) =>
    AGENCIES.map((agency): Agency => {
      return agency.agencyId === agencyId ? { ...agency, closed: { on: '2026-11-20', successor: 'H50.14' } } : agency;
    });
  const refused = { rejection: { code: 'agency-closed', fields: ['agencyId'], details: { successor: 'H50.14' } } };

  it('gets no step, no branch and no question', () => {
    const agencies = closed(DEPARTMENT.agencyId);
    const forward = { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId } as const;
    expect(accepted({ agencies }).ask('reception', forward)).toMatchObject(refused);
    const survey = inSurvey();
    survey.world.agencies = closed(TAX.agencyId);
    const branch = { type: 'open-branch', branchId: 'tax', agencyId: TAX.agencyId } as const;
    expect(survey.ask('handler', branch)).toMatchObject(refused);
    survey.world.agencies = closed(WARD.agencyId);
    const ask = { agencyId: WARD.agencyId, question: 'Có tranh chấp không?', workingHours: 8 };
    expect(survey.ask('handler', { type: 'ask-opinion', ...ask })).toMatchObject(refused);
  });

  it('gets nothing sent back either: its successor does', () => {
    const history = atLastStep();
    history.world.agencies = closed(DEPARTMENT.agencyId);
    history.must('approver', { type: 'send-back', stepId: 'examine', reason: 'Thiếu chữ ký' });
    expect(history.state.step).toMatchObject({ stepId: 'examine', agencyId: 'H50.14' });
  });
});

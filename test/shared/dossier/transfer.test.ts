import { describe, expect, it } from 'vitest';
import { AUDIENCES } from '../../../shared/dossier/audience.ts';
import { toPublicEvent } from '../../../shared/dossier/public-event.ts';
import { audiencesOf, mayRead } from '../../../shared/dossier/rights.ts';
import { holdersOf } from '../../../shared/dossier/state.ts';
import type { Agency } from '../../../shared/procedure/schema.ts';
import {
  ACTORS,
  AGENCIES,
  accepted,
  CLOSED_RECEPTION,
  DEPARTMENT,
  draft,
  draftWithPaper,
  HANDED_OVER,
  History,
  inProcessing,
  PROCEDURE,
  promises,
  RECEPTION,
  SECOND_RECEPTION,
  submitted,
  TAX,
  WARD_RECEPTION,
} from './world.ts';

const transferTo = (agencyId: string) => ({ type: 'transfer', agencyId, reason: 'Không thuộc thẩm quyền' }) as const;
const rejection = (code: string, field: string) => ({ ok: false, rejection: { code, fields: [field] } });

describe('a draft', () => {
  const opening = (overrides: Parameters<typeof draft>[0]) =>
    new History().ask('owner', { type: 'create-draft', draft: draft(overrides) });

  it.each([
    ['a department', { receivingAgency: DEPARTMENT.agencyId }, 'not-a-reception', 'receivingAgency'],
    ['a closed reception', { receivingAgency: CLOSED_RECEPTION.agencyId }, 'agency-closed', 'receivingAgency'],
    ['a reception of another level', { receivingAgency: WARD_RECEPTION.agencyId }, 'wrong-level', 'receivingAgency'],
    [
      'a reception that serves other communes',
      { receivingAgency: SECOND_RECEPTION.agencyId, place: '18859' },
      'outside-jurisdiction',
      'receivingAgency',
    ],
    ['an agency that decides nothing', { competentAgency: TAX.agencyId }, 'not-competent', 'competentAgency'],
    ['a closed competent one', { competentAgency: CLOSED_RECEPTION.agencyId }, 'agency-closed', 'competentAgency'],
    [
      'a competent one of another level',
      { competentAgency: WARD_RECEPTION.agencyId },
      'wrong-level',
      'competentAgency',
    ],
    [
      'a competent one for other communes',
      { competentAgency: SECOND_RECEPTION.agencyId, place: '18859' },
      'outside-jurisdiction',
      'competentAgency',
    ],
  ])('rejects %s', (_, overrides, code, field) => {
    expect(opening(overrides)).toMatchObject(rejection(code, field));
  });

  it('takes any reception that names the competent agency, and the place it serves', () => {
    expect(opening({ receivingAgency: WARD_RECEPTION.agencyId, competentAgency: DEPARTMENT.agencyId })).toMatchObject({
      ok: true,
    });
    expect(opening({ receivingAgency: SECOND_RECEPTION.agencyId, place: '19333' })).toMatchObject({ ok: true });
  });
});

it('a draft whose agencies were closed since is filed all the same, and goes to those that have their tasks', () => {
  const competentAgency = DEPARTMENT.agencyId;
  const history = new History().must('reception', {
    type: 'create-draft',
    draft: draft({ channel: 'direct', competentAgency }),
  });
  const closed = { 'H50.1': 'H50.2', [competentAgency]: 'H50.14' } as Readonly<Record<string, string>>;
  history.world.agencies = AGENCIES.map((agency): Agency => {
    const successor = closed[agency.agencyId];
    return successor === undefined ? agency : { ...agency, closed: { on: '2026-11-20', successor } };
  });
  const move = { type: 'move-to-successor', agencyId: 'H50.1' } as const;
  expect(history.ask('system', move)).toMatchObject({ rejection: { code: 'wrong-status' } });
  history.must('reception', { type: 'submit' });
  expect(history.log.map(({ type }) => type)).toEqual(['draft-created', 'submitted', 'transferred', 'transferred']);
  expect(history.state).toMatchObject({ receivingAgency: 'H50.2', competentAgency: 'H50.14', status: 'submitted' });
  history.must('otherReception', { type: 'accept', assessment: { fees: [{ code: 'fee' }] }, handedOver: HANDED_OVER });
});

describe('a dossier imported from the national portal', () => {
  const imported = (overrides: Parameters<typeof draft>[0], history = new History()) =>
    history.ask('system', { type: 'import-dossier', draft: draft(overrides), nationalCode: 'G09.20-20260609-0001' });

  it('is refused to its sender when it is addressed to no reception', () => {
    expect(imported({ receivingAgency: DEPARTMENT.agencyId })).toMatchObject(
      rejection('not-a-reception', 'receivingAgency'),
    );
  });

  it('is taken in by a reception of another level or place, which transfers it', () => {
    const history = new History();
    expect(imported({ receivingAgency: SECOND_RECEPTION.agencyId, place: '18859' }, history)).toMatchObject({
      ok: true,
    });
    history.must('otherReception', transferTo('H50.1'));
    expect(history.state).toMatchObject({ receivingAgency: 'H50.1', receivedBy: 'H50.2', status: 'submitted' });
    expect(imported({ receivingAgency: WARD_RECEPTION.agencyId })).toMatchObject({ ok: true });
  });

  it('goes on to the successor of a closed reception at once, with the code it got', () => {
    const history = new History();
    imported({ receivingAgency: CLOSED_RECEPTION.agencyId }, history);
    expect(history.log.map(({ type }) => type)).toEqual(['imported', 'transferred']);
    expect(history.state).toMatchObject({ receivingAgency: 'H50.2', receivedBy: 'H50.3', status: 'submitted' });
    history.must('otherReception', { type: 'accept' });
  });
});

it('names the successor of a closed agency', () => {
  const opened = { type: 'create-draft', draft: draft({ receivingAgency: CLOSED_RECEPTION.agencyId }) } as const;
  expect(new History().ask('owner', opened)).toMatchObject({
    rejection: { details: { successor: 'H50.2', on: '2026-11-20' } },
  });
});

it('is open until the day of its closing in Viet Nam', () => {
  const opened = { type: 'create-draft', draft: draft({ receivingAgency: CLOSED_RECEPTION.agencyId }) } as const;
  expect(new History().when('2026-11-19 23:58').ask('owner', opened)).toMatchObject({ ok: true });
  expect(new History().when('2026-11-20 00:00').ask('owner', opened)).toMatchObject({ ok: false });
});

describe('a transfer', () => {
  it('leaves an unaccepted dossier without a promise, at the competent reception', () => {
    const history = submitted().must('reception', transferTo('H50.2'));
    expect(history.state).toMatchObject({
      status: 'submitted',
      receivingAgency: 'H50.2',
      receivedBy: 'H50.1',
      agencies: ['H50.1', 'H50.2'],
      appointments: [],
    });
    expect(history.ask('reception', { type: 'accept' })).toMatchObject({ rejection: { code: 'not-allowed' } });
    history.must('otherReception', { type: 'accept' });
  });

  it('leaves every former reception what it may read: all texts, as for the agency of a finished step', () => {
    const history = submitted().must('reception', transferTo('H50.2'));
    history.must('otherReception', transferTo('H50.1')).must('reception', transferTo('H50.2'));
    expect(history.state.heldBefore).toEqual(['H50.1', 'H50.2']);
    history.must('otherReception', { type: 'accept', assessment: { fees: [{ code: 'fee' }] } });
    const forward = { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId } as const;
    const { state } = history.must('otherReception', forward);
    expect(holdersOf(state)).toEqual(['H50.2', 'H50.1', 'H50.12']);
    expect(mayRead(state, ACTORS.reception)).toBe(true);
    expect(audiencesOf(state, ACTORS.reception)).toEqual(AUDIENCES);
    const remind = { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT.agencyId } as const;
    expect(history.ask('reception', remind)).toMatchObject({ rejection: { code: 'not-allowed' } });
  });

  it('of a same-day procedure promises the day of the arrival, or after 15:00 the next one', () => {
    const arriving = (moment: string) => {
      const history = accepted({ procedure: { ...PROCEDURE, sameDay: true, workingHours: 8 } });
      return promises(history.when(moment).must('reception', transferTo('H50.2')).state)
        .at(-1)
        ?.split(' was ')[0];
    };
    expect(arriving('2026-11-23 09:00')).toBe('received 2026-11-23 17:00');
    // Tuesday the 24th is a day off.
    expect(arriving('2026-11-23 15:30')).toBe('received 2026-11-25 17:00');
  });

  it('counts the promise again from the arrival and keeps the earlier one', () => {
    const history = accepted();
    const [first] = promises(history.state);
    const code = history.state.dossierCode;
    history.when('2026-11-23 09:00').must('reception', transferTo('H50.2'));
    // 48 hours from Monday 09:00; Tuesday the 24th is a day off.
    expect(promises(history.state)).toEqual([
      first,
      `received 2026-12-02 09:00 was ${String(first).replace('accepted ', '')}`,
    ]);
    expect(history.state.dossierCode).toBe(code);
  });

  it.each([
    ['an unknown agency', 'H50.99', 'unknown-agency'],
    ['the same reception', RECEPTION.agencyId, 'no-change'],
    ['a department', DEPARTMENT.agencyId, 'not-a-reception'],
    ['a closed reception', CLOSED_RECEPTION.agencyId, 'agency-closed'],
    ['a reception of another level', WARD_RECEPTION.agencyId, 'wrong-level'],
  ])('does not go to %s', (_, agencyId, code) => {
    expect(submitted().ask('reception', transferTo(agencyId))).toMatchObject(rejection(code, 'agencyId'));
  });

  it('does not go where the place of the matter is not served', () => {
    const history = new History()
      .must('reception', { type: 'create-draft', draft: draft({ channel: 'direct', place: '18859' }) })
      .must('reception', { type: 'submit' });
    expect(history.ask('reception', transferTo('H50.2'))).toMatchObject(rejection('outside-jurisdiction', 'agencyId'));
  });

  it('comes before the first step, from the reception that has the dossier', () => {
    expect(inProcessing().ask('reception', transferTo('H50.2'))).toMatchObject({ rejection: { code: 'wrong-status' } });
    expect(draftWithPaper().ask('owner', transferTo('H50.2'))).toMatchObject({ rejection: { code: 'not-allowed' } });
    const moved = submitted().must('reception', transferTo('H50.2'));
    expect(moved.ask('reception', transferTo('H50.1'))).toMatchObject({ rejection: { code: 'not-allowed' } });
  });

  it('is published with both agencies and without its reason', () => {
    const event = submitted().must('reception', transferTo('H50.2')).log.at(-1);
    if (event === undefined) throw new Error('nothing happened');
    const { data } = toPublicEvent(event, 'quang-tri');
    expect(data).toMatchObject({ cause: 'competence', fromAgency: 'H50.1', toAgency: 'H50.2', agencyId: 'H50.2' });
    expect(JSON.stringify(data)).not.toContain('thẩm quyền');
  });
});

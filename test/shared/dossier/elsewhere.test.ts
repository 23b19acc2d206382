import { describe, expect, it } from 'vitest';
import { ACCEPT_AT_COUNTER, at, DEPARTMENT, draft, History, RECEPTION, REQUEST_PAPER } from './world.ts';

/** Handed in at the provincial desk, decided by the department: Friday 20 November 2026, 08:01 in Viet Nam. */
const elsewhere = (channel: 'direct' | 'online', competentAgency: string = DEPARTMENT.agencyId) =>
  ({ type: 'create-draft', draft: draft({ channel, competentAgency }) }) as const;

describe('a dossier that is received elsewhere', () => {
  it('names a competent agency the province has', () => {
    expect(new History().ask('owner', elsewhere('online', 'H50.99'))).toMatchObject({
      ok: false,
      rejection: { code: 'unknown-agency', fields: ['competentAgency'] },
    });
  });

  it('counts from when its paper documents must arrive, then from their arrival, keeping both dates', () => {
    const history = new History()
      .must('reception', elsewhere('direct'))
      .must('reception', { type: 'submit' })
      .must('reception', ACCEPT_AT_COUNTER);
    // Received Friday morning: paper is due at the department by 17:00, so the clock starts Monday 07:00. 48 hours are
    // six working days: Monday, (Tuesday the 24th is a day off) Wednesday to Friday, Monday, Tuesday 1 December 17:00.
    expect(history.state.appointments).toMatchObject([
      { reason: 'accepted', from: '2026-11-20T10:00:00.000Z', appointmentAt: '2026-12-01T10:00:00.000Z' },
    ]);
    history.must('reception', { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId });
    // It went over at once: 08:04 on Friday, so six working days later at the same time of day.
    expect(history.state.appointments.at(-1)).toMatchObject({
      reason: 'received',
      from: at(4),
      previousAt: '2026-12-01T10:00:00.000Z',
      appointmentAt: '2026-12-01T01:04:00.000Z',
    });
    expect(history.state.appointmentAt).toBe('2026-12-01T01:04:00.000Z');
  });

  it('counts from acceptance when there is no paper, and moves only if it is received later', () => {
    const history = new History()
      .must('owner', elsewhere('online'))
      .must('system', { type: 'attach-document', document: REQUEST_PAPER })
      .must('owner', { type: 'submit' })
      .must('reception', { type: 'accept' });
    expect(history.state.appointments[0]?.from).toBe(at(history.minute));
    history.minute += 60;
    history.must('reception', { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId });
    expect(history.state.appointments).toHaveLength(2);
  });

  it('stays as it is for a dossier received by the agency’s own desk', () => {
    const history = new History()
      .must('reception', { type: 'create-draft', draft: draft({ channel: 'direct' }) })
      .must('reception', { type: 'submit' })
      .must('reception', ACCEPT_AT_COUNTER)
      .must('reception', { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId });
    expect(history.state.appointments).toHaveLength(1);
    expect(history.state.receivingAgency).toBe(RECEPTION.agencyId);
  });
});

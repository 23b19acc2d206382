import { describe, expect, it } from 'vitest';
import { openCorrection } from '../../../shared/dossier/correction-request.ts';
import { toPublicEvent } from '../../../shared/dossier/public-event.ts';
import { mayRead } from '../../../shared/dossier/rights.ts';
import { timersOf } from '../../../shared/dossier/timers.ts';
import type { Applicant, Filer } from '../../../shared/dossier/values.ts';
import { isVouchedFor } from '../../../shared/mail/confirmed-mail.ts';
import { filerRowOf } from '../../../shared/platform/table/keys.ts';
import { summaryRow } from '../../../shared/record/transaction.ts';
import { PARENT } from './samples.ts';
import { ACTORS, accepted, codeOf, completed, draft, History, inProcessing, REQUEST_PAPER } from './world.ts';

const { applicant } = draft();
const MOVED = { ...applicant, address: 'Cam Lộ' } as Applicant;
const ASK = { type: 'request-correction', applicant: MOVED, reason: 'Đã chuyển nhà' } as const;
const asked = (history = accepted()) => history.must('owner', ASK);
const idOf = ({ state }: History) => openCorrection(state)?.requestId ?? '';
const confirm = (history: History) =>
  ({ type: 'correct-particulars', requestId: idOf(history), reason: 'Đúng' }) as const;
const refuse = (history: History) =>
  ({ type: 'refuse-correction', requestId: idOf(history), reason: 'Không khớp căn cước' }) as const;

/** Filed by the mother; the owner has been confirmed by reception. */
function withFiler(filer: Filer = PARENT): History {
  const history = new History()
    .must('parent', { type: 'create-draft', draft: draft({ filer }) })
    .must('system', { type: 'attach-document', document: REQUEST_PAPER })
    .must('parent', { type: 'submit' });
  const { name, identity } = applicant;
  const read = { type: 'confirm-identity', person: 'applicant', name, number: identity.number } as const;
  return history.must('reception', read);
}

describe('a correction that the owner asks for', () => {
  it('changes nothing yet, waits in the inbox, and says in public only which fields', () => {
    const history = asked();
    expect(history.state.applicant).toEqual(applicant);
    expect(history.state.correction).toMatchObject({ state: 'open', by: 'applicant', changed: ['applicant.address'] });
    expect(summaryRow(history.state)).toMatchObject({ correctionAsked: true });
    const event = history.log.at(-1);
    const told = event && toPublicEvent(event, 'quang-tri');
    expect(told?.data.changed).toEqual(['applicant.address']);
    expect(JSON.stringify(told)).not.toMatch(/Cam Lộ|chuyển nhà|Ánh/);
  });

  it('is confirmed by its id, and takes nothing back that changed meanwhile', () => {
    const history = asked().must('system', { type: 'change-contact', contact: { phone: '+81312345678' } });
    history.must('reception', confirm(history));
    expect(history.state.applicant).toEqual({ ...MOVED, phone: '+81312345678' });
    expect(history.state.correction).toMatchObject({ state: 'confirmed', changed: ['applicant.address'] });
    expect(history.state.correction).not.toHaveProperty('asked');
    expect(summaryRow(history.state)).not.toHaveProperty('correctionAsked');
  });

  it('is confirmed with other words of the officer, which count', () => {
    const history = asked();
    history.must('reception', { ...confirm(history), applicant: { ...MOVED, address: 'Xã Cam Lộ' } as Applicant });
    expect(history.state.applicant.address).toBe('Xã Cam Lộ');
  });

  it('is refused with a reason that the applicant reads', () => {
    const history = asked();
    history.must('reception', refuse(history));
    expect(history.state.applicant).toEqual(applicant);
    expect(history.state.correction).toMatchObject({ state: 'refused', refusal: 'Không khớp căn cước' });
    expect(history.state.correction).not.toHaveProperty('asked');
  });

  it('gives another account nothing before the second reading', () => {
    const other = { ...applicant, identity: PARENT.identity } as Applicant;
    const history = accepted().must('owner', { ...ASK, applicant: other });
    expect(mayRead(history.state, ACTORS.parent)).toBe(false);
    history.must('reception', confirm(history));
    for (const actor of [ACTORS.owner, ACTORS.parent]) expect(mayRead(history.state, actor)).toBe(false);
  });

  it('is replaced by a later one of the same person; the first id no longer answers', () => {
    const history = asked();
    const first = confirm(history);
    history.must('owner', { ...ASK, applicant: { ...MOVED, address: 'Hướng Hóa' } as Applicant });
    expect(history.state.correction).toMatchObject({ number: 2, state: 'open' });
    expect(codeOf(history.ask('reception', first))).toBe('no-open-correction');
    expect(history.must('reception', confirm(history)).state.applicant.address).toBe('Hướng Hóa');
  });

  it('of the owner is not replaced by the filer, but the filer’s by the owner', () => {
    const history = withFiler().must('parent', ASK);
    expect(history.state.correction?.by).toBe('filer');
    history.must('owner', ASK);
    expect(history.state.correction?.by).toBe('applicant');
    expect(codeOf(history.ask('parent', ASK))).toBe('correction-open');
  });

  it.each<[string, () => ReturnType<History['ask']>, string]>([
    ['nobody else asks', () => accepted().ask('stranger', ASK), 'dossier-not-found'],
    ['officers correct', () => accepted().ask('reception', ASK), 'not-allowed'],
    [
      'a draft is changed',
      () => new History().must('owner', { type: 'create-draft', draft: draft() }).ask('owner', ASK),
      'wrong-status',
    ],
    [
      'a closed dossier stays',
      () => completed().must('reception', { type: 'return-result', method: 'counter' }).ask('owner', ASK),
      'wrong-status',
    ],
    [
      'something changes',
      () => accepted().ask('owner', { ...ASK, applicant: applicant as Applicant }),
      'particulars-unchanged',
    ],
    [
      'a correction names the open request',
      () => asked().ask('reception', { type: 'correct-particulars', applicant: MOVED, reason: 'x' }),
      'correction-open',
    ],
    [
      'an officer elsewhere decides nothing',
      () => {
        const history = asked(inProcessing());
        return history.ask('taxOfficer', confirm(history));
      },
      'dossier-not-found',
    ],
    [
      'what nobody asked for is reception’s',
      () => inProcessing().ask('handler', { type: 'correct-particulars', applicant: MOVED, reason: 'x' }),
      'not-allowed',
    ],
    [
      'there is one to refuse',
      () => accepted().ask('reception', { type: 'refuse-correction', requestId: 'x', reason: 'x' }),
      'no-open-correction',
    ],
  ])('is bound: %s', (_, ask, code) => {
    expect(codeOf(ask())).toBe(code);
  });

  it('is decided on by the officer who has the dossier, too', () => {
    const history = asked(inProcessing());
    expect(history.must('handler', confirm(history)).state.applicant.address).toBe('Cam Lộ');
  });

  it('is told to the office once nobody has decided for three working days', () => {
    const history = asked();
    const timer = timersOf(history.state).find(({ of }) => of === 'correction');
    // Asked on a Friday at 08:05, Viet Nam time; the Tuesday after is a holiday.
    expect(timer?.at).toBe('2026-11-26T01:05:00.000Z');
    if (timer === undefined) throw new Error('no timer');
    const decided = asked();
    decided.must('reception', refuse(decided));
    expect(timersOf(decided.state).some(({ of }) => of === 'correction')).toBe(false);
    history.minute = (Date.parse(timer.at) - Date.parse('2026-11-20T01:00:00.000Z')) / 60_000 + 1;
    history.must('system', { type: 'fire-timer', timer });
    expect(history.log.at(-1)).toMatchObject({ type: 'deadline-breached', timer: { of: 'correction' } });
    expect(timersOf(history.state).some(({ of }) => of === 'correction')).toBe(false);
  });

  it('is asked for at most twenty times', () => {
    const history = accepted();
    for (let n = 1; n <= 20; n += 1) history.must('owner', { ...ASK, reason: `lần ${n}` });
    expect(codeOf(history.ask('owner', ASK))).toBe('limit-reached');
    expect(codeOf(history.ask('reception', confirm(history)))).toBe('accepted');
  });

  it('waits for nobody once the dossier is closed', () => {
    const history = asked(completed().must('owner', ASK)).must('reception', {
      type: 'return-result',
      method: 'counter',
    });
    expect(openCorrection(history.state)).toBeUndefined();
    expect(timersOf(history.state)).toEqual([]);
    expect(summaryRow(history.state)).not.toHaveProperty('correctionAsked');
  });
});

describe('the filer', () => {
  const NOBODY = { type: 'change-filer', filer: null } as const;
  const AGENT: Filer = {
    ...{ name: 'Lê Văn Cường', basis: 'agent', document: 'Giấy ủy quyền 7/2026', noticesTo: 'filer' },
    identity: { type: 'personal-id', number: '045190000789', country: 'VN' },
    email: 'cuong@example.com',
  };

  it('loses access at once when the owner says so, and notices go to the owner', () => {
    const history = withFiler();
    expect(mayRead(history.state, ACTORS.parent)).toBe(true);
    history.must('owner', NOBODY);
    expect(mayRead(history.state, ACTORS.parent)).toBe(false);
    expect(filerRowOf(history.state)).toBeUndefined();
    expect(history.state).toMatchObject({ filer: undefined, filerKey: undefined });
    expect(history.log.at(-1)).toMatchObject({
      former: { email: PARENT.email },
      changed: expect.arrayContaining(['filer.name']),
    });
  });

  it('is another person, who sees the dossier after a second reading', () => {
    const history = withFiler().must('owner', { type: 'change-filer', filer: AGENT });
    expect(mayRead(history.state, ACTORS.parent)).toBe(false);
    expect(history.state.unconfirmed).toEqual(['filer']);
    // Typed by the owner, at whatever counter the dossier was opened.
    expect(isVouchedFor({ ...history.state, openedBy: 'officer' })).toBe(false);
  });

  it('is taken out by reception with a reason', () => {
    const history = withFiler().must('reception', { type: 'correct-particulars', filer: null, reason: 'Hết ủy quyền' });
    expect(mayRead(history.state, ACTORS.parent)).toBe(false);
    expect(history.state.unconfirmed).toBeUndefined();
  });

  it('takes the request along that only the filer made', () => {
    const history = withFiler().must('parent', ASK).must('owner', NOBODY);
    expect(history.state.correction).toMatchObject({ state: 'lapsed' });
    expect(history.state.correction).not.toHaveProperty('asked');
  });

  it.each<[string, () => ReturnType<History['ask']>, string]>([
    [
      'the filer names no successor',
      () => withFiler().ask('parent', { type: 'change-filer', filer: AGENT }),
      'not-allowed',
    ],
    ['there is one', () => accepted().ask('owner', NOBODY), 'no-filer'],
    [
      'the basis is proved',
      () => accepted().ask('owner', { type: 'change-filer', filer: { ...AGENT, document: undefined } }),
      'filer-document-missing',
    ],
    [
      'the dossier is open',
      () => completed().must('reception', { type: 'return-result', method: 'counter' }).ask('owner', NOBODY),
      'wrong-status',
    ],
  ])('is changed only if %s', (_, ask, code) => {
    expect(codeOf(ask())).toBe(code);
  });
});

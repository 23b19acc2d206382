import { describe, expect, it } from 'vitest';
import { noticesOf } from '../../../shared/dossier/parties.ts';
import { toPublicEvent } from '../../../shared/dossier/public-event.ts';
import { mayRead } from '../../../shared/dossier/rights.ts';
import { decide } from '../../../shared/dossier/rules.ts';
import type { Applicant, Filer } from '../../../shared/dossier/values.ts';
import { filerRowOf, indexKeys } from '../../../shared/platform/table/keys.ts';
import { RECEPTION } from './procedures.ts';
import { PARENT } from './samples.ts';
import { ACTORS, accepted, codeOf, completed, draft, History, OWNER_KEY, PROCEDURE, submitted } from './world.ts';

const CHILD: Applicant = {
  ...{ kind: 'citizen', name: 'Nguyễn Minh Khôi', address: 'Gio Linh' },
  identity: { type: 'birth', country: 'VN' },
};
const FIRM: Applicant = {
  ...{ kind: 'organisation', name: 'Công ty An Bình', address: 'Đông Hà', phone: '02333852529' },
  identity: { type: 'tax-code', number: '0100109106', country: 'VN' },
};
const FOR_FIRMS = { ...PROCEDURE, applicants: ['citizen', 'organisation'] as ('citizen' | 'organisation')[] };
const create = (changed: Parameters<typeof draft>[0]) => ({ type: 'create-draft', draft: draft(changed) }) as const;
const atCounter = (changed: Parameters<typeof draft>[0] = {}) =>
  new History().must('reception', create({ channel: 'direct', ...changed }));

describe('who files', () => {
  it('a mother files for her child: she sees it and gets the notices', () => {
    const history = new History().must('parent', create({ applicant: CHILD, filer: PARENT }));
    const { state } = history;
    expect(state).toMatchObject({ applicant: CHILD, filer: PARENT, unconfirmed: ['applicant'] });
    expect(mayRead(state, ACTORS.parent)).toBe(true);
    expect(mayRead(state, ACTORS.stranger)).toBe(false);
    expect(noticesOf(state)).toMatchObject({ email: PARENT.email, key: ACTORS.parent.ownerKey });
    expect(filerRowOf(state)).toMatchObject({ gsi2pk: `OWNER#${ACTORS.parent.ownerKey}` });
  });

  it('notices go to the owner where the filer said so', () => {
    const filer: Filer = { ...PARENT, noticesTo: 'applicant' };
    const { state } = new History().must('parent', create({ filer }));
    expect(noticesOf(state)).toMatchObject({ email: 'anh@example.com', key: OWNER_KEY });
  });

  it('nobody files for others without being named', () => {
    expect(codeOf(new History().ask('parent', create({ applicant: CHILD })))).toBe('not-allowed');
    expect(codeOf(new History().ask('stranger', create({ applicant: CHILD, filer: PARENT })))).toBe('not-allowed');
  });

  it.each<[Filer['basis'], Applicant, string | undefined, string]>([
    ['parent', CHILD, undefined, 'accepted'],
    ['guardian', CHILD, undefined, 'filer-document-missing'],
    ['guardian', CHILD, 'Quyết định cử người giám hộ 12/QĐ', 'accepted'],
    ['agent', FIRM, 'Giấy ủy quyền 3/2026', 'accepted'],
    ['officer', FIRM, 'Giấy giới thiệu 15/GGT', 'accepted'],
    ['officer', CHILD, 'Giấy giới thiệu 15/GGT', 'filer-basis-does-not-fit'],
    ['parent', FIRM, undefined, 'filer-basis-does-not-fit'],
  ])('as %s', (basis, applicant, document, answer) => {
    const filer = { ...PARENT, basis, ...(document && { document }) };
    expect(codeOf(new History({ procedure: FOR_FIRMS }).ask('parent', create({ applicant, filer })))).toBe(answer);
  });

  it('a phone is required online only, and the filer’s will do', () => {
    const { phone: _, ...silent } = draft().applicant as Applicant;
    expect(codeOf(new History().ask('owner', create({ applicant: silent as Applicant })))).toBe(
      'phone-required-online',
    );
    const filed = create({ applicant: silent as Applicant, filer: PARENT });
    expect(codeOf(new History().ask('parent', filed))).toBe('accepted');
    expect(codeOf(new History().ask('reception', create({ applicant: silent as Applicant, channel: 'direct' })))).toBe(
      'accepted',
    );
  });

  it('the name of who signed in comes from the sign-in, not from the browser', () => {
    const actor = { ...ACTORS.parent, name: 'TRẦN THỊ BÌNH' };
    const context = {
      ...{ now: '2026-11-20T01:00:00.000Z', actor, newId: 'x', procedure: PROCEDURE },
      agency: RECEPTION,
      ...{ applicantKey: OWNER_KEY, filerKey: actor.ownerKey },
    };
    const decision = decide(undefined, create({ filer: { ...PARENT, name: 'Một người khác' } }), context);
    expect(decision).toMatchObject({ events: [{ draft: { filer: { name: 'TRẦN THỊ BÌNH' } } }] });
  });
});

describe('a sign-in', () => {
  const given = { now: '2026-11-20T01:00:00.000Z', newId: 'x', procedure: FOR_FIRMS, agency: RECEPTION };
  const keyed = (who: string) => ({ applicantKey: OWNER_KEY, filerKey: who });

  it.each([
    ['applicant.name', OWNER_KEY, {}],
    ['filer.name', ACTORS.parent.ownerKey, { filer: PARENT }],
  ])('without a name opens nothing and names %s', (field, ownerKey, filer) => {
    const actor = { ...ACTORS.parent, ownerKey, nameless: 'HoVaTen' } as const;
    const decision = decide(undefined, create(filer), { ...given, actor, ...keyed(ACTORS.parent.ownerKey) });
    const rejection = { code: 'sign-in-without-name', fields: [field], details: { claim: 'HoVaTen' } };
    expect(decision).toMatchObject({ rejection });
  });

  it('for an organisation says who acts: that filer has the sign-in’s name and is not read a second time', () => {
    const person = '9'.repeat(64);
    const acting = { ownerKey: person, name: 'Trần Đức Vượng' };
    const actor = { kind: 'citizen', subject: 'firm', ownerKey: OWNER_KEY, name: 'Công ty An Bình', acting } as const;
    const filer: Filer = { ...PARENT, basis: 'officer', document: 'Giấy giới thiệu 15/GGT' };
    const command = create({ applicant: FIRM, filer });
    expect(decide(undefined, command, { ...given, actor, ...keyed(person) })).toMatchObject({
      events: [{ draft: { filer: { name: 'Trần Đức Vượng' } } }],
    });
    const of = (who: string) => decide(undefined, command, { ...given, actor, ...keyed(who) });
    expect(JSON.stringify(of(person))).not.toContain('unconfirmed');
    expect(of('8'.repeat(64))).toMatchObject({
      events: [{ unconfirmed: ['filer'], draft: { filer: { name: PARENT.name } } }],
    });
  });
});

describe('an identity typed at the counter', () => {
  const NAME = 'Nguyễn Thị Ánh';

  it('opens the dossier to no account before its second reading', () => {
    const history = atCounter();
    expect(mayRead(history.state, ACTORS.owner)).toBe(false);
    expect(indexKeys(history.state)).not.toHaveProperty('gsi2pk');
    const read = { type: 'confirm-identity', person: 'applicant', name: 'nguyễn thị ánh' } as const;
    history.must('reception', { ...read, number: '045 190 000 123' });
    expect(mayRead(history.state, ACTORS.owner)).toBe(true);
    expect(indexKeys(history.state)).toMatchObject({ gsi2pk: `OWNER#${OWNER_KEY}` });
  });

  it.each([
    [{ name: NAME, number: '045190000124' }, ['number']],
    [{ name: 'Nguyễn Thị Anh', number: '045190000123' }, ['name']],
    [{ name: 'A' }, ['number', 'name']],
  ])('is not confirmed by %j', (read, fields) => {
    const history = atCounter();
    const decision = history.ask('reception', { type: 'confirm-identity', person: 'applicant', ...read });
    expect(decision).toMatchObject({ rejection: { code: 'second-reading-differs', fields } });
    expect(mayRead(history.state, ACTORS.owner)).toBe(false);
  });

  it('is confirmed by reception, and only for people there are', () => {
    const read = { type: 'confirm-identity', name: NAME, number: '045190000123' } as const;
    expect(codeOf(atCounter().ask('owner', { ...read, person: 'applicant' }))).toBe('dossier-not-found');
    expect(codeOf(atCounter().ask('reception', { ...read, person: 'filer' }))).toBe('no-filer');
  });
});

describe('what was typed wrong', () => {
  const { applicant, resultDelivery, language } = draft();

  it('is changed in a draft by who opened it, and no longer after', () => {
    const change = { applicant: { ...applicant, address: 'Cam Lộ' }, filer: PARENT, resultDelivery, language };
    const history = new History().must('owner', create({})).must('owner', { type: 'change-draft', change });
    expect(history.state).toMatchObject({ applicant: { address: 'Cam Lộ' }, filer: PARENT, unconfirmed: ['filer'] });
    expect(mayRead(history.state, ACTORS.parent)).toBe(false);
    const { filer: _, ...alone } = change;
    expect(history.must('owner', { type: 'change-draft', change: alone }).state.filer).toBeUndefined();
    expect(codeOf(submitted().ask('owner', { type: 'change-draft', change }))).toBe('wrong-status');
  });

  it('no draft is given away', () => {
    const change = { applicant: { ...applicant, identity: PARENT.identity } as Applicant, resultDelivery, language };
    expect(codeOf(new History().must('owner', create({})).ask('owner', { type: 'change-draft', change }))).toBe(
      'not-allowed',
    );
  });

  it('is corrected by reception with a reason; the public event has names of fields and no value', () => {
    const corrected = { ...applicant, name: 'Nguyễn Thị Anh', address: 'Cam Lộ' };
    const reason = 'Sai tên so với căn cước';
    const history = accepted().must('reception', { type: 'correct-particulars', applicant: corrected, reason });
    expect(history.state.applicant).toEqual(corrected);
    const event = history.log.at(-1);
    expect(event).toMatchObject({ type: 'particulars-corrected', reason });
    const told = event && toPublicEvent(event, 'quang-tri');
    expect(told?.data.changed).toEqual(['applicant.address', 'applicant.name']);
    expect(JSON.stringify(told)).not.toMatch(/Anh|Cam|Sai/);
    expect(mayRead(history.state, ACTORS.owner)).toBe(true);
  });

  it('a wrong owner keeps no access; the right one gets it by the second reading', () => {
    const right = { ...applicant, name: PARENT.name, identity: PARENT.identity } as Applicant;
    const history = accepted().must('reception', { type: 'correct-particulars', applicant: right, reason: 'Nhầm' });
    expect(history.state.ownerKey).toBe(ACTORS.parent.ownerKey);
    for (const actor of [ACTORS.owner, ACTORS.parent]) expect(mayRead(history.state, actor)).toBe(false);
    expect(indexKeys(history.state)).not.toHaveProperty('gsi2pk');
    history.must('reception', {
      ...{ type: 'confirm-identity', person: 'applicant', name: right.name },
      number: PARENT.identity.number,
    });
    expect(mayRead(history.state, ACTORS.parent)).toBe(true);
    expect(mayRead(history.state, ACTORS.owner)).toBe(false);
    expect(indexKeys(history.state)).toMatchObject({ gsi2pk: `OWNER#${ACTORS.parent.ownerKey}` });
  });

  it.each([
    [
      () => accepted().ask('reception', { type: 'correct-particulars', applicant, reason: 'x' }),
      'particulars-unchanged',
    ],
    [() => accepted().ask('owner', { type: 'correct-particulars', applicant, reason: 'x' }), 'not-allowed'],
    [
      () => new History().must('owner', create({})).ask('reception', { type: 'correct-particulars', reason: 'x' }),
      'dossier-not-found',
    ],
    [
      () =>
        completed()
          .must('reception', { type: 'return-result', method: 'counter' })
          .ask('reception', { type: 'correct-particulars', reason: 'x' }),
      'wrong-status',
    ],
  ])('is not corrected otherwise', (ask, code) => {
    expect(codeOf(ask())).toBe(code);
  });

  it('the portal’s change of the contact is applied likewise, once', () => {
    const history = accepted().must('system', { type: 'change-contact', contact: { phone: '+81312345678' } });
    expect(history.state.applicant).toEqual({ ...applicant, phone: '+81312345678' });
    const { version } = history.state;
    history.must('system', { type: 'change-contact', contact: { phone: '+81312345678' } });
    expect(history.state.version).toBe(version);
    expect(codeOf(history.ask('owner', { type: 'change-contact', contact: { phone: '0912345678' } }))).toBe(
      'not-allowed',
    );
  });
});

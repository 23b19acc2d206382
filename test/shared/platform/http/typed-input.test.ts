import { describe, expect, it } from 'vitest';
import { routes as lookup } from '../../../../functions/dossiers/lookup/routes.ts';
import { newEndpointSchema } from '../../../../functions/webhooks/endpoint.ts';
import { draftSchema, supplementSchema } from '../../../../shared/dossier/commands.ts';
import { officerActionSchema } from '../../../../shared/dossier/officer-action.ts';
import { meaningOf } from '../../../../shared/partner-messages/national-portal/inbound.ts';
import { readInbound } from '../../../../shared/partner-messages/national-portal/message.ts';
import { delegationSchema } from '../../../../shared/record/delegations.ts';
import { strictJsonOrNothing } from '../../../../shared/text/json.ts';
import { create, supplement } from '../../../functions/national-portal/inbound/messages.ts';
import { HOSTILE_TEXTS } from '../../../hostile-text.ts';

const applicant = {
  kind: 'citizen',
  name: 'Nguyễn Thị Huệ',
  identity: { type: 'personal-id', number: '045190203817' },
  phone: '0912345678',
  address: 'Phường Đông Hà',
};
const draft = {
  procedureCode: '1.001193',
  receivingAgency: 'H50.20.1',
  channel: 'online',
  applicant,
  resultDelivery: { method: 'counter' },
};
const post = {
  method: 'post',
  receiverName: 'Huệ',
  receiverPhone: '0912345678',
  receiverAddress: 'Đông Hà',
  receiverProvinceCode: '44',
};

/** A message of the national portal, and its command for the dossier; undefined when it is rejected. */
function told(message: unknown): unknown {
  const read = readInbound(strictJsonOrNothing(JSON.stringify(message)));
  if (!read.ok) return undefined;
  const meaning = meaningOf(read.message);
  return 'command' in meaning ? meaning.command : undefined;
}
const draftToldBy = (changed: object) => (told({ ...create, ...changed }) as { draft?: { applicant: unknown } })?.draft;

/** Every input of human text: returns the stored text. */
const WAYS_IN: Readonly<Record<string, (text: string) => unknown>> = {
  'an applicant’s name': (name) =>
    draftSchema.safeParse({ ...draft, applicant: { ...applicant, name } }).data?.applicant.name,
  'an address': (address) =>
    draftSchema.safeParse({ ...draft, applicant: { ...applicant, address } }).data?.applicant.address,
  'a receiver’s name': (receiverName) =>
    (draftSchema.safeParse({ ...draft, resultDelivery: { ...post, receiverName } }).data?.resultDelivery as typeof post)
      ?.receiverName,
  'an officer’s words': (reason) =>
    (officerActionSchema.safeParse({ type: 'send-back', stepId: 'a', reason }).data as { reason: string })?.reason,
  'the note of a supplement': (note) => supplementSchema.safeParse({ note }).data?.note,
  'the reason of a delegation': (reason) =>
    delegationSchema.safeParse({
      agencyId: 'H50.20',
      officer: 'a',
      delegate: 'b',
      from: '2026-03-02T07:00:00+07:00',
      until: '2026-03-06T17:00:00+07:00',
      reason,
    }).data?.reason,
  'the description of an endpoint': (description) =>
    newEndpointSchema.safeParse({ url: 'https://a.example/hook', description }).data?.description,
  'the applicant of a portal’s message': (ChuHoSo) => (draftToldBy({ ChuHoSo })?.applicant as typeof applicant)?.name,
  'the supplement of a portal’s message': (NoiDungBoSung) =>
    (told({ ...supplement, NoiDungBoSung }) as { note: string })?.note,
};
/** Where line breaks and tabs are part of the text. */
const WITH_LINES = [
  'an officer’s words',
  'the note of a supplement',
  'the reason of a delegation',
  'the supplement of a portal’s message',
];

describe.each(Object.entries(WAYS_IN))('%s', (way, keep) => {
  const rows = HOSTILE_TEXTS.filter(({ typed }) => !WITH_LINES.includes(way) || !/[\n\t]/.test(typed));
  it.each(rows.map((row) => [row.what, row] as const))('with %s', (_, row) => {
    expect(keep(row.typed)).toBe('kept' in row ? row.kept : undefined);
  });
});

describe('identifiers as people write them', () => {
  const kept = (changed: object) =>
    draftSchema.safeParse({ ...draft, applicant: { ...applicant, ...changed } }).data?.applicant;

  it.each([
    ['phone', '0912 345 678', '0912345678'],
    ['phone', '+84912345678', '0912345678'],
    ['phone', '+84 (0)912.345.678', '0912345678'],
    ['phone', '0084-912-345-678', '0912345678'],
    ['phone', '84912345678', '0912345678'],
    ['phone', '0233 3 000 000', '02333000000'],
    ['phone', '\u202A0912345678\u202C', '0912345678'],
    ['personalId', '045 190 203 817', '045190203817'],
    ['personalId', '045.190.203.817', '045190203817'],
    ['personalId', ' 045190203817\u00A0', '045190203817'],
    ['email', 'thu@example.com ', 'thu@example.com'],
  ])('%s %j is kept as %s, from the API and from the portal', (field, typed, value) => {
    const at = (number: string) =>
      field === 'personalId' ? { identity: { type: 'personal-id', number } } : { [field]: number };
    expect(kept(at(typed))).toMatchObject(at(value));
    const told = {
      phone: { SoDienThoai: typed },
      personalId: { DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: typed }] },
      email: { Email: typed },
    };
    expect(draftToldBy(told[field as keyof typeof told])?.applicant).toMatchObject(at(value));
  });

  it.each([
    ['0312687878 001', '0312687878-001'],
    ['0312687878001', '0312687878-001'],
    ['0312687878 - 001', '0312687878-001'],
    ['0100109106 ', '0100109106'],
  ])('tax code %j is kept as %s, from the API and from the portal', (typed, value) => {
    const organisation = { ...applicant, kind: 'organisation', identity: { type: 'tax-code', number: typed } };
    const identity = { type: 'tax-code', number: value, country: 'VN' };
    expect(draftSchema.parse({ ...draft, applicant: organisation }).applicant).toMatchObject({ identity });
    expect(draftToldBy({ LoaiDoiTuong: '2', SoGiayToChuHoSo: typed })?.applicant).toMatchObject({ identity });
    const asked = lookup.lookUp.body.parse({ dossierCode: 'h50.20.1-260609-0001 ', identity: organisation.identity });
    expect(asked).toEqual({ dossierCode: 'H50.20.1-260609-0001', identity });
  });

  it.each([
    ['phone', '0912345', 'phone-format'],
    ['email', 'thu@example', 'email-format'],
  ])('%s %j is refused with the rule of its parser', (field, typed, rule) => {
    const issues = draftSchema.safeParse({ ...draft, applicant: { ...applicant, [field]: typed } }).error?.issues;
    expect(issues).toMatchObject([{ path: ['applicant', field], params: { rule } }]);
  });

  it.each([
    ['personal-id', '000000000000', 'personal-id-place'],
    ['personal-id', '191234567', 'personal-id-nine-digits'],
    ['personal-id', '04519020381', 'personal-id-format'],
    ['identity-card', '045190203817', 'identity-card-format'],
    ['passport', 'B 12', 'passport-format'],
    ['passport', 'Hộ chiếu', 'passport-format'],
  ])('%s %j is refused with the rule of its parser', (type, number, rule) => {
    const identity = { type, number, country: 'VN' };
    const issues = draftSchema.safeParse({ ...draft, applicant: { ...applicant, identity } }).error?.issues;
    expect(issues).toMatchObject([{ path: ['applicant', 'identity', 'number'], params: { rule } }]);
  });

  it.each([
    ['citizen', { type: 'identity-card', number: '191 234 567' }, { number: '191234567', country: 'VN' }],
    ['citizen', { type: 'passport', number: 'tk 1234567', country: 'jp' }, { number: 'TK1234567', country: 'JP' }],
    ['citizen', { type: 'birth' }, { country: 'VN' }],
    ['organisation', { type: 'household-business', number: '045190 203817' }, { number: '045190203817' }],
    ['organisation', { type: 'unregistered' }, { country: 'VN' }],
  ])('a %s may be identified by %j', (kind, identity, kept) => {
    const parsed = draftSchema.parse({ ...draft, applicant: { ...applicant, kind, identity } });
    expect(parsed.applicant.identity).toMatchObject({ type: identity.type, ...kept });
  });

  it.each([
    ['citizen', { type: 'tax-code', number: '0100109106' }],
    ['organisation', { type: 'personal-id', number: '045190203817' }],
    ['citizen', { type: 'passport', number: 'TK1234567', country: 'XX' }],
    ['citizen', { type: 'personal-id', number: '045190203817', country: 'JP' }],
    ['citizen', { type: 'passport', number: 'TK1234567' }],
  ])('a %s is not identified by %j', (kind, identity) => {
    expect(draftSchema.safeParse({ ...draft, applicant: { ...applicant, kind, identity } }).success).toBe(false);
  });

  it('the portal’s old card, household business and body without a tax code are read', () => {
    const card = { DinhDanhCHS: [{ LoaiDinhDanh: '2', SoDinhDanh: '191234567' }], SoGiayToChuHoSo: '191234567' };
    expect(draftToldBy(card)?.applicant).toMatchObject({ identity: { type: 'identity-card', number: '191234567' } });
    expect(draftToldBy({ LoaiDoiTuong: '2', SoGiayToChuHoSo: '045190203817' })?.applicant).toMatchObject({
      identity: { type: 'household-business', number: '045190203817' },
    });
    expect(draftToldBy({ LoaiDoiTuong: '3', SoGiayToChuHoSo: '' })?.applicant).toMatchObject({
      identity: { type: 'unregistered' },
    });
  });

  it('the placeholder id and branch 000 are rejected by every input', () => {
    const tax = { type: 'tax-code', number: '0312687878-000' };
    const organisation = { ...applicant, kind: 'organisation', identity: tax };
    expect(draftSchema.safeParse({ ...draft, applicant: organisation }).error?.issues).toMatchObject([
      { params: { rule: 'tax-code-branch' } },
    ]);
    const dossierCode = 'H50.20.1-260609-0001';
    expect(lookup.lookUp.body.safeParse({ dossierCode, identity: tax }).success).toBe(false);
    expect(
      lookup.lookUp.body.safeParse({ dossierCode, identity: { type: 'personal-id', number: '000000000000' } }).success,
    ).toBe(false);
    const placeholder = {
      DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: '000000000000' }],
      SoGiayToChuHoSo: '000000000000',
    };
    expect(() => draftToldBy(placeholder)).toThrow('DinhDanhCHS');
    expect(() => draftToldBy({ LoaiDoiTuong: '2', SoGiayToChuHoSo: '0312687878-000' })).toThrow('SoGiayToChuHoSo');
  });

  it.each(['45', '30', '00', '4', '044'])('a parcel goes to no province %j', (code) => {
    const resultDelivery = { ...post, receiverProvinceCode: code };
    expect(draftSchema.safeParse({ ...draft, resultDelivery }).success).toBe(false);
    const ThongTinTra = { TenNguoiNhan: 'A', DienThoaiNguoiNhan: '0912345678', DiaChiNhan: 'B', MaTinhNhan: code };
    expect(told({ ...create, HinhThuc: '1', ThongTinTra })).toBeUndefined();
  });

  it.each([
    'H50.20.1-260230-0001',
    'H50.20.1-260609-0000',
    'H50.20.1-19990609-0001',
    `H50.${Array(8).fill('ABCDEFGHIJ').join('.')}-260609-0001`,
  ])('%s is the code of no dossier', (dossierCode) => {
    expect(lookup.lookUp.body.safeParse({ dossierCode, identity: applicant.identity }).success).toBe(false);
  });

  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59', '1926-06-09T08:00:00Z', '2026-02-30T08:00:00Z'])(
    'no work is done at %s',
    (verifiedAt) => {
      const action = { type: 'record-verification', verifiedAt, place: 'a', participants: ['b'], content: 'c' };
      expect(officerActionSchema.safeParse(action).success).toBe(false);
    },
  );

  it('a file name never causes a rejection of an application', () => {
    const paper = { ...create.TaiLieuNop[0], TenTepDinhKem: 'x\u202Efdp.exe\uFFFF' };
    expect(readInbound({ ...create, TaiLieuNop: [paper] }).ok).toBe(true);
  });
});

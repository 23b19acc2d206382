import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { operate } from '../../operate/command.ts';
import { procedureIn } from '../../operate/procedures/answer.ts';
import { draftOf } from '../../operate/procedures/draft.ts';
import { CATALOGUE_FOLDER, loadCatalogue } from '../../shared/procedure/load-catalogue.ts';
import { parseProcedure } from '../../shared/procedure/parse-procedure.ts';
import { accepted, refused } from '../shared/identifiers/outcome.ts';

const ON = '2026-11-28';
const KNOWN = accepted(loadCatalogue(CATALOGUE_FOLDER));

const time = (THOIGIANGIAIQUYET: string, DONVITINH: string, ...PHILEPHI: object[]) => [
  { THOIGIANGIAIQUYET, DONVITINH, MOTA: '', PHILEPHI },
];
const FEE = { MAPHILEPHI: 'LP000123', SOTIEN: '8.000', DONVI: 'Đồng', MOTA: 'Lệ phí đăng ký quá hạn' };

/** As the contract describes an answer: no complete real one is public. */
const entry = {
  MATTHC: '1.000656',
  TENTTHC: 'Đăng ký khai tử',
  TRANGTHAI: '1',
  LINHVUCTHUCHIEN: [{ MALINHVUC: 'G15-LV0001', TENLINHVUC: 'Hộ tịch' }],
  CACHTHUCTHUCHIEN: [
    { KENH: '1', THOIGIAN: time('1', 'Ngày làm việc', FEE) },
    { KENH: '2', THOIGIAN: time('1', 'Ngày làm việc', FEE) },
  ],
  DOITUONGTHUCHIEN: 'Công dân Việt Nam',
  KETQUATHUCHIEN: [{ MAKETQUA: 'KQ.G15.000034', TENKETQUA: 'Trích lục khai tử' }],
  CANCUPHAPLY: 'Luật Hộ tịch  số 60/2014/QH13',
  COQUANTHUCHIEN: [{ TENDONVI: 'Ủy ban nhân dân cấp xã', MADONVI: 'H50.20' }],
  THANHPHANHOSO: [
    {
      GIAYTO: [
        { MAGIAYTO: '000.00.00.G15-KQ000001', TENMAUDON: '', URL: '', TENGIAYTO: 'Tờ khai đăng ký khai tử' },
        { MAGIAYTO: 'to-khai', TENMAUDON: '', URL: '', TENGIAYTO: 'Tờ khai đăng ký khai tử' },
      ],
    },
  ],
};
const draft = (change: object = {}) => {
  const made = draftOf({ error_code: '0', result: [{ ...entry, ...change }] }, KNOWN, ON);
  if (made === undefined) throw new Error('no draft');
  return made;
};
const asked = (change: object = {}) => draft(change).undecided.map(({ field }) => field);

describe('the answer of LayThuTuc', () => {
  it.each<[string, unknown]>([
    ['in result', { error_code: '0', result: [entry] }],
    ['in result.data', { error_code: 0, result: { data: [entry] } }],
    ['as JSON in a string', { error_code: '0', message: JSON.stringify({ result: [entry] }) }],
    ['alone', entry],
  ])('is read %s', (_, answer) => {
    expect(procedureIn(answer)).toEqual(entry);
  });

  it.each<[string, unknown]>([
    ['an error', { error_code: '-1', message: 'Không tìm thấy' }],
    ['an empty list', { error_code: '0', result: [] }],
    ['several procedures', { error_code: '0', result: [entry, entry] }],
    ['one without a code', { error_code: '0', result: [{ MATTHC: 'x' }] }],
    ['nothing', null],
  ])('with %s makes no draft', (_, answer) => {
    expect(draftOf(answer, KNOWN, ON)).toBeUndefined();
  });
});

describe('the draft', () => {
  it('has what the answer states, with the national codes, seen on the day', () => {
    const { procedureCode, file } = draft();
    expect(procedureCode).toBe('1.000656');
    expect(file).toMatchObject({
      name: { vi: 'Đăng ký khai tử', en: '' },
      // The base has the field under the same name.
      field: { code: 'civil-status', name: { vi: 'Hộ tịch', en: 'Civil status' } },
      level: 'commune',
      legalBasis: 'Luật Hộ tịch số 60/2014/QH13',
      channels: ['direct', 'online'],
      applicants: ['citizen'],
      components: [{ component: 'to-khai-dang-ky-khai-tu' }, { component: 'to-khai-dang-ky-khai-tu-2' }],
      fees: [{ code: 'le-phi-dang-ky-qua-han', kind: 'charge', amount: 8000 }],
      workingHours: 8,
      steps: [],
      national: {
        field: 'G15-LV0001',
        components: { 'to-khai-dang-ky-khai-tu': '000.00.00.G15-KQ000001' },
        fees: { 'le-phi-dang-ky-qua-han': 'LP000123' },
        result: 'KQ.G15.000034',
      },
    });
    expect(file.provenance).toContainEqual({
      field: 'fees',
      foundation: 'seen',
      note: 'Theo trả lời của danh mục thủ tục hành chính quốc gia.',
      source: 'LayThuTuc, Cổng Dịch vụ công quốc gia',
      on: ON,
    });
  });

  it('names what a person must decide', () => {
    expect(asked().toSorted()).toEqual([
      'components',
      'components.to-khai-dang-ky-khai-tu-2.name.en',
      'components.to-khai-dang-ky-khai-tu.name.en',
      'fees',
      'fees.le-phi-dang-ky-qua-han.name.en',
      'name.en',
      'national.components.to-khai-dang-ky-khai-tu-2',
      'postalReturn',
      'steps',
    ]);
    const { undecided } = draft();
    expect(undecided.find(({ field }) => field === 'steps')?.question).toContain('Ủy ban nhân dân cấp xã');
  });

  it.each<[string, object, string]>([
    ['a procedure that is not public', { TRANGTHAI: '0' }, 'procedureCode'],
    ['one that the base has', { MATTHC: '1.001193' }, 'procedureCode'],
    ['a field that is new', { LINHVUCTHUCHIEN: [{ MALINHVUC: 'G15-LV0002', TENLINHVUC: 'Công chứng' }] }, 'field.code'],
    ['a field without a code', { LINHVUCTHUCHIEN: [{ TENLINHVUC: 'Hộ tịch' }] }, 'national.field'],
    ['no level', { COQUANTHUCHIEN: [] }, 'level'],
    ['both levels', { CAPTHUCHIEN: ['Cấp tỉnh', 'Cấp xã'] }, 'level'],
    ['no channel', { CACHTHUCTHUCHIEN: [] }, 'channels'],
    ['no time', { CACHTHUCTHUCHIEN: [{ KENH: '1', THOIGIAN: [] }] }, 'workingHours'],
    ['days of any kind', { CACHTHUCTHUCHIEN: [{ KENH: '1', THOIGIAN: time('15', 'Ngày') }] }, 'workingHours'],
    [
      'other times by channel',
      {
        CACHTHUCTHUCHIEN: [
          { KENH: '1', THOIGIAN: time('3', 'Ngày làm việc') },
          { KENH: '2', THOIGIAN: time('2', 'Ngày làm việc') },
        ],
      },
      'workingHours',
    ],
    ['nobody to apply', { DOITUONGTHUCHIEN: '' }, 'applicants'],
    ['no legal basis', { CANCUPHAPLY: null }, 'legalBasis'],
    ['no result', { KETQUATHUCHIEN: [] }, 'national.result'],
    [
      'a fee without an amount',
      { CACHTHUCTHUCHIEN: [{ KENH: '1', THOIGIAN: time('1', 'Ngày làm việc', { ...FEE, SOTIEN: 'theo quy định' }) }] },
      'fees.le-phi-dang-ky-qua-han.amount',
    ],
  ])('asks about %s', (_, change, field) => {
    expect(asked()).not.toContain(field);
    expect(asked(change)).toContain(field);
  });

  it('is refused by the catalogue until it is decided', () => {
    const { file, undecided } = draft();
    const faults = refused(parseProcedure(file, '1.000656.json'));
    expect(faults.map(({ code, field }) => [code, field])).toEqual(undecided.map(({ field }) => ['draft', field]));
  });

  it('is a procedure once a person has decided', () => {
    const text = JSON.stringify(draft().file).replaceAll('"en":""', '"en":"Death"');
    const steps = [
      {
        stepId: 'signature',
        name: { vi: 'Ký', en: 'Signature' },
        agencyKind: 'commune',
        roles: ['approver'],
        workingHours: 8,
      },
    ];
    const { undecided: _, ...decided } = JSON.parse(text);
    expect(accepted(parseProcedure({ ...decided, steps }, '1.000656.json')).workingHours).toBe(8);
  });
});

describe('procedures import', () => {
  let folder: string;
  const lines: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'import-'));
    lines.length = 0;
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    writeFileSync(join(folder, 'answer.json'), JSON.stringify({ error_code: '0', result: [entry] }));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
  const run = (...more: string[]) =>
    operate(['procedures', 'import', join(folder, 'answer.json'), '--to', folder, ...more]);

  it('writes the draft, names the questions, and overwrites nothing', async () => {
    expect(await run('--dry-run')).toBe(0);
    expect(() => readFileSync(join(folder, '1.000656.json'))).toThrow('ENOENT');
    expect(await run()).toBe(0);
    const written = JSON.parse(readFileSync(join(folder, '1.000656.json'), 'utf8'));
    expect(written).toMatchObject({ procedureCode: '1.000656', steps: [] });
    expect(lines.at(-1)).toContain('  steps: ');
    writeFileSync(join(folder, '1.000656.json'), 'decided');
    expect(await run()).toBe(1);
    expect(readFileSync(join(folder, '1.000656.json'), 'utf8')).toBe('decided');
  });

  it('says when the answer holds no procedure, and how it is used', async () => {
    writeFileSync(join(folder, 'answer.json'), '{"error_code":"-1","message":"Không tìm thấy"}');
    expect(await run()).toBe(1);
    await expect(operate(['procedures', 'export'])).rejects.toThrow('procedures import');
  });
});

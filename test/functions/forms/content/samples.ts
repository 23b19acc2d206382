import { printedPages } from '../../../../functions/forms/adapters/declared-answers.ts';
import type { Form } from '../../../../functions/forms/adapters/registry.ts';
import type { RegisterEntry } from '../../../../functions/forms/content/register.ts';
import type { Answers } from '../../../../shared/procedure/declaration/answers.ts';
import type { Declaration } from '../../../../shared/procedure/declaration/schema.ts';
import { CATALOGUE_FOLDER, loadCatalogue } from '../../../../shared/procedure/load-catalogue.ts';
import { accepted } from '../../../shared/identifiers/outcome.ts';

const head = {
  at: '2026-06-09T02:30:00.000Z',
  superior: 'Ủy ban nhân dân tỉnh Quảng Trị',
  agency: 'Trung tâm Phục vụ hành chính công phường Đông Hà',
  place: 'Quảng Trị',
  number: '0092637/TNHS',
  dossierCode: 'G09.20-20260609-0092637',
} as const;

const applicant = {
  name: 'Nguyễn Thị Ánh Tuyết',
  signer: 'Nguyễn Thị Ánh Tuyết',
  address: 'Số 12 đường Trần Hưng Đạo, phường Đông Hà, tỉnh Quảng Trị',
  phone: '0912345678',
  email: 'anh.tuyet@example.vn',
} as const;

/** The officer at reception. */
const officer = { name: 'Trần Văn Đức', title: 'Công chức Bộ phận Một cửa', phone: '0233 385 2852' } as const;

const procedure = { code: '1.001193', name: 'Thủ tục đăng ký khai sinh' } as const;

export const REGISTER_ENTRY: RegisterEntry = {
  dossierCode: head.dossierCode,
  procedure: procedure.name,
  sets: 1,
  applicantName: applicant.name,
  agency: 'Ủy ban nhân dân phường Đông Hà',
  receivedAt: '2026-06-09T02:30:00.000Z',
  appointmentAt: '2026-06-10T02:30:00.000Z',
  handedOverAt: '2026-06-09T03:00:00.000Z',
  returnedAt: '2026-06-10T01:15:00.000Z',
  method: 'counter',
  note: 'Trả trước hạn',
};

const questionsOf = (code: string) => {
  const found = accepted(loadCatalogue(CATALOGUE_FOLDER)).find(({ procedureCode }) => procedureCode === code);
  if (found?.declaration === undefined) throw new Error(`${code} has no declaration`);
  return found.declaration;
};
const BIRTH = questionsOf('1.001193');
const home = { detail: 'Số 12 đường Trần Hưng Đạo', commune: '19333', area: 'Phường Đông Hà, tỉnh Quảng Trị' };
const BIRTH_ANSWERS = {
  'requester-name': applicant.name,
  'requester-residence': home,
  'requester-identity': { type: 'personal-id', number: '045190000123' },
  relation: 'Mẹ',
  'child-name': 'TRẦN NGUYỄN MINH KHÔI',
  'child-born': '2026-05-31',
  'child-sex': 'male',
  'child-ethnic-group': 'Kinh',
  'child-nationality': 'Việt Nam',
  'child-birth-place': 'Bệnh viện Đa khoa tỉnh Quảng Trị',
  'child-home-town': 'Phường Đông Hà, tỉnh Quảng Trị',
  'mother-declared': 'yes',
  'mother-name': applicant.name,
  'mother-born': '1990-08-17',
  'mother-ethnic-group': 'Kinh',
  'mother-nationality': 'Việt Nam',
  'mother-residence': home,
  'mother-identity': { type: 'personal-id', number: '045190000123' },
  'father-declared': 'yes',
  'father-name': 'Trần Văn Khánh',
  'father-born': '1988',
  'father-ethnic-group': 'Vân Kiều',
  'father-nationality': 'Việt Nam',
  'father-residence': { detail: '1-2-3 Shibuya, Tokyo', country: 'JP' },
  'copies-wanted': 'yes',
  copies: 3,
} as const satisfies Answers;
const HOUSEHOLD = questionsOf('1.001612');
const HOUSEHOLD_ANSWERS = {
  ...{ 'owner-name': 'Nguyễn Trần Khánh Phương Quỳnh', 'owner-born': '1979-12-01', 'owner-sex': 'female' },
  'owner-identity': { type: 'personal-id', number: '045179000123' },
  ...{ 'owner-address': home, 'owner-phone': '0912345678', 'business-address': home, capital: 250_000_000 },
  'business-name': 'Hộ kinh doanh Đặc sản Gió Lào Cát Trắng Nguyễn Trần Khánh Phương Quỳnh',
  trades: Array.from({ length: 14 }, (_, n) => ({
    trade: `Bán lẻ lương thực, thực phẩm, đồ uống chiếm tỷ trọng lớn trong các cửa hàng kinh doanh tổng hợp ${n + 1}`,
    'trade-code': '4711',
    'trade-main': n === 0 ? 'yes' : 'no',
  })),
  ...{ 'founded-by': 'family', 'tax-address-same': 'yes' },
  members: Array.from({ length: 4 }, () => ({
    ...{ 'member-name': 'Nguyễn Hoàng Phúc Bảo Long', 'member-born': '2001-02-03', 'member-sex': 'male' },
    ...{ 'member-identity': { type: 'personal-id', number: '045201000123' }, 'member-address': home },
  })),
} as const satisfies Answers;

const declaredIn = (declaration: Declaration, answers: Answers) => ({
  ...{ ...head, number: undefined, form: 'declaration' as const, reception: head.agency },
  ...{ title: declaration.title.vi, undertaking: declaration.undertaking.vi },
  pages: printedPages(declaration, answers, '2026-06-09'),
});
export const LONG_DECLARATION = {
  ...declaredIn(HOUSEHOLD, HOUSEHOLD_ANSWERS),
  ...{ agency: 'Ủy ban nhân dân xã Hướng Phùng', signer: 'Nguyễn Trần Khánh Phương Quỳnh', bySignIn: false },
};

/** Every form once, with the data of a typical dossier. */
export const SAMPLES = {
  declaration: {
    ...declaredIn(BIRTH, BIRTH_ANSWERS),
    ...{ agency: 'Ủy ban nhân dân phường Đông Hà', signer: applicant.name, bySignIn: true },
  },
  receipt: {
    ...head,
    form: 'receipt',
    applicant,
    procedure,
    papers: [
      { name: 'Tờ khai đăng ký khai sinh', original: 1 },
      { name: 'Giấy chứng sinh', original: 1, copy: 2 },
      { name: 'Giấy chứng nhận kết hôn của cha, mẹ', certifiedCopy: 1 },
    ],
    sets: 1,
    workingHours: 8,
    receivedAt: '2026-06-09T02:30:00.000Z',
    appointmentAt: '2026-06-10T02:30:00.000Z',
    calendarConfirmed: true,
    resultReturn: { method: 'counter' },
    fees: [
      { name: 'Lệ phí đăng ký khai sinh', amount: 8_000 },
      { name: 'Phí cấp bản sao trích lục', amount: 16_000 },
    ],
    notes: ['Khi đến nhận kết quả, mang theo giấy này và giấy tờ tùy thân.'],
    officer,
  },
  'supplement-request': {
    ...head,
    form: 'supplement-request',
    applicant,
    procedure,
    items: [
      {
        paper: 'Giấy chứng sinh',
        content: 'Bản chụp mờ, không đọc được ngày sinh',
        reason: 'Không đối chiếu được với tờ khai',
        guidance: 'Chụp lại bản chính, đủ bốn góc, hoặc nộp bản chính tại quầy',
      },
      {
        content: 'Tờ khai thiếu số định danh cá nhân của người cha',
        reason: 'Trường bắt buộc theo mẫu tờ khai',
        guidance: 'Ghi đủ 12 chữ số như trên thẻ căn cước',
      },
    ],
    contact: { name: 'Trần Văn Đức', phone: '02333852852' },
    officer,
  },
  refusal: {
    ...head,
    form: 'refusal',
    applicant,
    procedure,
    reason: 'Trẻ đã được đăng ký khai sinh tại xã Hải Lăng ngày 02/02/2026.',
    legalGround: 'Điều 16 Luật Hộ tịch số 60/2014/QH13',
    officer,
  },
  denial: {
    ...head,
    form: 'denial',
    applicant,
    procedure,
    receivedAt: '2026-06-09T02:30:00.000Z',
    reason: 'Thông tin về nơi sinh trong giấy chứng sinh không khớp với kết quả xác minh.',
    legalGround: 'Điều 16 Luật Hộ tịch số 60/2014/QH13',
    signatory: { name: 'Lê Hữu Phước', title: 'Phó Chủ tịch', phone: '0233 385 2800' },
  },
  apology: {
    ...head,
    form: 'apology',
    applicantName: applicant.name,
    procedure,
    reception: head.agency,
    receivedAt: '2026-06-01T02:30:00.000Z',
    originalAt: '2026-06-10T02:30:00.000Z',
    newAt: '2026-06-12T09:30:00.000Z',
    reason: 'Cơ quan phối hợp chưa gửi kết quả xác minh nơi cư trú.',
    signatory: { name: 'Lê Hữu Phước', title: 'Phó Chủ tịch' },
  },
  'stop-notice': {
    ...head,
    form: 'stop-notice',
    applicant,
    procedure,
    requestedBy: 'Tổ chức, cá nhân nộp hồ sơ',
    ground: 'Người nộp hồ sơ đề nghị rút hồ sơ vì khai sai nơi sinh.',
    stage: 'Thẩm định hồ sơ',
    payments: [{ name: 'Lệ phí đăng ký khai sinh', amount: 8_000, refunded: false }],
    returnedDocuments: ['Giấy chứng sinh (1 bản chính)', 'Giấy chứng nhận kết hôn của cha, mẹ (1 bản sao)'],
    signatory: { name: 'Lê Hữu Phước', title: 'Phó Chủ tịch' },
  },
  'control-slip': {
    ...head,
    form: 'control-slip',
    applicantName: applicant.name,
    procedure,
    leadAgency: 'Ủy ban nhân dân phường Đông Hà',
    otherAgencies: ['Công an phường Đông Hà', 'Bảo hiểm xã hội cơ sở Đông Hà'],
    receivedAt: '2026-06-09T02:30:00.000Z',
    appointmentAt: '2026-06-10T02:30:00.000Z',
    handOvers: [
      {
        at: '2026-06-09T03:00:00.000Z',
        giver: { agency: 'Bộ phận Một cửa', step: 'Tiếp nhận hồ sơ', person: 'Trần Văn Đức' },
        receiver: { agency: 'Ủy ban nhân dân phường Đông Hà', step: 'Thẩm tra hồ sơ', person: 'Hoàng Thị Yến' },
      },
      {
        at: '2026-06-09T08:30:00.000Z',
        giver: { agency: 'Công chức tư pháp - hộ tịch', person: 'Hoàng Thị Yến' },
        receiver: { agency: 'Lãnh đạo Ủy ban nhân dân phường', person: 'Lê Hữu Phước' },
        timeliness: 'early',
      },
      {
        at: '2026-06-10T01:10:00.000Z',
        giver: { agency: 'Lãnh đạo Ủy ban nhân dân phường', person: 'Lê Hữu Phước' },
        receiver: { agency: 'Bộ phận Một cửa', person: 'Trần Văn Đức' },
        timeliness: 'on-time',
        note: 'Kết quả bản giấy và bản điện tử',
      },
    ],
    officer,
  },
  register: {
    form: 'register',
    registerCode: 'H50.20.1-20260630-1',
    at: '2026-06-30T09:00:00.000Z',
    superior: head.superior,
    agency: head.agency,
    place: head.place,
    from: '2026-06-01T01:00:00.000Z',
    to: '2026-06-30T01:00:00.000Z',
    entries: Array.from({ length: 25 }, () => REGISTER_ENTRY),
    officer,
  },
} as const satisfies { readonly [F in Form['form']]: Extract<Form, { form: F }> };

/** Realistic names and notes: at the length limit, decomposed, in other scripts, with symbols and bidirectional controls. */
export const EXTREME = {
  longName: 'Nguyễn Phước Vĩnh Bảo Long Ánh Tuyết '.repeat(6).slice(0, 200).trim(),
  unbroken: 'Nguyễn'.repeat(34).slice(0, 200),
  decomposed: 'Nguyễn Thị Ánh Tuyết'.normalize('NFD'),
  rightToLeft: 'Ghi chú: שלום עולם (מס׳ 12) và مرحبا بالعالم, hết.',
  emoji: 'Rất vui 😀👍🏽 gia đình 👨‍👩‍👧 🇻🇳 xong ✅',
  unknown: 'Tên gốc: 王小明, ไทย, ลาว, ລາວ, ខមរ, 김민준, 𓀀',
  reordering: 'An\u202Egnort\u202C Bình\u200F\u2066',
} as const;

/** A receipt with every optional part. */
export const EXTREME_RECEIPT: Extract<Form, { form: 'receipt' }> = {
  ...SAMPLES.receipt,
  agency: `${head.agency} ${EXTREME.longName}`.slice(0, 200),
  applicant: { ...applicant, name: EXTREME.longName, signer: EXTREME.longName, address: EXTREME.unbroken },
  procedure: { code: '1.000656.000.00.00.H29', name: EXTREME.longName },
  papers: Array.from({ length: 60 }, (_, index) => ({
    name: `Thành phần hồ sơ số ${index + 1}: ${index % 7 === 0 ? EXTREME.longName : 'bản vẽ thiết kế'}`,
    kind: 'copy' as const,
    count: index + 1,
  })),
  notes: Object.values(EXTREME),
  officer: { name: EXTREME.unbroken, title: EXTREME.longName, phone: '+84 233 385 2852' },
};

import { people } from '../../../local/demo/stage.ts';
import { environment } from '../kit.ts';
import { OWNER } from './callers.ts';

const found = people.citizens.find((one) => one.personId === OWNER);
if (found === undefined) throw new Error(`no person named ${OWNER}`);
export const owner = found;

export const NOWHERE = '7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1b';
/** Where the agency's simulated receiver listens. */
export const RECEIVER = `${environment.simulators.agency}/hooks/api-tests`;

export const applicant = {
  kind: 'citizen',
  name: owner.HoVaTen,
  identity: { type: 'personal-id', number: owner.SoDinhDanh, country: 'VN' },
  phone: owner.SoDienThoai,
  email: owner.ThuDienTu,
  address: owner.DiaChi,
};

/** A draft as the owner writes it. */
export const draft = {
  procedureCode: '1.001193',
  receivingAgency: 'H50.20.1',
  channel: 'online',
  applicant,
  resultDelivery: { method: 'counter' },
  language: 'vi',
};

/** What the owner may change in it. */
export const draftChange = { applicant, resultDelivery: { method: 'counter' }, language: 'en' };

/** Some of the answers of a birth's declaration; the rest is asked for at submission. */
export const someAnswers = {
  answers: { 'requester-name': owner.HoVaTen, 'child-name': 'TRẦN THỊ MẪU', 'child-sex': 'female' },
};

/** A mother who files. */
export const mother = {
  ...{ name: 'Trần Thị Bình', basis: 'parent', phone: '0912000299' },
  identity: { type: 'personal-id', number: '045190999456' },
};

/** What the owner may ask to have corrected. */
export const correctionRequest = {
  applicant: { ...applicant, address: 'Phường Nam Đông Hà' },
  reason: 'Đã chuyển nhà',
};

export const postal = {
  method: 'post',
  receiverName: owner.HoVaTen,
  receiverPhone: owner.SoDienThoai,
  receiverAddress: owner.DiaChi,
  receiverProvinceCode: '44',
};

/** The organisation that signs in as `to-chuc-ho-tieu`. */
export const organisation = {
  kind: 'organisation',
  name: 'Công ty TNHH Hồ tiêu Cùa Xanh',
  identity: { type: 'tax-code', number: '3200526010', country: 'VN' },
  phone: '0912000201',
  address: 'Phường Đông Hà',
};

export const announced = {
  kind: 'component',
  component: 'birth-declaration',
  fileName: 'to-khai.pdf',
  contentType: 'application/pdf',
  size: 1234,
  sha256: 'a'.repeat(64),
};

/** About an agency below the ward that holds nothing: the dossiers of the other tests go on. */
/** Of an office that no dossier of the tests comes to: it would be suspended. */
export const suspension = {
  suspensionId: 'ngap-lut-dac-khu-con-co',
  decision: '12/QĐ-UBND',
  signedBy: 'Giám đốc Công an tỉnh',
  signedAt: '2026-11-20T08:00:00+07:00',
  reason: 'Ngập lụt do bão số 12',
  agencies: ['H50.31.45'],
};
export const lifting = {
  decision: '15/QĐ-UBND',
  signedBy: 'Giám đốc Công an tỉnh',
  signedAt: '2026-11-24T08:00:00+07:00',
};

/** Delegates an officer that no other test uses. */
export const delegation = {
  agencyId: 'H50.20',
  officer: 'can-bo-di-vang',
  delegate: 'ho-tich-dong-hoi',
  from: '2026-03-02T07:00:00+07:00',
  until: '2026-03-06T17:00:00+07:00',
  reason: 'Nghỉ phép',
};

/** One valid body of every action. */
export const ACTIONS: readonly (Readonly<Record<string, unknown>> & { readonly type: string })[] = [
  {
    type: 'accept',
    assessment: { fees: [], late: false },
    handedOver: {
      papers: [
        { component: 'birth-declaration', original: 1 },
        { component: 'birth-notification', original: 1, certifiedCopy: 1, copy: 1, electronic: 1 },
        { name: 'Giấy ủy quyền', original: 1 },
      ],
      sets: 1,
      note: 'Đã đối chiếu bản chính',
    },
  },
  { type: 'assess-fees', assessment: { fees: [{ code: 'late-registration' }], late: true } },
  { type: 'reject', legalGround: 'Điều 16 Luật Hộ tịch', reason: 'Đã đăng ký tại nơi khác' },
  {
    type: 'request-supplement',
    items: [{ component: 'birth-notification', content: 'Giấy chứng sinh', reason: 'Ảnh mờ', guidance: 'Chụp lại' }],
    reason: 'Lần đầu chưa thấy hết',
  },
  { type: 'request-payment', assessment: { fees: [{ code: 'late-registration' }], late: true } },
  { type: 'cancel-payment', obligationId: NOWHERE, reason: 'Yêu cầu nhầm mức thu' },
  { type: 'record-counter-payment', obligationId: NOWHERE, receiptNumber: 'BL-001', amount: 8000 },
  {
    ...{ type: 'correct-receipt-number', obligationId: NOWHERE },
    ...{ receiptNumber: 'BL-002', reason: 'Nhập nhầm số biên lai' },
  },
  { type: 'approve-refund', refundId: 'refund-1', amount: 8000 },
  {
    ...{ type: 'refuse-refund', refundId: 'refund-1' },
    ...{ legalGround: 'Điều 12 Luật Phí và lệ phí', reason: 'Đã chi cho việc thẩm định' },
  },
  {
    ...{ type: 'record-refund', refundId: 'refund-1', amount: 8000, method: 'bank-transfer' },
    ...{ reference: 'UNC 12', documentId: NOWHERE, paidOn: '2026-03-04' },
  },
  { type: 'reopen-refund', refundId: 'refund-1', reason: 'Ghi nhầm số chứng từ' },
  { type: 'forward', stepId: 'registration', agencyId: 'H50.20', note: 'Chuyển bước' },
  { type: 'forward', stepId: 'decision', agencyId: 'H50.20', outcome: 'eligible', note: 'Đủ điều kiện' },
  { type: 'send-back', stepId: 'examination', reason: 'Thiếu ý kiến thẩm định' },
  { type: 'transfer', agencyId: 'H50.21.1', reason: 'Thuộc thẩm quyền phường khác' },
  { type: 'move-to-successor', agencyId: 'H50.20.1' },
  { type: 'assign', officer: 'ho-tich-dong-hoi', reason: 'Cán bộ trước nghỉ phép' },
  { type: 'open-branch', branchId: 'earlier-residence', agencyId: 'H50.21', note: 'Xác nhận thời gian cư trú' },
  { type: 'ask-opinion', agencyId: 'H50.12', question: 'Có vướng mắc về quốc tịch không?', workingHours: 16 },
  { type: 'finish-branch', branchId: 'earlier-residence', result: 'done', note: 'Đã xác nhận' },
  { type: 'cancel-branch', branchId: 'earlier-residence', reason: 'Gửi nhầm cơ quan' },
  {
    type: 'record-verification',
    verifiedAt: '2026-03-04T09:00:00+07:00',
    place: 'Thửa đất số 12, thôn 1',
    participants: ['Cán bộ địa chính', 'Chủ đất'],
    content: 'Đúng hiện trạng',
  },
  { type: 'reappoint', workingHours: 8, reason: 'Chờ kết quả xác minh' },
  { type: 'recalculate-appointment', reason: 'Lịch nghỉ thay đổi' },
  { type: 'send-reminder', message: 'Đề nghị giải quyết sớm' },
  { type: 'add-note', note: 'Chờ đối chiếu sổ gốc' },
  { type: 'complete', outcome: 'granted', note: 'Đủ điều kiện' },
  { type: 'return-result', method: 'counter' },
  { type: 'decide-withdrawal', granted: true, reason: 'Theo yêu cầu' },
  { type: 'stop', ground: 'Chờ kết luận' },
  { type: 'close', ground: 'procedure-abolished', legalGround: 'Quyết định 12/QĐ-UBND', note: 'Bãi bỏ từ 01/3/2026' },
  { type: 'resume', note: 'Đã có kết luận' },
  {
    type: 'correct-particulars',
    applicant: { ...applicant, address: 'Phường Nam Đông Hà' },
    reason: 'Chủ hồ sơ đề nghị',
  },
  { type: 'refuse-correction', requestId: NOWHERE, reason: 'Không khớp căn cước' },
  { type: 'confirm-identity', person: 'applicant', name: owner.HoVaTen, number: owner.SoDinhDanh },
  { type: 'correct', toStatus: 'submitted', reason: 'Bấm nhầm nút' },
];
/** Fields that an action does without; `note` of the others, too, but for the note itself. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  accept: [
    ...['assessment', 'assessment.late', 'handedOver', 'handedOver.note'],
    // A paper has a component or a name, and one of the counts: the rules of the dossier say so, not the schema.
    ...['papers.0.component', 'papers.0.original', 'papers.1.component', 'papers.1.original'],
    ...['papers.1.certifiedCopy', 'papers.1.copy', 'papers.1.electronic', 'papers.2.name', 'papers.2.original'],
  ].map((field) => (field.startsWith('papers') ? `handedOver.${field}` : field)),
  'assess-fees': ['assessment.late'],
  'request-payment': ['assessment', 'assessment.late'],
  'request-supplement': ['reason', 'items.0.component'],
  'record-refund': ['documentId'],
  assign: ['reason'],
  forward: ['outcome'],
  'decide-withdrawal': ['reason'],
  close: ['legalGround'],
  'correct-particulars': ['applicant', 'applicant.email', 'applicant.phone', 'applicant.identity.country'],
  'confirm-identity': ['number'],
};
export const optionalOf = (type: string) => [...(OPTIONAL[type] ?? []), ...(type === 'add-note' ? [] : ['note'])];

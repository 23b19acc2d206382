import { people } from '../../../local/demo/stage.ts';
import { environment } from '../kit.ts';
import type { Caller } from './callers.ts';
import { OWNER } from './callers.ts';

const owner = people.citizens.find((one) => one.personId === OWNER);
if (owner === undefined) throw new Error(`no person named ${OWNER}`);

export const NOWHERE = '7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1b';
/** Where the agency's simulated receiver listens. */
export const RECEIVER = `${environment.simulators.agency}/hooks/api-tests`;

export type Example = {
  readonly as: Caller;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Paths of fields that may be left out; all others are required. */
  readonly optional?: readonly string[];
  /** What the call answers although nothing is wrong with its form: there is no such dossier, or the call is good. */
  readonly answers: number;
};

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
export const suspension = {
  suspensionId: 'ngap-lut-phuong-dong-hoi',
  decision: '12/QĐ-UBND',
  signedBy: 'Chủ tịch Ủy ban nhân dân phường',
  signedAt: '2026-11-20T08:00:00+07:00',
  reason: 'Ngập lụt do bão số 12',
  agencies: ['H50.20.99'],
};
export const lifting = {
  decision: '15/QĐ-UBND',
  signedBy: 'Chủ tịch Ủy ban nhân dân phường',
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
  { type: 'approve-refund', refundId: 'refund-1', amount: 8000 },
  {
    ...{ type: 'refuse-refund', refundId: 'refund-1' },
    ...{ legalGround: 'Điều 12 Luật Phí và lệ phí', reason: 'Đã chi cho việc thẩm định' },
  },
  {
    ...{ type: 'record-refund', refundId: 'refund-1', amount: 8000, method: 'bank-transfer' },
    ...{ reference: 'UNC 12', documentId: NOWHERE, paidOn: '2026-03-04' },
  },
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
const optionalOf = (type: string) => [...(OPTIONAL[type] ?? []), ...(type === 'add-note' ? [] : ['note'])];

const dossier = { dossierId: NOWHERE };
const endpoint = { endpointId: NOWHERE };
const managing = { as: 'system, webhooks.manage', params: endpoint, answers: 404 } as const;

/** At least one well-formed call of every route that takes anything; mostly about dossiers that do not exist. */
/** A period of whole months, as every route about figures takes it. */
export const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };

export const EXAMPLES: readonly (readonly [route: string, example: Example])[] = [
  [
    'intake.createDossier',
    {
      as: 'owner',
      body: draft,
      optional: ['language', 'applicant.email', 'applicant.phone', 'applicant.identity.country'],
      answers: 201,
    },
  ],
  [
    'intake.createDossier',
    // An organisation may not apply for this one, and no person for another: well-formed nevertheless.
    {
      as: 'owner',
      body: {
        ...draft,
        applicant: {
          kind: 'organisation',
          name: 'Công ty Thử',
          identity: { type: 'tax-code', number: '3200526010', country: 'VN' },
          representative: 'Trần Thử',
          phone: '0912000201',
          email: 'thu@example.com',
          address: 'Phường Đông Hà',
        },
        resultDelivery: postal,
      },
      optional: [
        'language',
        'applicant.email',
        'applicant.representative',
        'applicant.identity.country',
        'applicant.phone',
      ],
      answers: 403,
    },
  ],
  [
    'intake.changeDraft',
    {
      as: 'owner',
      params: dossier,
      body: draftChange,
      optional: ['language', 'applicant.email', 'applicant.phone', 'applicant.identity.country'],
      answers: 404,
    },
  ],
  ['intake.listDossiers', { as: 'owner', query: { limit: '5' }, optional: ['limit'], answers: 200 }],
  ['intake.readDossier', { as: 'owner', params: dossier, answers: 404 }],
  ['intake.readTimeline', { as: 'owner', params: dossier, query: { from: '1' }, optional: ['from'], answers: 404 }],
  ['intake.submitDossier', { as: 'owner', params: dossier, answers: 404 }],
  [
    'intake.supplementDossier',
    { as: 'owner', params: dossier, body: { note: 'Đã bổ sung' }, optional: ['note'], answers: 404 },
  ],
  ['intake.requestWithdrawal', { as: 'owner', params: dossier, body: { reason: 'Đổi kế hoạch' }, answers: 404 }],
  [
    'intake.requestCorrection',
    {
      as: 'owner',
      params: dossier,
      body: correctionRequest,
      optional: ['applicant', 'applicant.email', 'applicant.phone', 'applicant.identity.country'],
      answers: 404,
    },
  ],
  ['intake.changeFiler', { as: 'owner', params: dossier, body: { filer: null }, answers: 404 }],
  ['intake.confirmMail', { as: 'owner', body: { email: 'unknown@example.com', code: '00000000' }, answers: 404 }],
  ['documents.requestUpload', { as: 'owner', params: dossier, body: announced, optional: ['kind'], answers: 404 }],
  ['documents.listDocuments', { as: 'owner', params: dossier, answers: 404 }],
  ['documents.readForm', { as: 'owner', params: { ...dossier, documentId: NOWHERE }, answers: 404 }],
  ['documents.readRegister', { as: 'reception', params: { agencyId: 'H50.20.1', day: '2021-05-04' }, answers: 200 }],
  ['documents.readDocument', { as: 'owner', params: { ...dossier, documentId: NOWHERE }, answers: 404 }],
  ['documents.removeDocument', { as: 'owner', params: { ...dossier, documentId: NOWHERE }, answers: 404 }],
  ['actions.decideSuspension', { as: 'approver', body: suspension, answers: 200 }],
  ['actions.liftSuspension', { as: 'approver', params: { suspensionId: 'chua-co' }, body: lifting, answers: 404 }],
  ['actions.putDelegation', { as: 'approver', body: delegation, answers: 200 }],
  ['actions.listDelegations', { as: 'handler', query: { agencyId: 'H50.20' }, answers: 200 }],
  ...ACTIONS.map(
    (body) =>
      ['actions.act', { as: 'handler', params: dossier, body, optional: optionalOf(body.type), answers: 404 }] as const,
  ),
  [
    'actions.readInbox',
    {
      as: 'handler',
      query: { agencyId: 'H50.20', stepId: 'examination', limit: '5' },
      optional: ['stepId', 'limit'],
      answers: 200,
    },
  ],
  [
    'search.searchDossiers',
    {
      as: 'handler',
      query: { limit: '5' },
      body: {
        agencyId: 'H50.20',
        identity: { type: 'personal-id', number: owner.SoDinhDanh },
        phone: '0912345678',
        name: 'Nguyễn Thị Ánh',
        procedureCode: '1.001193',
        status: 'in-processing',
        stepId: 'examination',
        assignee: 'ho-tich-dong-hoi',
        channel: 'online',
        dueBefore: '2026-12-01T00:00:00.000Z',
        overdue: true,
        queue: 'overdue',
      },
      optional: [
        ...['limit', 'identity', 'phone', 'name', 'procedureCode', 'status', 'stepId', 'assignee', 'channel'],
        ...['dueBefore', 'overdue', 'queue'],
      ],
      answers: 200,
    },
  ],
  ['search.readQueues', { as: 'handler', query: { agencyId: 'H50.20' }, optional: ['agencyId'], answers: 200 }],
  [
    'figures.readFigures',
    {
      as: 'approver',
      query: { ...NOVEMBER, agencyId: 'H50.20', groupBy: 'field' },
      optional: ['groupBy'],
      answers: 200,
    },
  ],
  ['figures.readQualityIndex', { as: 'approver', query: { ...NOVEMBER, agencyId: 'H50.20' }, answers: 200 }],
  [
    'catalogue.listProcedures',
    {
      as: 'owner',
      query: {
        q: 'khai sinh',
        field: 'civil-status',
        level: 'commune',
        applicant: 'citizen',
        channel: 'direct',
        limit: '5',
      },
      optional: ['q', 'field', 'level', 'applicant', 'channel', 'limit'],
      answers: 200,
    },
  ],
  [
    'catalogue.readProcedure',
    { as: 'owner', params: { code: '1.001193' }, query: { commune: '19333' }, optional: ['commune'], answers: 200 },
  ],
  [
    'catalogue.listAgencies',
    {
      as: 'owner',
      query: { q: 'đồng hới', kind: 'reception', level: 'commune', commune: '19333', limit: '5' },
      optional: ['q', 'kind', 'level', 'commune', 'limit'],
      answers: 200,
    },
  ],
  ['catalogue.readAgency', { as: 'owner', params: { agencyId: 'H50.20.1' }, answers: 200 }],
  ['figures.readPublicFigures', { as: 'owner', query: NOVEMBER, answers: 200 }],
  ['payments.startPayment', { as: 'owner', params: dossier, body: { provider: 'vnpay' }, answers: 404 }],
  // The code leads nowhere; each call counts against the limit of the caller, so nothing here is called well-formed often.
  [
    'lookup.lookUp',
    {
      as: 'owner',
      body: {
        dossierCode: 'H50.20.1-310101-0001',
        identity: { type: 'personal-id', number: owner.SoDinhDanh },
      },
      answers: 404,
    },
  ],
  [
    'webhook-endpoints.createEndpoint',
    {
      as: 'system, webhooks.manage',
      // A private address is refused by the guard after the form is found good.
      body: { url: 'https://10.0.0.1/hook', description: 'Phần mềm', eventTypes: ['motcua.dossier.accepted.v1'] },
      optional: ['eventTypes'],
      answers: 400,
    },
  ],
  ['webhook-endpoints.readEndpoint', managing],
  ['webhook-endpoints.deleteEndpoint', managing],
  ['webhook-endpoints.enableEndpoint', managing],
  ['webhook-endpoints.rotateSecret', managing],
  ['webhook-endpoints.testEndpoint', managing],
  ['webhook-endpoints.listAttempts', { ...managing, query: { limit: '5' }, optional: ['limit'] }],
  [
    'webhook-endpoints.replayDossier',
    { ...managing, body: { dossierId: NOWHERE, fromVersion: 1 }, optional: ['fromVersion'] },
  ],
  [
    'session.signIn',
    { as: 'owner', query: { return: '/ho-so', kiosk: 'true' }, optional: ['return', 'kiosk'], answers: 303 },
  ],
  ['session.endSession', { as: 'owner', params: { sessionId: NOWHERE }, answers: 404 }],
  ['postal-webhook.carrierPush', { as: 'other citizen', params: { carrier: 'vnpost' }, answers: 200 }],
];

import type { Declaration } from '../../../shared/procedure/declaration/schema.ts';
import type { Agency, Procedure } from '../../../shared/procedure/schema.ts';

/** It asks a name, and of a married person the spouse's. */
const DECLARATION: Declaration = {
  component: 'request',
  title: { vi: 'TỜ KHAI', en: 'REQUEST' },
  signature: 'electronic-identity',
  undertaking: { vi: 'Tôi cam đoan.', en: 'I affirm.' },
  pages: [
    {
      page: 'person',
      title: { vi: 'Người yêu cầu', en: 'Person' },
      questions: [
        {
          ...{ question: 'name', label: { vi: 'Họ, chữ đệm, tên', en: 'Name' }, required: true, prefill: 'owner-name' },
          ...{ type: 'text', maxLength: 200 },
        },
        {
          ...{ question: 'married', label: { vi: 'Có vợ hoặc chồng', en: 'Married' }, required: false },
          type: 'choice',
          options: ['yes', 'no'].map((option) => ({ option, name: { vi: option, en: option } })),
        },
        {
          ...{ question: 'spouse', label: { vi: 'Tên người đó', en: 'Spouse' }, required: true },
          ...{ type: 'text', maxLength: 200, when: [{ question: 'married', is: ['yes'] }] },
        },
      ],
    },
  ],
};

/** A small procedure with fees, post, and two steps at two kinds of agency. */
export const PROCEDURE: Procedure = {
  procedureCode: '2.000488',
  version: 3,
  name: { vi: 'Cấp phiếu', en: 'Certificate' },
  field: { code: 'justice', name: { vi: 'Tư pháp', en: 'Justice' } },
  level: 'province',
  legalBasis: 'Luật Lý lịch tư pháp',
  channels: ['direct', 'online', 'postal'],
  applicants: ['citizen', 'organisation'],
  components: [
    { component: 'request', name: { vi: 'Tờ khai', en: 'Request' }, required: true },
    { component: 'proof', name: { vi: 'Giấy tờ', en: 'Proof' }, required: false },
  ],
  declaration: DECLARATION,
  fees: [
    { code: 'fee', name: { vi: 'Phí', en: 'Fee' }, kind: 'fee', amount: 200_000 },
    { code: 'copy', name: { vi: 'Bản sao', en: 'Copy' }, kind: 'charge', amount: 5_000, optional: true, copies: 100 },
  ],
  steps: [
    {
      stepId: 'examine',
      name: { vi: 'Thẩm định', en: 'Examine' },
      agencyKind: 'department',
      roles: ['handler'],
      workingHours: 40,
    },
    { stepId: 'sign', name: { vi: 'Ký', en: 'Sign' }, agencyKind: 'department', roles: ['approver'], workingHours: 8 },
  ],
  workingHours: 48,
  postalReturn: true,
};

/**
 * A procedure that is no line: the first step is on the spot, has a branch that every dossier needs and one that some
 * need, and leads three ways; the longest takes 80 hours.
 */
export const GRAPH: Procedure = {
  ...PROCEDURE,
  version: 4,
  steps: [
    {
      stepId: 'survey',
      name: { vi: 'Khảo sát', en: 'Survey' },
      agencyKind: 'department',
      roles: ['handler'],
      workingHours: 24,
      onSite: true,
      next: [
        { outcome: 'disputed', name: { vi: 'Có tranh chấp', en: 'Disputed' }, to: 'settle' },
        { outcome: 'plain', name: { vi: 'Rõ ràng', en: 'Plain' }, to: 'sign' },
        { outcome: 'no-case', name: { vi: 'Không có căn cứ', en: 'No case' }, to: 'end' },
      ],
      branches: [
        {
          branchId: 'tax',
          name: { vi: 'Thuế', en: 'Tax' },
          agencyKind: 'tax',
          relation: 'same-level',
          roles: ['handler'],
          workingHours: 16,
          result: { vi: 'Thông báo thuế', en: 'Tax notice' },
        },
        {
          branchId: 'ward',
          name: { vi: 'Xác nhận của xã', en: 'Word of the ward' },
          agencyKind: 'commune',
          relation: 'down',
          roles: ['approver'],
          workingHours: 8,
          result: { vi: 'Giấy xác nhận', en: 'Confirmation' },
          optional: true,
        },
      ],
    },
    {
      stepId: 'settle',
      name: { vi: 'Hòa giải', en: 'Settle' },
      agencyKind: 'department',
      roles: ['handler'],
      workingHours: 48,
    },
    { stepId: 'sign', name: { vi: 'Ký', en: 'Sign' }, agencyKind: 'department', roles: ['approver'], workingHours: 8 },
  ],
  workingHours: 80,
};

const agency = (agencyId: string, kind: Agency['kind'], level: Agency['level']): Agency => ({
  agencyId,
  name: { vi: agencyId, en: agencyId },
  kind,
  level,
});
export const RECEPTION = agency('H50.1', 'reception', 'province');
export const DEPARTMENT = agency('H50.12', 'department', 'province');
export const TAX = agency('H50.30', 'tax', 'province');
export const WARD = agency('H50.20', 'commune', 'commune');
/** The tax office of a few communes: the right kind, another level. */
export const TAX_BELOW = agency('H50.31', 'tax', 'commune');
/** Another one-stop shop of the province, for some communes only; and the ward's own. */
export const SECOND_RECEPTION: Agency = { ...agency('H50.2', 'reception', 'province'), area: ['19333', '19351'] };
export const WARD_RECEPTION: Agency = { ...agency('H50.20.1', 'reception', 'commune'), area: ['18859'] };
/** Merged into the second reception. */
export const CLOSED_RECEPTION: Agency = {
  ...agency('H50.3', 'reception', 'province'),
  closed: { on: '2026-11-20', successor: SECOND_RECEPTION.agencyId },
};
export const AGENCIES = [
  RECEPTION,
  DEPARTMENT,
  TAX,
  WARD,
  TAX_BELOW,
  SECOND_RECEPTION,
  WARD_RECEPTION,
  CLOSED_RECEPTION,
];

/** Lines and graphs, each policy in both ways, and one that is processed elsewhere. */
export const PROCEDURES: readonly Procedure[] = [
  PROCEDURE,
  GRAPH,
  GRAPH,
  { ...GRAPH, afterSupplement: 'resume', paymentStopsClock: false },
  { ...PROCEDURE, processedBy: 'ministry' },
  { ...GRAPH, silentOpinion: 'deemed-agreed', supplementWorkingHours: 8, paymentWorkingHours: 4 },
];

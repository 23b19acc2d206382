import * as z from 'zod/mini';
import { draftSchema, supplementSchema, withdrawalSchema } from '../../../shared/dossier/commands.ts';
import { pageQuery, queryInteger } from '../../../shared/platform/http/page.ts';
import { defineRoute } from '../../../shared/platform/http/route.ts';
import { answerSchema, dossierParams } from '../../../shared/record/dossier-route.ts';
import { email, mailCode } from '../../../shared/values.ts';
import { dossierPage, dossierView, timelineView } from './views.ts';

const ownerOrReception = { kind: 'token', citizen: true, officer: ['reception'] } as const;
/** Why what was handed over with a supplement is not accepted. */
const HANDED_OVER_PROBLEMS = [
  'handed-over-required',
  'paper-unnamed',
  'paper-listed-twice',
  'paper-without-count',
  'unknown-component',
  'hand-over-record-unexpected',
  'hand-over-record-too-early',
  'moment-in-the-future',
  'limit-reached',
];

const readers = {
  kind: 'token',
  citizen: true,
  officer: ['reception', 'handler', 'approver', 'administrator'],
  partner: ['dossiers.read'],
} as const;

export const routes = {
  createDossier: defineRoute({
    method: 'POST',
    path: '/v1/dossiers',
    access: ownerOrReception,
    audit: ['answer.dossierId'],
    summary: { vi: 'Tạo hồ sơ (bản nháp)', en: 'Create a dossier as a draft' },
    body: draftSchema,
    idempotent: true,
    success: { status: 201, description: 'The draft was opened.', body: answerSchema },
    problems: [
      'unknown-procedure',
      'unknown-agency',
      'not-a-reception',
      'agency-closed',
      'wrong-level',
      'not-competent',
      'outside-jurisdiction',
      'channel-not-offered',
      'applicant-not-eligible',
      'postal-return-not-offered',
      'not-allowed',
      'quota-reached',
    ],
  }),
  listDossiers: defineRoute({
    method: 'GET',
    path: '/v1/dossiers',
    access: { kind: 'token', citizen: true },
    audit: ['answer.items.dossierId'],
    summary: { vi: 'Danh sách hồ sơ của tôi', en: 'List my dossiers, newest first' },
    query: z.strictObject(pageQuery),
    paged: true,
    success: { status: 200, description: 'One page of dossiers.', body: dossierPage },
  }),
  readDossier: defineRoute({
    method: 'GET',
    path: '/v1/dossiers/{dossierId}',
    access: readers,
    audit: ['path.dossierId'],
    summary: { vi: 'Xem hồ sơ', en: 'Read a dossier' },
    params: dossierParams,
    success: { status: 200, description: 'The current dossier; its version is the ETag.', body: dossierView },
    problems: ['dossier-not-found'],
  }),
  readTimeline: defineRoute({
    method: 'GET',
    path: '/v1/dossiers/{dossierId}/timeline',
    access: readers,
    audit: ['path.dossierId'],
    summary: { vi: 'Xem tiến trình xử lý hồ sơ', en: 'Read the timeline of a dossier' },
    params: dossierParams,
    query: z.strictObject({
      from: queryInteger(1, 99_999_999, 1),
    }),
    success: { status: 200, description: 'Events in order, at most 100.', body: timelineView },
    problems: ['dossier-not-found'],
  }),
  submitDossier: defineRoute({
    method: 'POST',
    path: '/v1/dossiers/{dossierId}/submit',
    access: ownerOrReception,
    audit: ['path.dossierId'],
    summary: { vi: 'Nộp hồ sơ', en: 'Submit a dossier; it gets its code' },
    params: dossierParams,
    idempotent: true,
    ifMatch: true,
    success: { status: 200, description: 'The dossier was submitted.', body: answerSchema },
    problems: [
      'dossier-not-found',
      'not-allowed',
      'wrong-status',
      'missing-components',
      'documents-pending',
      'version-conflict',
    ],
  }),
  supplementDossier: defineRoute({
    method: 'POST',
    path: '/v1/dossiers/{dossierId}/supplement',
    access: ownerOrReception,
    audit: ['path.dossierId'],
    summary: { vi: 'Bổ sung hồ sơ theo yêu cầu', en: 'Submit the supplement that was requested' },
    params: dossierParams,
    body: supplementSchema,
    idempotent: true,
    ifMatch: true,
    success: { status: 200, description: 'Processing of the dossier continues.', body: answerSchema },
    problems: [
      'dossier-not-found',
      'not-allowed',
      'wrong-status',
      'missing-components',
      'documents-pending',
      'supplement-missing',
      ...HANDED_OVER_PROBLEMS,
      'version-conflict',
    ],
  }),
  requestWithdrawal: defineRoute({
    method: 'POST',
    path: '/v1/dossiers/{dossierId}/withdrawal',
    access: ownerOrReception,
    audit: ['path.dossierId'],
    summary: { vi: 'Yêu cầu rút hồ sơ', en: 'Request withdrawal of a dossier' },
    params: dossierParams,
    body: withdrawalSchema,
    idempotent: true,
    ifMatch: true,
    success: { status: 200, description: 'The withdrawal awaits a decision.', body: answerSchema },
    problems: ['dossier-not-found', 'not-allowed', 'wrong-status', 'version-conflict'],
  }),
  confirmMail: defineRoute({
    method: 'PUT',
    path: '/v1/confirmed-mail',
    access: { kind: 'token', citizen: true },
    audit: { nothing: 'Applicants confirm their own address; the line says who.' },
    summary: { vi: 'Xác nhận địa chỉ thư điện tử', en: 'Confirm an e-mail address by the code that was sent to it' },
    body: z.strictObject({ email, code: mailCode }),
    success: { status: 204, description: 'Notifications about own dossiers are sent to this address.' },
    problems: ['not-found', 'wrong-code', 'too-many-requests'],
  }),
};

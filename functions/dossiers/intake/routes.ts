import * as z from 'zod/mini';
import {
  correctionRequestSchema,
  filerChangeSchema,
  supplementSchema,
  withdrawalSchema,
} from '../../../shared/dossier/commands.ts';
import { cursorQuery, pageQuery, queryInteger } from '../../../shared/platform/http/page.ts';
import { defineRoute } from '../../../shared/platform/http/route.ts';
import { answerSchema, dossierParams } from '../../../shared/record/dossier-route.ts';
import { email, mailCode } from '../../../shared/values.ts';
import { READERS } from '../readable.ts';
import { dossierRow, pageOf } from '../row-view.ts';
import { timesView } from '../times/times-view.ts';
import { draftRoutes, ownerOrReception } from './draft-routes.ts';
import { timelineView } from './timeline-view.ts';

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

/** Why particulars cannot be as they are asked to be. */
const PARTICULARS_PROBLEMS = [
  'applicant-not-eligible',
  'filer-basis-does-not-fit',
  'filer-document-missing',
  'phone-required-online',
  'postal-return-not-offered',
  'particulars-unchanged',
];

export const routes = {
  ...draftRoutes,
  listDossiers: defineRoute({
    method: 'GET',
    cache: 'private-revalidate',
    path: '/v1/dossiers',
    access: { kind: 'token', citizen: true },
    audit: ['answer.items.dossierId'],
    summary: { vi: 'Danh sách hồ sơ của tôi', en: 'List my dossiers, newest first' },
    query: z.strictObject(pageQuery),
    paged: true,
    success: { status: 200, description: 'One page of dossiers.', body: pageOf(dossierRow) },
  }),
  readChanges: defineRoute({
    method: 'GET',
    cache: 'private-revalidate',
    path: '/v1/changes',
    access: { kind: 'token', citizen: true },
    audit: ['answer.items.dossierId'],
    summary: { vi: 'Hồ sơ của tôi có thay đổi', en: 'Read which of my dossiers have changed' },
    query: z.strictObject({ since: cursorQuery }),
    paged: true,
    success: {
      status: 200,
      description: 'Changed dossiers; without `since` none, and where to begin. Ask again with `next` as `since`.',
      body: z.object({
        items: z.array(dossierRow),
        /** Good for half a day; then read the list again. */
        next: z.string(),
        /** Ask again at once: not all dossiers were looked at. */
        more: z.boolean(),
      }),
    },
  }),
  readTimeline: defineRoute({
    method: 'GET',
    cache: 'private-revalidate',
    path: '/v1/dossiers/{dossierId}/timeline',
    access: READERS,
    audit: ['path.dossierId'],
    summary: { vi: 'Xem tiến trình xử lý hồ sơ', en: 'Read the timeline of a dossier' },
    params: dossierParams,
    query: z.strictObject({
      from: queryInteger(1, 99_999_999, 1),
    }),
    success: { status: 200, description: 'Events in order, at most 100.', body: timelineView },
    problems: ['dossier-not-found'],
  }),
  readTimes: defineRoute({
    method: 'GET',
    cache: 'private-revalidate',
    path: '/v1/dossiers/{dossierId}/times',
    access: READERS,
    audit: ['path.dossierId'],
    summary: {
      vi: 'Xem thời gian giải quyết ở từng cơ quan và cách tính ngày hẹn trả',
      en: 'Read where the time of a dossier went, and how its dates were counted',
    },
    params: dossierParams,
    success: { status: 200, description: 'Time by agency and pause, which adds up to the whole.', body: timesView },
    problems: ['dossier-not-found', 'wrong-status', 'no-calendar'],
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
      'declaration-incomplete',
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
      'declaration-incomplete',
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
  requestCorrection: defineRoute({
    method: 'POST',
    path: '/v1/dossiers/{dossierId}/correction',
    access: { kind: 'token', citizen: true },
    audit: ['path.dossierId'],
    summary: { vi: 'Đề nghị chỉnh sửa thông tin hồ sơ', en: 'Ask for a correction of particulars after submission' },
    params: dossierParams,
    body: correctionRequestSchema,
    idempotent: true,
    ifMatch: true,
    success: {
      status: 200,
      description: 'The request awaits an officer’s decision; it replaces an open one.',
      body: answerSchema,
    },
    problems: [
      'dossier-not-found',
      'wrong-status',
      ...PARTICULARS_PROBLEMS,
      'correction-open',
      'limit-reached',
      'version-conflict',
    ],
  }),
  changeFiler: defineRoute({
    method: 'PUT',
    path: '/v1/dossiers/{dossierId}/filer',
    access: { kind: 'token', citizen: true },
    audit: ['path.dossierId'],
    summary: { vi: 'Thay đổi hoặc bỏ người nộp hồ sơ', en: 'Change or remove who files for the owner' },
    params: dossierParams,
    body: filerChangeSchema,
    idempotent: true,
    ifMatch: true,
    success: {
      status: 200,
      description: 'The former filer no longer reads the dossier; a new one does after a second reading at reception.',
      body: answerSchema,
    },
    problems: [
      'dossier-not-found',
      'not-allowed',
      'wrong-status',
      'no-filer',
      'filer-basis-does-not-fit',
      'filer-document-missing',
      'phone-required-online',
      'particulars-unchanged',
      'limit-reached',
      'version-conflict',
    ],
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

import * as z from 'zod/mini';
import { draftChangeSchema, draftSchema } from '../../../shared/dossier/commands.ts';
import { defineRoute } from '../../../shared/platform/http/route.ts';
import { answerSchema, dossierParams } from '../../../shared/record/dossier-route.ts';
import { READERS } from '../readable.ts';
import { answersSchema } from './answers-schema.ts';
import { declarationView } from './declaration-view.ts';

/** The owner or filer, or reception at the counter. */
export const ownerOrReception = { kind: 'token', citizen: true, officer: ['reception'] } as const;

/** A dossier before it is filed, and its declaration. */
export const draftRoutes = {
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
      'filer-basis-does-not-fit',
      'filer-document-missing',
      'phone-required-online',
      'sign-in-without-name',
      'second-reading-differs',
      'postal-return-not-offered',
      'not-allowed',
      'quota-reached',
    ],
  }),
  changeDraft: defineRoute({
    method: 'PUT',
    path: '/v1/dossiers/{dossierId}/draft',
    access: ownerOrReception,
    audit: ['path.dossierId'],
    summary: { vi: 'Sửa hồ sơ trước khi nộp', en: 'Change a draft: owner, filer, return of the result, language' },
    params: dossierParams,
    body: draftChangeSchema,
    idempotent: true,
    ifMatch: true,
    success: { status: 200, description: 'The draft was changed.', body: answerSchema },
    problems: [
      'dossier-not-found',
      'not-allowed',
      'wrong-status',
      'applicant-not-eligible',
      'filer-basis-does-not-fit',
      'filer-document-missing',
      'phone-required-online',
      'sign-in-without-name',
      'postal-return-not-offered',
      'version-conflict',
    ],
  }),
  deleteDraft: defineRoute({
    method: 'DELETE',
    path: '/v1/dossiers/{dossierId}/draft',
    access: ownerOrReception,
    audit: ['path.dossierId'],
    summary: { vi: 'Xóa hồ sơ chưa nộp', en: 'Delete a draft with its files' },
    params: dossierParams,
    idempotent: true,
    ifMatch: true,
    success: {
      status: 200,
      description: 'The draft is gone; its files and rows follow within minutes.',
      body: answerSchema,
    },
    problems: ['dossier-not-found', 'not-allowed', 'wrong-status', 'version-conflict'],
  }),
  declareAnswers: defineRoute({
    method: 'PUT',
    path: '/v1/dossiers/{dossierId}/declaration',
    access: ownerOrReception,
    audit: ['path.dossierId'],
    summary: {
      vi: 'Lưu câu trả lời của tờ khai',
      en: 'Save answers of the declaration, all of them at once; none take it back',
    },
    params: dossierParams,
    body: z.strictObject({ answers: answersSchema }),
    idempotent: true,
    ifMatch: true,
    success: {
      status: 200,
      description: 'The answers were saved; those to hidden questions are dropped.',
      body: answerSchema,
    },
    problems: [
      'dossier-not-found',
      'not-allowed',
      'no-declaration',
      'wrong-status',
      'declaration-invalid',
      'limit-reached',
      'version-conflict',
    ],
  }),
  readDeclaration: defineRoute({
    method: 'GET',
    cache: 'private-revalidate',
    path: '/v1/dossiers/{dossierId}/declaration',
    access: READERS,
    audit: ['path.dossierId'],
    summary: { vi: 'Xem tờ khai', en: 'Read the declaration: the one being written, else the one that was filed' },
    params: dossierParams,
    success: { status: 200, description: 'The answers, and what is still to be answered.', body: declarationView },
    problems: ['dossier-not-found', 'no-declaration'],
  }),
};

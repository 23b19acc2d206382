import * as z from 'zod/mini';
import { fileNameOf } from '../../../shared/documents/file-name.ts';
import { FILE_TYPE_NAMES, FILE_TYPES, type FileType, MAX_FILE_BYTES } from '../../../shared/documents/file-types.ts';
import { adviceOnType } from '../../../shared/documents/refusals.ts';
import { issuedFormSchema } from '../../../shared/dossier/issued-form.ts';
import { defineRoute } from '../../../shared/platform/http/route.ts';
import { answerSchema, dossierParams } from '../../../shared/record/dossier-route.ts';
import { agencyId, day, sha256, slug, uuid } from '../../../shared/values.ts';

const path = '/v1/dossiers/{dossierId}/documents';
const access = {
  kind: 'token',
  citizen: true,
  officer: ['reception', 'handler', 'approver', 'administrator'],
} as const;
const documentParams = z.strictObject({ dossierId: uuid, documentId: uuid });

const announcedAs = (type: FileType) =>
  z.strictObject({
    /** `component`: a paper the procedure asks for; `result`: what the agency hands back. */
    kind: z._default(z.enum(['component', 'result']), 'component'),
    /** Which component of the procedure the file fills, or what the result is. */
    component: slug,
    fileName: fileNameOf(FILE_TYPES[type].extensions),
    /** By whichever of its names; the ticket says under which the bytes are sent. */
    contentType: z.pipe(
      z.enum([type, ...FILE_TYPES[type].aliases]),
      z.transform((): FileType => type),
    ),
    /** Bytes. */
    size: z.int().check(z.minimum(1), z.maximum(MAX_FILE_BYTES)),
    /** Of the whole file. */
    sha256,
  });
type Announced = ReturnType<typeof announcedAs>;

/** What is announced before a file is sent. */
export const announcement = z.discriminatedUnion(
  'contentType',
  FILE_TYPE_NAMES.map(announcedAs) as [Announced, ...Announced[]],
  { error: ({ input }) => adviceOnType(String((input as { contentType?: unknown } | undefined)?.contentType)) },
);

const state = z.enum(['pending', 'verified', 'rejected']);
const moment = z.iso.datetime();

const file = {
  documentId: uuid,
  kind: z.enum(['component', 'result']),
  component: slug,
  fileName: z.string(),
  /** One of those that are taken, unless a file fetched from elsewhere is refused for it. */
  contentType: z.string(),
  size: z.int(),
  sha256: z.string(),
  state,
  attached: z.boolean(),
  refusal: z.optional(z.object({ code: z.string(), message: z.string() })),
};
const download = z.object({ url: z.string(), expiresAt: moment });
const fileView = z.object({ ...file, download: z.optional(download) });
const registerView = z.object({
  agencyId,
  day,
  parts: z.array(
    z.object({
      part: z.int(),
      entries: z.int(),
      sha256: z.string(),
      size: z.int(),
      signed: z.boolean(),
      download,
    }),
  ),
});
const formView = z.object({ ...issuedFormSchema.shape, issuedAt: moment, download });

export const routes = {
  requestUpload: defineRoute({
    method: 'POST',
    path,
    access,
    audit: ['path.dossierId', 'answer.documentId'],
    summary: { vi: 'Xin phiếu tải lên một giấy tờ', en: 'Ask for a ticket to upload a file' },
    params: dossierParams,
    body: announcement,
    idempotent: true,
    success: {
      status: 201,
      description: 'Send the bytes as told by `upload`; the file is part of the dossier once it is verified.',
      body: z.object({
        documentId: uuid,
        state,
        upload: z.optional(
          z.object({
            method: z.literal('PUT'),
            url: z.string(),
            headers: z.record(z.string(), z.string()),
            expiresAt: moment,
          }),
        ),
      }),
    },
    problems: [
      'dossier-not-found',
      'not-allowed',
      'wrong-status',
      'unknown-component',
      'too-many-documents',
      'quota-reached',
    ],
  }),
  listDocuments: defineRoute({
    method: 'GET',
    path,
    access,
    audit: ['path.dossierId'],
    summary: { vi: 'Danh sách giấy tờ của hồ sơ', en: 'Files of a dossier, the rejected and the unverified ones too' },
    params: dossierParams,
    success: { status: 200, description: 'All files.', body: z.object({ items: z.array(z.object(file)) }) },
    problems: ['dossier-not-found'],
  }),
  readDocument: defineRoute({
    method: 'GET',
    path: `${path}/{documentId}`,
    access,
    audit: ['path.dossierId', 'path.documentId', 'answer.download'],
    summary: { vi: 'Xem trạng thái và tải xuống một giấy tờ', en: 'State of a file, and a ticket to download it' },
    params: documentParams,
    success: {
      status: 200,
      description: '`download` is there only for a verified file that is part of the dossier.',
      body: fileView,
    },
    problems: ['dossier-not-found', 'document-not-found'],
  }),
  readForm: defineRoute({
    method: 'GET',
    path: '/v1/dossiers/{dossierId}/forms/{documentId}',
    access: { ...access, partner: ['dossiers.read'] },
    audit: ['path.dossierId', 'path.documentId', 'answer.download'],
    summary: { vi: 'Tải xuống một biểu mẫu của hồ sơ', en: 'A form issued for a dossier, and a ticket to download it' },
    params: documentParams,
    success: {
      status: 200,
      description: 'What was issued, with a ticket for the PDF. The control slip exists for agencies only.',
      body: formView,
    },
    problems: ['dossier-not-found', 'document-not-found'],
  }),
  readRegister: defineRoute({
    method: 'GET',
    path: '/v1/registers/{agencyId}/{day}',
    access: { kind: 'token', officer: ['reception', 'approver', 'administrator'] },
    audit: ['path.agencyId', 'path.day'],
    summary: {
      vi: 'Sổ theo dõi hồ sơ của một bộ phận một cửa trong một ngày',
      en: 'The register of one desk and day, with tickets to download it',
    },
    params: z.strictObject({ agencyId, day }),
    success: {
      status: 200,
      description: 'Made after the day is over. A busy desk fills several parts; none when nothing was received.',
      body: registerView,
    },
  }),
  removeDocument: defineRoute({
    method: 'DELETE',
    path: `${path}/{documentId}`,
    access,
    audit: ['path.dossierId', 'path.documentId'],
    summary: { vi: 'Bỏ một giấy tờ khỏi hồ sơ', en: 'Take a file out of the dossier, or give up one on its way' },
    params: documentParams,
    idempotent: true,
    ifMatch: true,
    success: { status: 200, description: 'The file is no longer part of the dossier.', body: answerSchema },
    problems: [
      'dossier-not-found',
      'document-not-found',
      'documents-pending',
      'not-allowed',
      'wrong-status',
      'version-conflict',
    ],
  }),
};

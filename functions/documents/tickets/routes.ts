import * as z from 'zod/mini';
import { fileNameOf } from '../../../shared/documents/file-name.ts';
import { FILE_TYPE_NAMES, FILE_TYPES, type FileType, MAX_FILE_BYTES } from '../../../shared/documents/file-types.ts';
import { adviceOnType, DOCUMENT_REFUSALS } from '../../../shared/documents/refusals.ts';
import { issuedFormSchema } from '../../../shared/dossier/issued-form.ts';
import { DOCUMENT_ORIGINS } from '../../../shared/dossier/values.ts';
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
    /** `component`: a document the procedure requires; `result`: a document the agency returns. */
    kind: z._default(z.enum(['component', 'result']), 'component'),
    /** Component of the procedure that the file belongs to, or the kind of result. */
    component: slug,
    /** How an officer came by the component's file; absent: scanned. What an applicant uploads is filed. */
    origin: z.optional(z.enum(DOCUMENT_ORIGINS)),
    fileName: fileNameOf(FILE_TYPES[type].extensions),
    /** Aliases are accepted; the ticket names the media type to send. */
    contentType: z.pipe(
      z.enum([type, ...FILE_TYPES[type].aliases]),
      z.transform((): FileType => type),
    ),
    /** Bytes. */
    size: z.int().check(z.minimum(1), z.maximum(MAX_FILE_BYTES)),
    /** SHA-256 of the whole file. */
    sha256,
  });
type Announced = ReturnType<typeof announcedAs>;

/** What the client declares before it uploads a file. */
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
  /** How a component's file came about; absent for older files. */
  origin: z.optional(z.enum(DOCUMENT_ORIGINS)),
  fileName: z.string(),
  /** An accepted media type, except for a file fetched from elsewhere that was rejected because of its type. */
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
    texts: DOCUMENT_REFUSALS,
    idempotent: true,
    success: {
      status: 201,
      description:
        'Upload the bytes as described by `upload`; the file becomes part of the dossier once it is verified.',
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
    cache: 'private-revalidate',
    path,
    access,
    audit: ['path.dossierId'],
    summary: {
      vi: 'Danh sách giấy tờ của hồ sơ',
      en: 'List files of a dossier, including rejected and unverified ones',
    },
    params: dossierParams,
    success: { status: 200, description: 'All files.', body: z.object({ items: z.array(z.object(file)) }) },
    problems: ['dossier-not-found'],
  }),
  readDocument: defineRoute({
    method: 'GET',
    cache: 'never',
    path: `${path}/{documentId}`,
    access,
    audit: ['path.dossierId', 'path.documentId', 'answer.download'],
    summary: { vi: 'Xem trạng thái và tải xuống một giấy tờ', en: 'Get the state of a file and a download ticket' },
    params: documentParams,
    success: {
      status: 200,
      description: '`download` is present only for a verified file that is part of the dossier.',
      body: fileView,
    },
    problems: ['dossier-not-found', 'document-not-found'],
  }),
  readForm: defineRoute({
    method: 'GET',
    cache: 'never',
    path: '/v1/dossiers/{dossierId}/forms/{documentId}',
    access: { ...access, partner: ['dossiers.read'] },
    audit: ['path.dossierId', 'path.documentId', 'answer.download'],
    summary: { vi: 'Tải xuống một biểu mẫu của hồ sơ', en: 'Get a form issued for a dossier and a download ticket' },
    params: documentParams,
    success: {
      status: 200,
      description: 'The issued form with a download ticket for the PDF. Only agencies can read the control slip.',
      body: formView,
    },
    problems: ['dossier-not-found', 'document-not-found'],
  }),
  readRegister: defineRoute({
    method: 'GET',
    cache: 'never',
    path: '/v1/registers/{agencyId}/{day}',
    access: { kind: 'token', officer: ['reception', 'approver', 'administrator'] },
    audit: ['path.agencyId', 'path.day'],
    summary: {
      vi: 'Sổ theo dõi hồ sơ của một Bộ phận Một cửa trong một ngày',
      en: 'The register of one desk and day, with tickets to download it',
    },
    params: z.strictObject({ agencyId, day }),
    success: {
      status: 200,
      description: 'Generated after the day ends. A busy reception has several parts; none when nothing was received.',
      body: registerView,
    },
  }),
  removeDocument: defineRoute({
    method: 'DELETE',
    path: `${path}/{documentId}`,
    access,
    audit: ['path.dossierId', 'path.documentId'],
    summary: { vi: 'Bỏ một giấy tờ khỏi hồ sơ', en: 'Remove a file from the dossier, or cancel a pending one' },
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

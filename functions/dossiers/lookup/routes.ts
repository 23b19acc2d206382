import * as z from 'zod/mini';
import { numberedIdentity } from '../../../shared/dossier/identity.ts';
import { STATUS_NAMES } from '../../../shared/dossier/status.ts';
import { defineRoute } from '../../../shared/platform/http/route.ts';
import { dossierCode } from '../../../shared/values.ts';
import { nextView } from '../next/next-view.ts';

/** A dossier code and the identity of its owner. */
const question = z.strictObject({ dossierCode, identity: numberedIdentity });

export const routes = {
  lookUp: defineRoute({
    method: 'POST',
    path: '/v1/lookup',
    access: {
      kind: 'public',
      reason:
        'Applicants may ask how far a dossier is without signing in; code and identifier together open only that.',
    },
    audit: ['body.dossierCode'],
    summary: { vi: 'Tra cứu mức độ hoàn thành hồ sơ', en: 'Look up the completion level of a dossier' },
    body: question,
    maxBodyBytes: 2048,
    success: {
      status: 200,
      description: 'How far the dossier is, the promised date, and what its owner has to do; nothing personal.',
      body: z.object({
        dossierCode: z.string(),
        status: z.enum(STATUS_NAMES),
        statusName: z.string(),
        /** The promised moment of the result. */
        appointmentAt: z.optional(z.string()),
        /** A promised moment was missed. */
        late: z.boolean(),
        /** What the owner, or who files for the owner, has to do now. */
        next: z.omit(nextView, { reader: true }),
        completion: z.object({
          stage: z.int(),
          stages: z.int(),
          percent: z.int(),
          /** It ended at this stage without a result. */
          ended: z.optional(z.enum(['rejected', 'withdrawn', 'stopped'])),
        }),
      }),
    },
    problems: ['dossier-not-found', 'too-many-requests'],
  }),
};

import * as z from 'zod/mini';
import { numberedIdentity } from '../../../shared/dossier/identity.ts';
import { defineRoute } from '../../../shared/platform/http/route.ts';
import { dossierCode } from '../../../shared/values.ts';

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
      description: 'Code and level of completion; nothing else.',
      body: z.object({
        dossierCode: z.string(),
        statusName: z.string(),
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

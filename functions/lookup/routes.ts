import * as z from 'zod/mini';
import { defineRoute } from '../../shared/http/route.ts';
import { DOSSIER_CODE } from '../../shared/identifiers/dossier-code.ts';
import { cleanIdentifier } from '../../shared/identifiers/normalise.ts';
import { personalId, taxCode } from '../../shared/values.ts';

const dossierCode = z
  .string()
  .check(z.maxLength(100), z.overwrite(cleanIdentifier), z.maxLength(60), z.regex(DOSSIER_CODE));

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
    summary: { vi: 'Tra cứu mức độ hoàn thành hồ sơ', en: 'Ask how far a dossier has come' },
    body: z.strictObject({ dossierCode, personalId: z.optional(personalId), taxCode: z.optional(taxCode) }).check(
      z.refine((asked) => (asked.personalId === undefined) !== (asked.taxCode === undefined), {
        path: ['personalId'],
        params: { rule: 'one-of-personalId-taxCode' },
      }),
    ),
    maxBodyBytes: 2048,
    success: {
      status: 200,
      description: 'Code and level of completion; nothing else.',
      body: z.object({
        dossierCode: z.string(),
        statusName: z.string(),
        completion: z.object({ stage: z.int(), stages: z.int(), percent: z.int() }),
      }),
    },
    problems: ['dossier-not-found', 'too-many-requests'],
  }),
};

import * as z from 'zod/mini';
import { officerActionSchema } from '../../shared/dossier/commands.ts';
import { REJECTIONS } from '../../shared/dossier/rejections.ts';
import { answerSchema, dossierParams } from '../../shared/http/dossier-route.ts';
import { pageQuery } from '../../shared/http/page.ts';
import { defineRoute } from '../../shared/http/route.ts';
import { agencyId, slug } from '../../shared/values.ts';

const officers = { kind: 'token', officer: ['reception', 'handler', 'approver', 'administrator'] } as const;

export const routes = {
  act: defineRoute({
    method: 'POST',
    path: '/v1/dossiers/{dossierId}/actions',
    access: officers,
    summary: { vi: 'Cán bộ thực hiện một thao tác trên hồ sơ', en: 'An officer acts on a dossier' },
    params: dossierParams,
    body: officerActionSchema,
    idempotent: true,
    ifMatch: true,
    success: { status: 200, description: 'The action was carried out.', body: answerSchema },
    problems: Object.keys(REJECTIONS),
  }),
  readInbox: defineRoute({
    method: 'GET',
    path: '/v1/inbox',
    access: officers,
    summary: {
      vi: 'Hồ sơ đang ở cơ quan, theo bước và hạn xử lý',
      en: 'Open dossiers an agency holds, by step and due moment',
    },
    query: z.strictObject({ ...pageQuery, agencyId, stepId: z.optional(slug) }),
    success: {
      status: 200,
      description: 'One page, the most urgent first within a step.',
      body: z.object({ items: z.array(z.looseObject({ dossierId: z.string() })), next: z.optional(z.string()) }),
    },
  }),
};

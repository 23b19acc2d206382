import * as z from 'zod/mini';
import { defineRoute } from '../../../shared/platform/http/route.ts';
import { dossierParams } from '../../../shared/record/dossier-route.ts';
import { nextView } from '../next/next-view.ts';
import { READERS } from '../readable.ts';
import { actionView } from './actions-view.ts';
import { dossierView } from './views.ts';

export const routes = {
  readDossier: defineRoute({
    method: 'GET',
    cache: 'private-revalidate',
    path: '/v1/dossiers/{dossierId}',
    access: READERS,
    audit: ['path.dossierId'],
    summary: { vi: 'Xem hồ sơ', en: 'Read a dossier' },
    params: dossierParams,
    success: {
      status: 200,
      description: 'The current dossier; the ETag begins with its version.',
      body: z.extend(dossierView, { next: nextView, actions: z.array(actionView) }),
    },
    problems: ['dossier-not-found'],
  }),
};

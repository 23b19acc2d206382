import { ACT_SCOPE } from '../../../shared/dossier/actor.ts';
import { officerActionSchema } from '../../../shared/dossier/officer-action.ts';
import { REJECTIONS } from '../../../shared/dossier/rejections.ts';
import { defineRoute } from '../../../shared/platform/http/route.ts';
import { answerSchema, dossierParams } from '../../../shared/record/dossier-route.ts';

/** Officers, and an agency's own system acting for them. The rules decide what either may do with a given dossier. */
const desks = {
  kind: 'token',
  officer: ['reception', 'handler', 'approver', 'administrator'],
  partner: [ACT_SCOPE, 'dossiers.report'],
} as const;
export const routes = {
  act: defineRoute({
    method: 'POST',
    path: '/v1/dossiers/{dossierId}/actions',
    access: desks,
    audit: ['path.dossierId', 'body.type'],
    summary: {
      vi: 'Cán bộ hoặc hệ thống của cơ quan thực hiện một thao tác trên hồ sơ',
      en: 'An officer, or an agency’s system, acts on a dossier',
    },
    params: dossierParams,
    body: officerActionSchema,
    idempotent: true,
    ifMatch: true,
    success: { status: 200, description: 'The action was carried out.', body: answerSchema },
    problems: Object.keys(REJECTIONS),
  }),
};

import * as z from 'zod/mini';
import { liftingSchema, suspensionSchema } from '../../../shared/dossier/suspension.ts';
import { pageQuery } from '../../../shared/platform/http/page.ts';
import { defineRoute } from '../../../shared/platform/http/route.ts';
import { delegationSchema } from '../../../shared/record/delegations.ts';
import { agencyId, slug } from '../../../shared/values.ts';
import { inboxRow, pageOf } from '../row-view.ts';

const officers = { kind: 'token', officer: ['reception', 'handler', 'approver', 'administrator'] } as const;

const leaders = { kind: 'token', officer: ['approver'] } as const;

const suspensionView = z.object({
  ...suspensionSchema.shape,
  recordedAt: z.string(),
  lifting: z.optional(liftingSchema),
  liftedAt: z.optional(z.string()),
});

export const routes = {
  putDelegation: defineRoute({
    method: 'PUT',
    path: '/v1/delegations',
    access: officers,
    audit: ['body.agencyId'],
    summary: { vi: 'Ủy quyền xử lý khi vắng mặt', en: 'Delegate the work of an absent officer to another officer' },
    body: delegationSchema,
    success: {
      status: 200,
      description:
        'The delegation is active; it replaces an earlier one of the same officer. Where the agency was closed, it is at its successor.',
      body: delegationSchema,
    },
  }),
  listDelegations: defineRoute({
    method: 'GET',
    cache: 'private-revalidate',
    path: '/v1/delegations',
    access: officers,
    audit: ['query.agencyId'],
    summary: { vi: 'Danh sách ủy quyền của cơ quan', en: 'List the delegations of an agency' },
    query: z.strictObject({ agencyId }),
    success: { status: 200, description: 'All delegations.', body: z.object({ items: z.array(delegationSchema) }) },
  }),
  decideSuspension: defineRoute({
    method: 'POST',
    path: '/v1/suspensions',
    access: leaders,
    audit: ['body.suspensionId'],
    summary: {
      vi: 'Ghi quyết định tạm dừng giải quyết do sự kiện bất khả kháng',
      en: 'Record a decision on force majeure: the dossiers of these agencies are suspended from now on',
    },
    body: suspensionSchema,
    success: { status: 200, description: 'The decision is in force.', body: suspensionView },
    problems: ['unknown-agency', 'other-decision'],
  }),
  liftSuspension: defineRoute({
    method: 'POST',
    path: '/v1/suspensions/{suspensionId}/lift',
    access: leaders,
    audit: ['path.suspensionId'],
    summary: { vi: 'Ghi quyết định chấm dứt tạm dừng', en: 'Record the decision that lifts a suspension' },
    params: z.strictObject({ suspensionId: slug }),
    body: liftingSchema,
    success: { status: 200, description: 'The suspension is lifted.', body: suspensionView },
    problems: ['not-found', 'other-decision'],
  }),
  listSuspensions: defineRoute({
    method: 'GET',
    path: '/v1/suspensions',
    cache: 'private-revalidate',
    access: officers,
    audit: { nothing: 'The decisions are public and name no person but who signed them.' },
    summary: { vi: 'Danh sách quyết định tạm dừng', en: 'List the decisions on force majeure, lifted ones too' },
    success: { status: 200, description: 'All of the province.', body: z.object({ items: z.array(suspensionView) }) },
  }),
  readInbox: defineRoute({
    method: 'GET',
    cache: 'private-revalidate',
    path: '/v1/inbox',
    access: officers,
    audit: ['query.agencyId', 'answer.items.dossierId'],
    summary: {
      vi: 'Hồ sơ đang ở cơ quan, theo bước và hạn xử lý',
      en: 'Open dossiers an agency holds, by step and due moment',
    },
    query: z.strictObject({ ...pageQuery, agencyId, stepId: z.optional(slug) }),
    paged: true,
    success: {
      status: 200,
      description: 'One page, most urgent first within a step.',
      body: pageOf(inboxRow),
    },
  }),
};

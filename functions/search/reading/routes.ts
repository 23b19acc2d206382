import * as z from 'zod/mini';
import { pageQuery } from '../../../shared/platform/http/page.ts';
import { defineRoute } from '../../../shared/platform/http/route.ts';
import { agencyId } from '../../../shared/values.ts';
import { QUEUE_NAMES } from '../queues.ts';
import { criteriaSchema } from './criteria.ts';
import { foundView } from './view.ts';

const officers = { kind: 'token', officer: ['reception', 'handler', 'approver', 'administrator'] } as const;

export const routes = {
  searchDossiers: defineRoute({
    method: 'POST',
    path: '/v1/dossiers/search',
    access: officers,
    audit: ['body.agencyId', 'body', 'answer.items.dossierId'],
    summary: {
      vi: 'Cán bộ tìm hồ sơ theo mã, người nộp, thủ tục, trạng thái hoặc hạn xử lý',
      en: 'Officers find dossiers by code, people, procedure, status or due moment',
    },
    query: z.strictObject(pageQuery),
    body: criteriaSchema,
    maxBodyBytes: 8192,
    paged: true,
    success: {
      status: 200,
      description:
        'One page, most urgent first: overdue, then by due moment, then those that wait for others, then those that ended. Changes of the last seconds may be missing, except when searched by code. "more": the people searched for have further, older dossiers; add criteria.',
      body: z.object({ items: z.array(foundView), more: z.boolean(), next: z.optional(z.string()) }),
    },
  }),
  readQueues: defineRoute({
    method: 'GET',
    path: '/v1/queues',
    cache: 'private-revalidate',
    access: officers,
    audit: ['query.agencyId'],
    summary: {
      vi: 'Số hồ sơ đang chờ ở từng hàng đợi của cơ quan',
      en: 'How many dossiers wait in each queue of the caller’s agencies',
    },
    query: z.strictObject({ agencyId: z.optional(agencyId) }),
    success: {
      status: 200,
      description: 'Counts up to 500; "more" says that there may be more. Due soon: within three days.',
      body: z.object({
        items: z.array(
          z.strictObject({
            agencyId: z.string(),
            agencyName: z.optional(z.string()),
            queues: z.array(
              z.strictObject({
                queue: z.enum(QUEUE_NAMES),
                name: z.string(),
                count: z.int(),
                more: z.boolean(),
              }),
            ),
          }),
        ),
      }),
    },
  }),
};

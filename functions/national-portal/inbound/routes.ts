import * as z from 'zod/mini';
import { defineRoute } from '../../../shared/platform/http/route.ts';

export const routes = {
  push: defineRoute({
    method: 'POST',
    path: '/webhooks/national-portal',
    access: { kind: 'token', partner: ['national-portal.push'] },
    audit: { nothing: 'Nothing is read; what a partner tells is a row of its own.' },
    summary: {
      vi: 'Nhận bản tin của Cổng Dịch vụ công quốc gia',
      en: 'Takes a message of the national public service portal',
    },
    // The body is validated by the function itself, because rejections use the portal's own format.
    maxBodyBytes: 200 * 1024,
    success: {
      status: 200,
      description: 'error_code 0: accepted; 1: accepted before; -1: rejected, with the fields in the message',
      body: z.object({ error_code: z.union([z.literal(0), z.literal(1), z.literal(-1)]), message: z.string() }),
    },
  }),
};

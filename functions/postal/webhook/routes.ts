import * as z from 'zod/mini';
import { defineRoute } from '../../../shared/platform/http/route.ts';
import { CARRIER_NAMES } from '../carriers/registry.ts';

export const routes = {
  carrierPush: defineRoute({
    method: 'POST',
    path: '/webhooks/post/{carrier}',
    access: { kind: 'partner-signature', partner: 'post' },
    audit: { nothing: 'Nothing is read; what a partner tells is a row of its own.' },
    summary: { vi: 'Bưu chính báo trạng thái bưu gửi', en: 'A carrier reports the state of a parcel' },
    params: z.strictObject({ carrier: z.enum(CARRIER_NAMES) }),
    success: {
      status: 200,
      description:
        "The carrier's own reply: 200 taken, 201 bad token, 202 not readable, 205 our failure, 207 no such order.",
      body: z.object({ status: z.int() }),
    },
  }),
};

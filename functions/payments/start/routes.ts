import * as z from 'zod/mini';
import { defineRoute } from '../../../shared/platform/http/route.ts';
import { dossierParams } from '../../../shared/record/dossier-route.ts';
import { vnd } from '../../../shared/values.ts';
import { PROVIDER_NAMES } from '../providers/registry.ts';

export const routes = {
  startPayment: defineRoute({
    method: 'POST',
    path: '/v1/dossiers/{dossierId}/payments',
    access: { kind: 'token', citizen: true },
    audit: ['path.dossierId', 'answer.reference'],
    summary: { vi: 'Bắt đầu thanh toán phí, lệ phí của hồ sơ', en: 'Start paying what is due on a dossier' },
    params: dossierParams,
    body: z.strictObject({ provider: z.enum(PROVIDER_NAMES) }),
    idempotent: true,
    success: {
      status: 201,
      description: 'The payment page. The same key returns the same page.',
      body: z.object({ payUrl: z.url(), reference: z.string(), amount: vnd, expiresAt: z.iso.datetime() }),
    },
    problems: [
      'dossier-not-found',
      'no-open-obligation',
      'wrong-status',
      'quota-reached',
      'idempotency-key-reused',
      'request-in-progress',
      'upstream-unavailable',
    ],
  }),
};

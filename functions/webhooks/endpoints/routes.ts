import * as z from 'zod/mini';
import { pageQuery } from '../../../shared/platform/http/page.ts';
import { defineRoute } from '../../../shared/platform/http/route.ts';
import { uuid } from '../../../shared/values.ts';
import { attemptSchema } from '../attempt-log.ts';
import { newEndpointSchema } from '../endpoint.ts';
import { endpointView, secretView } from './views.ts';

const managers = { kind: 'token', partner: ['webhooks.manage'] } as const;
const params = z.strictObject({ endpointId: uuid });
const one = '/v1/webhook-endpoints/{endpointId}';

export const routes = {
  createEndpoint: defineRoute({
    method: 'POST',
    path: '/v1/webhook-endpoints',
    access: managers,
    audit: ['answer.endpointId'],
    summary: { vi: 'Đăng ký địa chỉ nhận sự kiện', en: 'Register an endpoint for events of the agency' },
    body: newEndpointSchema,
    idempotent: true,
    success: {
      status: 201,
      description: 'The endpoint with its signing secret, which is shown only once.',
      body: secretView,
    },
    problems: ['idempotency-key-reused', 'quota-reached'],
  }),
  listEndpoints: defineRoute({
    method: 'GET',
    cache: 'private-revalidate',
    path: '/v1/webhook-endpoints',
    access: managers,
    audit: { nothing: 'An agency reads what it registered itself; the line says which agency.' },
    summary: { vi: 'Danh sách địa chỉ nhận sự kiện', en: "List the agency's endpoints" },
    success: { status: 200, description: 'All endpoints.', body: z.object({ items: z.array(endpointView) }) },
  }),
  readEndpoint: defineRoute({
    method: 'GET',
    cache: 'private-revalidate',
    path: one,
    access: managers,
    audit: ['path.endpointId'],
    summary: { vi: 'Xem một địa chỉ nhận sự kiện', en: 'Read an endpoint' },
    params,
    success: { status: 200, description: 'The endpoint, without its secret.', body: endpointView },
    problems: ['not-found'],
  }),
  deleteEndpoint: defineRoute({
    method: 'DELETE',
    path: one,
    access: managers,
    audit: ['path.endpointId'],
    summary: { vi: 'Xóa địa chỉ nhận sự kiện', en: 'Delete an endpoint and its secret' },
    params,
    success: { status: 204, description: 'The endpoint receives no more events.' },
    problems: ['not-found'],
  }),
  enableEndpoint: defineRoute({
    method: 'POST',
    path: `${one}/enable`,
    access: managers,
    audit: ['path.endpointId'],
    summary: { vi: 'Bật lại địa chỉ đã bị ngừng', en: 'Enable an endpoint that was disabled' },
    params,
    idempotent: true,
    success: { status: 200, description: 'The endpoint receives events again.', body: endpointView },
    problems: ['not-found', 'idempotency-key-reused'],
  }),
  rotateSecret: defineRoute({
    method: 'POST',
    path: `${one}/rotate-secret`,
    access: managers,
    audit: ['path.endpointId'],
    summary: { vi: 'Đổi khóa ký', en: 'Rotate the signing secret; for 24 hours deliveries are signed with both' },
    params,
    idempotent: true,
    success: { status: 200, description: 'The new secret, which is shown only once.', body: secretView },
    problems: ['not-found', 'idempotency-key-reused', 'too-many-requests'],
  }),
  testEndpoint: defineRoute({
    method: 'POST',
    path: `${one}/test`,
    access: managers,
    audit: ['path.endpointId'],
    summary: { vi: 'Gửi thử một sự kiện', en: 'Send a test event now and return the outcome' },
    params,
    idempotent: true,
    success: { status: 200, description: 'The attempt.', body: attemptSchema },
    problems: ['not-found', 'idempotency-key-reused'],
  }),
  listAttempts: defineRoute({
    method: 'GET',
    cache: 'private-revalidate',
    path: `${one}/attempts`,
    access: managers,
    audit: ['path.endpointId'],
    summary: { vi: 'Nhật ký gửi sự kiện', en: 'List the attempts of the last 30 days, newest first' },
    params,
    query: z.strictObject(pageQuery),
    paged: true,
    success: {
      status: 200,
      description: 'One page of attempts.',
      body: z.object({ items: z.array(attemptSchema), next: z.optional(z.string()) }),
    },
    problems: ['not-found'],
  }),
  replayDossier: defineRoute({
    method: 'POST',
    path: `${one}/replay`,
    access: managers,
    audit: ['path.endpointId', 'body.dossierId'],
    summary: { vi: 'Gửi lại sự kiện của một hồ sơ', en: 'Resend the events of a dossier starting at a version' },
    params,
    body: z.strictObject({
      dossierId: uuid,
      fromVersion: z._default(z.int().check(z.minimum(1), z.maximum(99_999_999)), 1),
    }),
    idempotent: true,
    success: {
      status: 202,
      description: 'The events will be delivered in order.',
      body: z.object({ dossierId: uuid, fromVersion: z.int() }),
    },
    problems: ['not-found', 'dossier-not-found', 'idempotency-key-reused'],
  }),
};

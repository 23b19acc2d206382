import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import type { UrlFault } from '../../../shared/platform/partners/url-guard.ts';
import type { Idempotency } from '../../../shared/platform/table/idempotency.ts';
import type { Language, Text } from '../../../shared/text/text.ts';
import { type Endpoint, endpointSchema, inOverlap, OVERLAP_HOURS } from '../endpoint.ts';

export const endpointView = z.extend(z.omit(endpointSchema, { agencyId: true, secretRotatedAt: true }), {
  /** Until when deliveries are also signed with the previous secret. */
  previousSecretUntil: z.optional(z.string()),
});

/** `secret` is absent when the request is a repetition and the secret has been rotated since. */
export const secretView = z.extend(endpointView, { secret: z.optional(z.string()) });

export function viewOf(endpoint: Endpoint, now: Date): z.infer<typeof endpointView> {
  const { agencyId: _, secretRotatedAt, ...shown } = endpoint;
  if (secretRotatedAt === undefined || !inOverlap(endpoint, now)) return shown;
  const until = new Date(Date.parse(secretRotatedAt) + OVERLAP_HOURS * 3_600_000);
  return { ...shown, previousSecretUntil: until.toISOString() };
}

/**
 * Deterministic id per request, so that a repeated registration after a crash finds the secret it already created instead of
 * orphaning it.
 */
export function identifierOf({ scope, key }: Idempotency): string {
  const hex = createHash('sha256').update(`webhook-endpoint\n${scope}\n${key}`).digest('hex');
  // RFC 9562 version 8: a UUID with custom content.
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const FAULTS: Readonly<Record<UrlFault, Text>> = {
  'not-a-url': { vi: 'Địa chỉ không phải URL hợp lệ.', en: 'This is not a URL.' },
  'not-https': { vi: 'Địa chỉ phải dùng https.', en: 'The URL must be https.' },
  credentials: { vi: 'Địa chỉ không được chứa tên đăng nhập, mật khẩu.', en: 'The URL must not hold credentials.' },
  fragment: { vi: 'Địa chỉ không được chứa phần sau dấu #.', en: 'The URL must not have a fragment.' },
  port: { vi: 'Chỉ chấp nhận cổng 443 hoặc 8443.', en: 'Only the ports 443 and 8443 are accepted.' },
  'private-host': { vi: 'Tên máy chủ phải là tên miền công khai.', en: 'The host must be a public domain name.' },
  unresolvable: { vi: 'Không phân giải được tên miền.', en: 'The host name cannot be resolved.' },
  'private-address': {
    vi: 'Tên miền trỏ tới địa chỉ mạng nội bộ.',
    en: 'The host leads to an address that is not on the public internet.',
  },
};

export function urlProblem(fault: UrlFault, language: Language): HttpProblem {
  return new HttpProblem('invalid-request', [{ field: 'url', rule: `url-${fault}`, message: FAULTS[fault][language] }]);
}

import { Webhook } from 'standardwebhooks';
import * as z from 'zod/mini';

/** Body of `POST /control/endpoints`; an existing path is replaced. */
export const endpointSchema = z.strictObject({
  /** Part after `/hooks/`. */
  path: z.string().check(z.regex(/^[a-z0-9-]{1,60}$/)),
  /** Signing secret, `whsec_…`. Absent: no delivery can be verified, so each counts as invalid. */
  secret: z.optional(z.string().check(z.regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/))),
  /** Its answer to a valid delivery. */
  behaviour: z.optional(z.enum(['ok', 'error', 'gone', 'slow'])),
  /** With `slow`: how long it takes. */
  slowMs: z.optional(z.int().check(z.positive(), z.maximum(600_000))),
});
export type Endpoint = z.infer<typeof endpointSchema>;

export type Delivered = {
  readonly at: string;
  readonly endpoint: string;
  readonly eventId: string;
  readonly timestamp: string;
  readonly correlationId?: string;
  readonly valid: boolean;
  /** Why it is not valid, in the library's words. */
  readonly problem?: string;
  readonly status: number;
  readonly body: string;
};

/** Checks a delivery with the official library, the way an agency would. */
export function verify(
  endpoint: Endpoint | undefined,
  headers: Readonly<Record<string, string>>,
  body: string,
): { valid: true } | { valid: false; problem: string } {
  if (!endpoint?.secret) return { valid: false, problem: 'No secret is configured for this endpoint' };
  try {
    new Webhook(endpoint.secret).verify(body, { ...headers });
    return { valid: true };
  } catch (error) {
    return { valid: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** How often each event arrived, and how often with a valid signature, per endpoint. */
export function tally(
  delivered: readonly Delivered[],
): { endpoint: string; eventId: string; count: number; valid: number }[] {
  const rows = new Map<string, { endpoint: string; eventId: string; count: number; valid: number }>();
  for (const { endpoint, eventId, valid } of delivered) {
    const key = `${endpoint} ${eventId}`;
    const row = rows.get(key) ?? { endpoint, eventId, count: 0, valid: 0 };
    row.count += 1;
    if (valid) row.valid += 1;
    rows.set(key, row);
  }
  return [...rows.values()];
}

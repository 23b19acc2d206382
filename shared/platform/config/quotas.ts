import * as z from 'zod/mini';
import { json } from './environment.ts';

/** Counting period: each hour or month of UTC, or unlimited. */
export type Span = 'hour' | 'month' | 'never';

/**
 * Quota per owner. An item that is released at its end no longer counts; all others count until their period is over. A
 * province may override the defaults (`quotas` of its file).
 */
export const QUOTAS = {
  /** Opened in this month and not submitted. */
  drafts: { most: 200, anew: 'month' },
  /** Issued in this hour. Higher than the number open at once, since each is valid for ten minutes. */
  'upload-tickets': { most: 500, anew: 'hour' },
  /** Started in this hour, including those rejected by the provider, since each is a call to it. */
  'payment-attempts': { most: 60, anew: 'hour' },
  /** Confirmation requests by e-mail in this month. */
  'mail-confirmations': { most: 10, anew: 'month' },
  /** Registered and not deleted. */
  'webhook-endpoints': { most: 20, anew: 'never' },
} as const satisfies Readonly<Record<string, { readonly most: number; readonly anew: Span }>>;
export type Quota = keyof typeof QUOTAS;

const most = z.optional(z.int().check(z.minimum(1), z.maximum(100_000)));

export const quotasSchema = z.strictObject({
  drafts: most,
  'upload-tickets': most,
  'payment-attempts': most,
  'mail-confirmations': most,
  'webhook-endpoints': most,
} satisfies Readonly<Record<Quota, typeof most>>);
export type Quotas = z.infer<typeof quotasSchema>;

/** Variable of functions that create counted items; absent where the province uses the defaults. */
export const quotasEnvironment = { QUOTAS: z.optional(json(quotasSchema)) };

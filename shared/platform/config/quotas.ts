import * as z from 'zod/mini';
import { json } from './environment.ts';

/** When a count begins anew: each hour or month of UTC, or never. */
export type Span = 'hour' | 'month' | 'never';

/**
 * The most of a kind that one holder may begin. What is given back when it ends counts no more; all else counts until its
 * span is over. A province may say otherwise (`quotas` of its file).
 */
export const QUOTAS = {
  /** Opened in this month and not submitted. */
  drafts: { most: 200, anew: 'month' },
  /** Given out in this hour: more than can be open at once, as each is good for ten minutes. */
  'upload-tickets': { most: 500, anew: 'hour' },
  /** Begun in this hour; those that the provider refused too, since each is a call to it. */
  'payment-attempts': { most: 60, anew: 'hour' },
  /** Letters in this month that ask to confirm an address. */
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

/** Of functions in which somebody begins what is counted; absent where the province keeps to the usual. */
export const quotasEnvironment = { QUOTAS: z.optional(json(quotasSchema)) };

import * as z from 'zod/mini';

export const settingsSchema = z.strictObject({
  apiUrl: z.optional(z.url()),
  customerCode: z.optional(z.string().check(z.minLength(1))),
  clientId: z.optional(z.string().check(z.minLength(1))),
  clientSecret: z.optional(z.string().check(z.minLength(8))),
  /** Header `token` of a callback, where `tokens` has none for its carrier. */
  token: z.optional(z.string().check(z.minLength(32))),
  /** Carrier → header `token` of its callbacks. */
  tokens: z.optional(z.record(z.string(), z.string().check(z.minLength(32)))),
  /** Time a parcel stays in each state before it advances automatically; 0: it waits for `POST /control/advance`. */
  stepMs: z.optional(z.int().check(z.minimum(0))),
  retryMs: z.optional(z.int().check(z.positive())),
  maxAttempts: z.optional(z.int().check(z.positive())),
});

export type Settings = {
  apiUrl: string;
  customerCode: string;
  clientId: string;
  clientSecret: string;
  token: string;
  tokens: Readonly<Record<string, string>>;
  stepMs: number;
};

export const startSettings = (): Settings => ({
  apiUrl: '',
  customerCode: 'MOTCUA-H50',
  clientId: 'motcua',
  clientSecret: 'mo-phong-buu-chinh',
  token: 'mo-phong-ma-goi-lai-cua-buu-chinh-1',
  tokens: {},
  stepMs: 0,
});

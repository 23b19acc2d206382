import * as z from 'zod/mini';

export const settingsSchema = z.strictObject({
  apiUrl: z.optional(z.url()),
  /** `MaDoiTac` of the province at the platform, and their shared key. */
  partnerCode: z.optional(z.string().check(z.minLength(1))),
  platformKey: z.optional(z.string().check(z.minLength(32))),
  /** `vnp_TmnCode` of the province and the hash secret. */
  terminalCode: z.optional(z.string().check(z.regex(/^[A-Z0-9]{8}$/))),
  vnpaySecret: z.optional(z.string().check(z.minLength(32))),
  retryMs: z.optional(z.int().check(z.positive())),
  maxAttempts: z.optional(z.int().check(z.positive())),
});

/** Addresses, codes and keys both sides agreed. */
export type Settings = {
  apiUrl: string;
  partnerCode: string;
  platformKey: string;
  terminalCode: string;
  vnpaySecret: string;
};

export const startSettings = (): Settings => ({
  apiUrl: '',
  partnerCode: 'motcua-quang-tri',
  platformKey: 'mo-phong-khoa-nen-tang-thanh-toan',
  terminalCode: 'MOTCUAQT',
  vnpaySecret: 'mo-phong-khoa-bi-mat-cua-vnpay-0001',
});

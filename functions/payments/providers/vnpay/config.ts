import * as z from 'zod/mini';

export const vnpayConfigSchema = z.strictObject({
  payUrl: z.url({ protocol: /^https?$/ }),
  terminalCode: z.string().check(z.regex(/^[A-Z0-9]{8}$/)),
});
export type VnpayConfig = z.infer<typeof vnpayConfigSchema>;

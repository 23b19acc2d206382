import * as z from 'zod/mini';
import { sharedKey } from '../../../../shared/platform/secrets/key.ts';
import { registered } from '../provider.ts';
import { platformCallbacks, platformIntents } from './client.ts';
import { platformConfigSchema } from './config.ts';

/** The payment platform of the national portal. */
export const platform = registered({
  config: platformConfigSchema,
  secret: sharedKey,
  simulator: { name: 'payments', at: (config, url) => ({ ...config, url: `${url}/platform` }) },
  callback: {
    method: 'POST',
    path: '/webhooks/payment-platform',
    summary: { vi: 'Nền tảng thanh toán báo kết quả', en: "Callback of the national portal's payment platform" },
    success: {
      status: 200,
      description:
        "The platform's own reply: 00 recorded, 99 not recorded. Signed with the shared key if the call was.",
      body: z.object({
        MaLoi: z.enum(['00', '99']),
        MoTaLoi: z.string(),
        MaDoiTac: z.string(),
        MaThamChieu: z.optional(z.string()),
        ThoiGianGD: z.optional(z.string()),
        MaXacThuc: z.optional(z.string()),
      }),
    },
  },
  intents: platformIntents,
  callbacks: platformCallbacks,
});

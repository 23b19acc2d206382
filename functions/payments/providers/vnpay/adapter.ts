import * as z from 'zod/mini';
import { sharedKey } from '../../../../shared/platform/secrets/key.ts';
import { registered } from '../provider.ts';
import { vnpayCallbacks, vnpayIntents } from './client.ts';
import { vnpayConfigSchema } from './config.ts';

export const vnpay = registered({
  config: vnpayConfigSchema,
  secret: sharedKey,
  simulator: { name: 'payments', at: (config, url) => ({ ...config, payUrl: `${url}/vnpay/vpcpay.html` }) },
  callback: {
    method: 'GET',
    cache: 'never',
    path: '/webhooks/vnpay',
    summary: { vi: 'VNPay báo kết quả (IPN)', en: 'Instant payment notification of VNPay' },
    success: {
      status: 200,
      description: "VNPay's own reply: 00, 01, 02, 04, 97 or 99.",
      body: z.object({ RspCode: z.string(), Message: z.string() }),
    },
  },
  intents: vnpayIntents,
  callbacks: vnpayCallbacks,
});

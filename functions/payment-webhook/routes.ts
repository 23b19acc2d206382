import * as z from 'zod/mini';
import { defineRoute } from '../../shared/http/route.ts';

export const routes = {
  platformCallback: defineRoute({
    method: 'POST',
    path: '/webhooks/payment-platform',
    access: { kind: 'partner-signature', partner: 'payment-platform' },
    audit: { nothing: 'Nothing is read; what a partner tells is a row of its own.' },
    summary: { vi: 'Nền tảng thanh toán báo kết quả', en: "Callback of the national portal's payment platform" },
    success: {
      status: 200,
      description: "The platform's own reply: 00 recorded, 99 not. Signed with the shared key when the call was.",
      body: z.object({
        MaLoi: z.enum(['00', '99']),
        MoTaLoi: z.string(),
        MaDoiTac: z.string(),
        MaThamChieu: z.optional(z.string()),
        ThoiGianGD: z.optional(z.string()),
        MaXacThuc: z.optional(z.string()),
      }),
    },
  }),
  vnpayNotification: defineRoute({
    method: 'GET',
    path: '/webhooks/vnpay',
    access: { kind: 'partner-signature', partner: 'vnpay' },
    audit: { nothing: 'Nothing is read; what a partner tells is a row of its own.' },
    summary: { vi: 'VNPay báo kết quả (IPN)', en: 'Instant payment notification of VNPay' },
    success: {
      status: 200,
      description: "VNPay's own reply: 00, 01, 02, 04, 97 or 99.",
      body: z.object({ RspCode: z.string(), Message: z.string() }),
    },
  }),
};

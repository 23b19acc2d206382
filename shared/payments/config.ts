import * as z from 'zod/mini';
import { line } from '../values.ts';
import { REFERENCE_PATTERN } from './reference.ts';

const address = z.url({ protocol: /^https?$/ });

/** What `PAYMENTS` holds: addresses and public identifiers of the province's payment providers. No secrets. */
export const paymentsConfigSchema = z.object({
  /** Where the payer's browser comes back to. */
  returnUrl: address,
  /** How references of payment attempts are written; providers and provinces differ. See `reference.ts`. */
  referencePattern: z._default(z.string().check(z.regex(REFERENCE_PATTERN)), 'MC{timestamp}{random:4}'),
  platform: z.object({
    /** The one address of all messages; `LoaiBanTin` in the body says which it is. */
    url: address,
    /** `MaDoiTac`. */
    partnerCode: line(60),
    /** Account that receives the fees: `TKThuHuong`, `MaNHThuHuong`, `TenTKThuHuong`. */
    beneficiary: z.object({ account: line(64), bankCode: line(20), name: line(200) }),
  }),
  vnpay: z.object({
    payUrl: address,
    terminalCode: z.string().check(z.regex(/^[A-Z0-9]{8}$/)),
  }),
});
export type PaymentsConfig = z.infer<typeof paymentsConfigSchema>;

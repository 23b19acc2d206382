import * as z from 'zod/mini';
import { line } from '../../../../shared/values.ts';

export const platformConfigSchema = z.strictObject({
  /** The single URL for all messages; `LoaiBanTin` in the body gives the message type. */
  url: z.url({ protocol: /^https?$/ }),
  /** `MaDoiTac`. */
  partnerCode: line(60),
  /** Account that receives the fees: `TKThuHuong`, `MaNHThuHuong`, `TenTKThuHuong`. */
  beneficiary: z.object({ account: line(64), bankCode: line(20), name: line(200) }),
});
export type PlatformConfig = z.infer<typeof platformConfigSchema>;

import * as z from 'zod/mini';
import { line } from '../../../../shared/values.ts';

export const platformConfigSchema = z.strictObject({
  /** The one address of all messages; `LoaiBanTin` in the body says which it is. */
  url: z.url({ protocol: /^https?$/ }),
  /** `MaDoiTac`. */
  partnerCode: line(60),
  /** Account that receives the fees: `TKThuHuong`, `MaNHThuHuong`, `TenTKThuHuong`. */
  beneficiary: z.object({ account: line(64), bankCode: line(20), name: line(200) }),
});
export type PlatformConfig = z.infer<typeof platformConfigSchema>;

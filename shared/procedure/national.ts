import * as z from 'zod/mini';
import { slug } from '../values.ts';

/**
 * A code of a national catalogue, such as `KQ.G15.000034` or `000.00.00.G09-KQ002269`: capitals and digits, so that an id of
 * our own, which is in lower case, cannot stand here by mistake.
 */
const nationalCode = z.string().check(z.regex(/^[A-Z0-9](?:[A-Z0-9._-]{0,62}[A-Z0-9])?$/));

/** What a procedure, its components and its fees are called nationally. A missing code is named by `npm run check`. */
export const nationalSchema = z.strictObject({
  /** `MaLinhVuc`: `<agency>-LV…` (Circular 01/2018/TT-VPCP). */
  field: z.optional(nationalCode),
  /** `MaThanhPhanHoSo` by component. */
  components: z.optional(z.record(slug, nationalCode)),
  /** `MaPhiLePhi` by fee. */
  fees: z.optional(z.record(slug, nationalCode)),
  /** `MaGiayToKetQua`: `KQ.<agency>.<six digits>`. */
  result: z.optional(nationalCode),
});

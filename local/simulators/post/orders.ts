import * as z from 'zod/mini';

const text = (max: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(max),
    z.refine((s) => s.trim() !== ''),
  );
const optional = (max: number) => z.optional(z.string().check(z.maxLength(max)));
const phone = z.string().check(z.regex(/^0\d{9,10}$/));
const province = z.string().check(z.regex(/^\d{2}$/));

/** Body of an order: names and required fields as in VNPost's bus service. */
export const orderSchema = z.strictObject({
  CustomerCode: text(50),
  /** The sender's own number: here, the dossier's code or one derived from it. */
  OrderNumber: z.string().check(z.regex(/^[A-Za-z0-9._-]{1,64}$/)),
  /** Whole dong to collect on delivery. */
  CODAmount: z.optional(z.int().check(z.minimum(0))),
  SenderProvince: province,
  SenderDistrict: optional(50),
  SenderAddress: text(500),
  SenderName: text(300),
  SenderEmail: z.optional(z.union([z.literal(''), z.email()])),
  SenderTel: phone,
  SenderDesc: optional(500),
  Description: optional(500),
  ReceiverName: text(300),
  ReceiverAddress: text(500),
  ReceiverTel: phone,
  ReceiverProvince: province,
  ReceiverDistrict: optional(50),
  ReceiverEmail: z.optional(z.union([z.literal(''), z.email()])),
});
export type Order = z.infer<typeof orderSchema>;

const end = z.object({ provCode: province, distCode: optional(50) });

export const feeSchema = z.object({
  /** Grams. */
  weight: z.int().check(z.positive(), z.maximum(30_000)),
  mainSrv: z.literal('HCC'),
  isreturn: z.literal(1),
  sender: end,
  receiver: end,
});

export const cancelSchema = z.object({ CustomerCode: text(50), OrderNumber: text(64) });

export const feedSchema = z.object({
  pageSize: z.optional(z.int().check(z.minimum(1), z.maximum(1000))),
  /** Identifier of the last item read; 24 zeros at the start. */
  lastId: z.string().check(z.regex(/^[0-9a-f]{24}$/)),
});

/** Whole dong: a flat rate inside the province, more outside, and per started half kilogram. */
export function feeOf({ weight, sender, receiver }: z.infer<typeof feeSchema>): number {
  const base = sender.provCode === receiver.provCode ? 22_000 : 31_000;
  return base + 4_000 * Math.floor((weight - 1) / 500);
}

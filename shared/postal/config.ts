import * as z from 'zod/mini';
import { SHIPMENT_STATES } from '../dossier/values.ts';
import { sharedKey } from '../secrets/key.ts';
import { email, line, phone, provinceCode, slug } from '../values.ts';

/** Carrier code → our state. Keys are the carrier's codes as text. */
export const stateTableSchema = z.record(z.string().check(z.minLength(1), z.maxLength(50)), z.enum(SHIPMENT_STATES));

/** What `POST` holds: the carrier that takes the province's results, and who hands them over. No secrets. */
export const postConfigSchema = z.object({
  carrier: z.enum(['vnpost']),
  /** Base address of the carrier's service; the operations are below it (`/token`, `/orders`, …). */
  url: z.url({ protocol: /^https?$/ }),
  customerCode: line(60),
  sender: z.object({
    name: line(200),
    address: line(300),
    phone,
    email: z.optional(email),
    provinceCode,
  }),
  /** Per carrier, codes that this province's contract has otherwise than `codes/<carrier>.json`. */
  states: z.optional(z.record(slug, stateTableSchema)),
});
export type PostConfig = z.infer<typeof postConfigSchema>;

/** Secret `post`: the token that carriers send with a push, and our client at the carrier's token service. */
export const postSecretSchema = z.object({
  token: sharedKey,
  clientId: z.string().check(z.minLength(1)),
  clientSecret: z.string().check(z.minLength(1)),
});
export type PostSecret = z.infer<typeof postSecretSchema>;

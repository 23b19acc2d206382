import * as z from 'zod/mini';
import { sharedKey } from '../../../../shared/platform/secrets/key.ts';
import { line } from '../../../../shared/values.ts';
import type { Sender } from '../carrier.ts';

export const vnpostConfigSchema = z.strictObject({
  /** Base URL of the carrier's service on the bus; the operations are below it (`/token`, `/orders`, …). */
  url: z.url({ protocol: /^https?$/ }),
  customerCode: line(60),
});

/** The contract, and the sender of parcels. */
export type VnpostConfig = z.infer<typeof vnpostConfigSchema> & { readonly sender: Sender };

/** The token that it sends with a push, and our client credentials for the bus's token service. */
export const vnpostSecretSchema = z.object({
  token: sharedKey,
  clientId: z.string().check(z.minLength(1)),
  clientSecret: z.string().check(z.minLength(1)),
});
export type VnpostSecret = z.infer<typeof vnpostSecretSchema>;

import * as z from 'zod/mini';
import { sharedKey } from '../../shared/platform/secrets/key.ts';
import { line } from '../../shared/values.ts';

const address = z.url({ protocol: /^https?$/ });

/**
 * The portal as a client of the identity provider. Addresses are agreed, not discovered: the national provider publishes no
 * discovery document, and its being down must not stop sign-ins.
 */
export const clientConfigSchema = z.strictObject({
  clientId: line(200),
  authorizationUrl: address,
  tokenUrl: address,
  /** Where the provider ends its own session (OpenID Connect RP-Initiated Logout). Absent: it has none. */
  endSessionUrl: z.optional(address),
});
export type ClientConfig = z.infer<typeof clientConfigSchema>;

/** Name of the client's secret below the province's prefix. */
export const CLIENT_SECRET = 'session-client';
export const clientSecretSchema = sharedKey;

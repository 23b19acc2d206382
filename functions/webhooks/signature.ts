import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** Length of a signing secret, bytes; Standard Webhooks requires 24 to 64. */
const SECRET_BYTES = 32;

export const SECRET_PATTERN = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

export function newSigningSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * Headers of one delivery attempt. `id` is the same on every attempt, the timestamp is the attempt's own. There is one
 * signature for each active secret, newest first, so that a receiver may switch at any time during a rotation. Source: Standard
 * Webhooks specification 1.0.0.
 */
export function signedHeaders(
  id: string,
  at: Date,
  body: string,
  secrets: readonly [string, ...string[]],
): Readonly<Record<string, string>> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}

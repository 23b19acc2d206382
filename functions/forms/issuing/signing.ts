import { ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import type { Secrets } from '../../../shared/platform/secrets/secrets.ts';
import { padesSigner } from '../signing/pades-signer.ts';
import type { Signer } from '../signing/signer.ts';

const pem = z.string().check(z.regex(/^-----BEGIN /));

/** Certificate and key that sign forms. */
export const signerSecret = z.strictObject({ certificate: pem, privateKey: pem, chain: z.optional(z.array(pem)) });

/** Until an operator puts a certificate in, the secret holds the random text it was born with. */
const secretSchema = z.union([signerSecret, z.string()]);

export type GetSigner = () => Promise<Signer | undefined>;

/**
 * The province's own signer; undefined where none is set up, and then forms go out unsigned. A certificate that is
 * there and cannot be used is an error, never a reason to leave the signature out.
 */
export function provinceSigner(secrets: Secrets): GetSigner {
  return async () => {
    try {
      const [current] = await secrets.get('form-signing', secretSchema);
      return typeof current === 'string' ? undefined : padesSigner(current);
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  };
}

import * as z from 'zod/mini';
import { named } from '../../../shared/platform/aws/refused.ts';
import type { Secrets } from '../../../shared/platform/secrets/secrets.ts';
import { padesSigner } from '../signing/pades-signer.ts';
import type { Signer } from '../signing/signer.ts';

const pem = z.string().check(z.regex(/^-----BEGIN /));

/** Certificate and key that sign forms. */
export const signerSecret = z.strictObject({ certificate: pem, privateKey: pem, chain: z.optional(z.array(pem)) });

/** Before an operator stores a certificate, the secret contains the random text generated at deployment. */
const secretSchema = z.union([signerSecret, z.string()]);

export type GetSigner = () => Promise<Signer | undefined>;

/**
 * The province's signer; undefined when no certificate is set up, and then forms are issued unsigned. A certificate that cannot
 * be used is an error; the signature is never omitted for it.
 */
export function provinceSigner(secrets: Secrets): GetSigner {
  return async () => {
    try {
      const [current] = await secrets.get('form-signing', secretSchema);
      return typeof current === 'string' ? undefined : padesSigner(current);
    } catch (error) {
      if (named(error, 'ResourceNotFoundException')) return undefined;
      throw error;
    }
  };
}

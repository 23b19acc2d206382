import { withRoom } from './appended.ts';
import { detachedSignature } from './cms.ts';
import { assertValidAt, type SigningSecret, signingKeys } from './keys.ts';
import { type Signer, SigningKeyError } from './signer.ts';

/** Upper bound of the signature size without certificates: attributes, algorithms and the largest signature (RSA 4096). */
const BESIDE_CERTIFICATES = 2048;

/**
 * Signs with a local certificate and key: an embedded PAdES signature (ETSI EN 319 142-1, level B-B). With an RSA key the same
 * file and moment give the same bytes; an EC signature is randomised.
 * @throws {SigningKeyError} Certificate and key do not match.
 */
export function padesSigner(secret: SigningSecret): Signer {
  const keys = signingKeys(secret);
  const certificates = [keys.certificate, ...keys.chain].reduce((sum, { raw }) => sum + raw.length, 0);
  return {
    async sign(pdf, at) {
      assertValidAt(keys.certificate, at);
      const room = certificates + BESIDE_CERTIFICATES;
      const { bytes, hole } = withRoom(pdf, at, room);
      const [start, end] = hole;
      const signature = await detachedSignature(Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]), keys);
      if (signature.length > room) throw new SigningKeyError(`The signature takes ${signature.length} bytes.`);
      bytes.write(Buffer.from(signature).toString('hex'), start + 1, 'latin1');
      return new Uint8Array(bytes);
    },
  };
}

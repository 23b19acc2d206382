/**
 * Adds the agency's digital signature to a form.
 *
 * A signature depends on a key and, for some keys, on randomness. So a regenerated form is never compared by its signed bytes,
 * but by the SHA-256 of the unsigned file, which is an unchanged prefix of the signed one.
 */
export interface Signer {
  /**
   * The signed file: the given bytes with the signature appended.
   * @param at Moment of signing, ISO; becomes the signature's stated time.
   * @throws {NotSignableError} The file has no empty place for a signature.
   * @throws {SigningKeyError} Key and certificate cannot sign at that moment.
   */
  sign(pdf: Uint8Array, at: string): Promise<Uint8Array>;
}

/** The file has no signature field, is already signed, or is not built like our forms. */
export class NotSignableError extends Error {
  override readonly name = 'NotSignableError';
}

/** Certificate and key cannot be used. The message names the violated rule, never key material. */
export class SigningKeyError extends Error {
  override readonly name = 'SigningKeyError';
}

/**
 * Puts the agency's digital signature on a form.
 *
 * A signature depends on a key and, for some keys, on chance; so signed bytes are never what a form made again is compared
 * with. That is the unsigned file's SHA-256, and the unsigned file is the unchanged start of the signed one.
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

/** The file leaves no place for a signature, has one already, or is not built as our forms are. */
export class NotSignableError extends Error {
  override readonly name = 'NotSignableError';
}

/** Certificate and key cannot be used. Says which rule is broken, never anything of the key. */
export class SigningKeyError extends Error {
  override readonly name = 'SigningKeyError';
}

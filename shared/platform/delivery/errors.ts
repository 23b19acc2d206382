/** The destination is disabled deliberately (a disabled endpoint): keep the cursor, send nothing, park nothing. */
export class HaltedError extends Error {
  override readonly name = 'HaltedError';
}

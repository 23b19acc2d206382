/** A transaction that can never be written as it is; without the rows, which the store's own error would carry. */
export class WriteRefusedError extends Error {
  override readonly name = 'WriteRefusedError';
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(`the table refuses the write: ${reasons.join(', ')}`);
    this.reasons = reasons;
  }
}

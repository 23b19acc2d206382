/** A transaction that can never succeed; without the rows, which DynamoDB's own error would contain. */
export class WriteRefusedError extends Error {
  override readonly name = 'WriteRefusedError';
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(`the table refuses the write: ${reasons.join(', ')}`);
    this.reasons = reasons;
  }
}
